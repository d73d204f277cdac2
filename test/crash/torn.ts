/**
 * `npm run test:torn -- --trials 3000 --seed 1`: logs that were cut, flipped, zeroed or overwritten at random: the engine's
 * journal and the control plane's database.
 */

import { parseArgs } from 'node:util';
import { tornJournalTrial } from './torn-journal.ts';
import { tornBase, tornTrial } from './torn-wal.ts';

interface Trial {
  readonly seed: number;
  readonly kind: string;
  readonly expected: number;
  readonly found: number;
  readonly problems: readonly string[];
}

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    log: { type: 'string', default: 'both' },
  },
});

const trials = Number(values.trials);
const from = Number(values.seed);

/** How many of them were not clean. */
async function play(name: string, trial: (seed: number) => Promise<Trial>): Promise<number> {
  const kinds = new Map<string, number>();
  let [bad, kept] = [0, 0];
  for (let seed = from; seed < from + trials; seed += 1) {
    const { kind, expected, found, problems } = await trial(seed);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    kept += found > expected ? 1 : 0;
    if (problems.length > 0) {
      bad += 1;
      console.log(`seed ${seed} (${kind}): ${problems.join('; ')}`);
    }
  }
  const counts = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
  console.log(
    `${name}: ${trials} trials (${counts}); ${bad} not clean, ${kept} kept more than lay before the damage`,
  );
  return bad;
}

let bad = 0;
if (values.log !== 'wal') bad += await play('journal', tornJournalTrial);
if (values.log !== 'journal') {
  using base = await tornBase();
  bad += await play('control plane', (seed) => tornTrial(base, seed));
}
process.exitCode = bad > 0 ? 1 : 0;
