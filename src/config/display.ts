import { relative } from 'node:path';

/** As a user would write it: relative to the working directory when it is below. */
export function display(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
}
