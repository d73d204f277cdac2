/** Outputs of other states, for `terraform_remote_state`. */

import { join, resolve } from 'node:path';
import type { OtherState, ReadOutputs } from '../../provider/builtin/remote-state.ts';
import { openRemoteStorage } from './backends/open.ts';
import type { Env } from './backends/settings.ts';
import { readStateFile } from './local.ts';
import type { State } from './model.ts';

/** Relative paths are relative to this folder: the configuration's. */
export const outputsOfStates =
  (dir: string, env: Env): ReadOutputs =>
  async (other) => {
    if (other.backend === 'local') {
      const path = pathOf(other);
      return { location: path, outputs: outputsOf(readStateFile(resolve(dir, path))) };
    }
    const { backend: type, settings, workspace } = other;
    const storage = openRemoteStorage(
      { type, settings, env, where: {} },
      { workspace, newLineage: () => '' },
    );
    if (!storage) return undefined;
    const state = await storage.read();
    return { location: storage.location, outputs: state.lineage === '' ? undefined : outputsOf(state) };
  };

function pathOf({ settings, workspace }: OtherState): string {
  const { path, workspace_dir: folder } = settings;
  if (workspace === 'default') return typeof path === 'string' ? path : 'terraform.tfstate';
  return join(typeof folder === 'string' ? folder : 'terraform.tfstate.d', workspace, 'terraform.tfstate');
}

const outputsOf = (state: State | undefined) =>
  state && new Map([...state.outputs].map(([name, { value }]) => [name, value]));
