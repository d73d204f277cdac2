/** Stands in front of the control plane: the moment before an answer to a write is given. */

import type { ApiRequest, ControlPlane, ControlPlaneOptions } from '../../../src/controlplane/api.ts';
import { reached } from './reached.ts';

const { href } = new URL('../../../dist/src/controlplane/server.js', import.meta.url);
const real = (await import(href)) as typeof import('../../../src/controlplane/server.ts');

export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  const inner = real.createControlPlane(options);
  return {
    credentials: inner.credentials,
    close: () => inner.close(),
    async handle(request: ApiRequest) {
      const answer = await inner.handle(request);
      if (request.method !== 'GET') reached('before server.answer');
      return answer;
    },
  };
}
