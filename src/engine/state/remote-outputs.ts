/** Outputs of other state files, for `terraform_remote_state`. */

import { resolve } from 'node:path';
import type { ReadOutputs } from '../../provider/builtin/remote-state.ts';
import { readStateFile } from './local.ts';

/** Relative paths are relative to this folder: the configuration's. */
export const outputsOfFiles =
  (dir: string): ReadOutputs =>
  (path) => {
    const state = readStateFile(resolve(dir, path));
    return state && new Map([...state.outputs].map(([name, { value }]) => [name, value]));
  };
