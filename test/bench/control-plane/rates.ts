/** How many disks per second a control plane creates and looks up, with several connections at the same time. */
import { setUpMoto } from './moto.ts';
import { motoTarget, type Target, ztcTarget } from './targets.ts';

export interface Rates {
  readonly creates: number;
  readonly describes: number;
}

export interface ControlPlanes {
  readonly ztc: Rates;
  /** Or why there is none. */
  readonly moto: Rates | string;
}

export const CONNECTIONS = 8;
export const DISKS = 2000;

export async function controlPlanes(note: (text: string) => void): Promise<ControlPlanes> {
  note('control plane: ztc');
  const ztc = await ratesOf(await ztcTarget(CONNECTIONS));
  const missing = setUpMoto();
  if (missing !== undefined) return { ztc, moto: missing };
  note('control plane: moto');
  return { ztc, moto: await ratesOf(await motoTarget(CONNECTIONS)) };
}

async function ratesOf(target: Target): Promise<Rates> {
  try {
    const ids: string[] = [];
    const creates = await perSecond(async (n) => {
      ids[n] = await target.create(n);
    });
    const describes = await perSecond((n) => target.describe(ids[n] as string));
    return { creates, describes };
  } finally {
    await target.close();
  }
}

/** Of `DISKS` calls, as many at the same time as there are connections. */
async function perSecond(call: (n: number) => Promise<void>): Promise<number> {
  const start = performance.now();
  let next = 0;
  const loop = async (): Promise<void> => {
    while (next < DISKS) await call(next++);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
  return (DISKS / (performance.now() - start)) * 1000;
}
