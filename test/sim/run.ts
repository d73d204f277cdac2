/**
 * `npm run sim -- --seeds 100000 --from 1`: simulations of clients, engines and servers in a world that fails. Exit code 1
 * when a promise is broken; `--trace SEED` tells everything that happens in one. `--defect NAME` plants a mistake.
 */

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { campaign, reportText, type Summary, together } from './campaign.ts';
import { DEFECTS, type Defect } from './defects.ts';
import { simulate, Workbench } from './simulate.ts';

/** What a worker is told to do. */
interface Share {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly defect: string | undefined;
}

if (isMainThread) await main();
else parentPort?.postMessage(await work(workerData as Share));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '200' },
      from: { type: 'string', default: '1' },
      defect: { type: 'string' },
      trace: { type: 'string' },
      workers: { type: 'string', default: String(Math.min(8, availableParallelism())) },
    },
  });
  if (values.defect !== undefined) defectOf(values.defect);
  if (values.trace !== undefined) return trace(Number(values.trace), values.defect);
  const first = Number(values.from);
  const last = first + Number(values.seeds) - 1;
  const step = Number(values.workers);
  const start = performance.now();
  const shares = Array.from({ length: step }, (_, i) => ({
    first: first + i,
    last,
    step,
    defect: values.defect,
  }));
  const summary = together(await Promise.all(shares.map(inWorker)));
  console.log(reportText(summary));
  console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(16)}  seconds`);
  process.exitCode = summary.failed.length > 0 ? 1 : 0;
}

function inWorker(share: Share): Promise<Summary> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(import.meta.filename, { workerData: share });
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}

function work({ first, last, step, defect }: Share): Promise<Summary> {
  const seeds = (function* () {
    for (let seed = first; seed <= last; seed += step) yield seed;
  })();
  return campaign(seeds, new Workbench(), defect === undefined ? undefined : defectOf(defect));
}

async function trace(seed: number, defect: string | undefined): Promise<void> {
  const { hash, violations } = await simulate(seed, new Workbench(), {
    tell: (line) => process.stdout.write(line),
    ...(defect === undefined ? {} : { defect: defectOf(defect) }),
  });
  console.log(`hash ${hash}, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}

function defectOf(name: string): Defect {
  const defect = DEFECTS[name];
  if (defect) return defect;
  throw new RangeError(`no defect ${name}; there are ${Object.keys(DEFECTS).join(', ')}`);
}
