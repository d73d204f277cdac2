/** The control planes' rates as bench/RESULTS.md shows them. */
import { count, ratio, table } from '../markdown.ts';
import { MOTO } from './moto.ts';
import { CONNECTIONS, type ControlPlanes, DISKS, type Rates } from './rates.ts';

const CALLS = { creates: 'creates per second', describes: 'look-ups by id per second' } as const;

export function controlPlaneSection({ ztc, moto }: ControlPlanes): readonly string[] {
  const rows = (Object.keys(CALLS) as (keyof Rates)[]).map((call) => [
    CALLS[call],
    rate(ztc[call]),
    ...(typeof moto === 'string' ? ['not run', ''] : [rate(moto[call]), ratio(ztc[call] / moto[call])]),
  ]);
  return [
    '## Control plane',
    '',
    `${count(DISKS)} disks, one request each, over ${CONNECTIONS} connections on loopback; server and client are processes of their own. Ours is`,
    `durable, signed and judges every request by the rules; ${MOTO} (EC2 volumes) keeps everything in memory and checks no signature.`,
    ...(typeof moto === 'string' ? ['', `moto could not be installed: ${moto}`] : []),
    '',
    ...table(['', 'ztc', 'moto', 'ztc ÷ moto'], rows),
  ];
}

const rate = (value: number): string => count(Math.round(value));
