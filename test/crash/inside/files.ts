/** Files in the making get their names in one step: the moments before and after, for states, journals and locks alike. */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { reached } from './reached.ts';

const { renameSync, linkSync } = fs;
const { rename } = fs.promises;

fs.renameSync = (from, to) => {
  reached('before file.rename');
  renameSync(from, to);
  reached('after file.rename');
};

fs.linkSync = (from, to) => {
  reached('before file.link');
  linkSync(from, to);
  reached('after file.link');
};

fs.promises.rename = async (from, to) => {
  reached('before file.rename');
  await rename(from, to);
  reached('after file.rename');
};

syncBuiltinESMExports();
