/** ztc and real Terraform, the same configurations in the same run; ztc alone where Terraform would take hours. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, medianOf, type Sample, TooLongError } from '../measure.ts';
import { type Engine, STEPS, StateServer, type Step, terraformEngine, ztcEngine } from './engines.ts';
import { SHAPES, type Shape } from './shapes.ts';

/** Seconds that were not enough. */
export interface Exceeded {
  readonly over: number;
}

export type Outcome = Sample | Exceeded;

/** How Terraform keeps its state. */
export type Backend = 'local' | 'http';

export interface Life {
  readonly shape: Shape;
  readonly resources: number;
  readonly ztc: Readonly<Record<Step, Measured>>;
  readonly terraform?: {
    readonly backend: Backend;
    /** Steps after one that was not finished are not there. */
    readonly steps: Readonly<Partial<Record<Step, Outcome>>>;
  };
}

export const DEFAULT_SIZES: readonly number[] = [1000, 10_000, 100_000];
/** Above it Terraform's local backend would write gigabytes: all of the state after every resource. */
const LARGEST_LOCAL = 1000;
/** Above it Terraform is not asked. */
const LARGEST_TERRAFORM = 10_000;
const LONGEST_MS = 15 * 60_000;

const steps = Object.keys(STEPS) as Step[];
type Note = (text: string) => void;

/** Gives everything measured so far after each configuration: all of it takes an hour. */
export async function* besideTerraform(
  sizes: readonly number[],
  note: Note,
): AsyncGenerator<readonly Life[]> {
  const parent = mkdtempSync(join(tmpdir(), 'ztc-bench-terraform-'));
  try {
    const lives: Life[] = [];
    for (const resources of sizes)
      for (const shape of Object.keys(SHAPES) as Shape[]) {
        const noteStep = (text: string): void => note(`${shape}, ${resources} resources: ${text}`);
        lives.push(await life(parent, shape, resources, noteStep));
        yield [...lives];
      }
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

async function life(parent: string, shape: Shape, resources: number, note: Note): Promise<Life> {
  const ztc = ztcSteps(ztcEngine(parent, shape, resources, LONGEST_MS), resources, note);
  if (resources > LARGEST_TERRAFORM) return { shape, resources, ztc };
  const backend = resources > LARGEST_LOCAL ? 'http' : 'local';
  using server = backend === 'http' ? await StateServer.start() : undefined;
  const engine = terraformEngine(parent, shape, resources, LONGEST_MS, server?.address);
  return { shape, resources, ztc, terraform: { backend, steps: terraformSteps(engine, note) } };
}

function ztcSteps(engine: Engine, resources: number, note: Note): Record<Step, Measured> {
  const rounds = resources > LARGEST_TERRAFORM ? 1 : 3;
  const samples = Object.fromEntries(steps.map((step) => [step, []])) as unknown as Record<Step, Sample[]>;
  for (let round = 0; round < rounds; round += 1) {
    engine.clear();
    for (const step of steps) {
      note(`ztc ${step}`);
      samples[step].push(engine.run(step));
    }
  }
  return Object.fromEntries(steps.map((step) => [step, medianOf(samples[step])])) as Record<Step, Measured>;
}

/** Once each, since it takes minutes; without the destruction, which takes as long as the apply. */
function terraformSteps(engine: Engine, note: Note): Partial<Record<Step, Outcome>> {
  const found: Partial<Record<Step, Outcome>> = {};
  for (const step of steps.filter((name) => name !== 'destroy')) {
    note(`Terraform ${step}`);
    try {
      found[step] = engine.run(step);
    } catch (e) {
      if (!(e instanceof TooLongError)) throw e;
      found[step] = { over: e.seconds };
      break;
    }
  }
  return found;
}
