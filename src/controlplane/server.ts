import type { ControlPlane, ControlPlaneOptions } from './api.ts';

/** Opens (or makes) the data folder and returns the control plane over it. */
export function createControlPlane(_options: ControlPlaneOptions): ControlPlane {
  throw new Error('not written yet');
}
