/**
 * For `--import`: the built command line, unchanged, with three of its modules seen through boundaries. Whoever asks for
 * one of them gets the module here that stands in front of it.
 */

import { registerHooks } from 'node:module';
import './files.ts';

const FRONTS: readonly (readonly [ending: string, front: string])[] = [
  ['/dist/src/engine/engine.js', 'engine.ts'],
  ['/dist/src/controlplane/server.js', 'server.ts'],
  ['/dist/src/controlplane/store/sqlite.js', 'store.ts'],
];

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const front = FRONTS.find(([ending]) => found.url.endsWith(ending));
    if (!front) return found;
    const url = new URL(front[1], import.meta.url).href;
    return context.parentURL === url ? found : { url, format: 'module-typescript', shortCircuit: true };
  },
});
