/** Ends a run at every single step it takes, and looks at what the next one makes of it. */

import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import type { JsonObject } from '../../values/json.ts';
import type { StateStorage } from '../state/storage.ts';
import { Cloud } from '../testing/cloud.ts';
import { actions, data, Lab } from '../testing/lab.ts';
import { Mortal } from '../testing/mortal.ts';
import { JournalFile } from './file-medium.ts';

class World implements Disposable {
  readonly lab = new Lab();
  readonly cloud = new Cloud();

  [Symbol.dispose](): void {
    this.lab[Symbol.dispose]();
  }

  get journalPath(): string {
    return `${this.lab.statePath}.journal`;
  }

  engine(config: JsonObject, process = new Mortal(), storage: StateStorage = this.lab.storage()) {
    return this.lab.engine(config, {
      providers: new Map([['terraform', () => process.provider(this.cloud.provider())]]),
      journal: process.medium(new JournalFile(this.journalPath)),
      storage: process.storage(storage),
    });
  }

  run(config: JsonObject, process = new Mortal()) {
    const engine = this.engine(config, process);
    return process.outcome(engine.locked('apply', async () => engine.apply(await engine.plan())));
  }

  idsInState(): string[] {
    const { resources } = this.lab.state() as unknown as {
      resources: { instances: { attributes: { id: string } }[] }[];
    };
    return resources.flatMap(({ instances }) => instances.map(({ attributes }) => attributes.id)).sort();
  }

  idsInCloud(): string[] {
    return [...this.cloud.objects.keys()].sort();
  }
}

const BEFORE = data({
  changed: { input: 'old' },
  replaced: { triggers_replace: 'old' },
  renewed: { triggers_replace: 'old', lifecycle: { create_before_destroy: true } },
  dropped: { input: '${terraform_data.changed.id}' },
  moved: { input: 'same' },
});

const AFTER = data(
  {
    changed: { input: 'new' },
    replaced: { triggers_replace: 'new' },
    renewed: { triggers_replace: 'new', lifecycle: { create_before_destroy: true } },
    made: { count: 3, input: '${terraform_data.replaced.id} ${count.index}' },
    follows: { input: '${terraform_data.made[0].id} ${terraform_data.renewed.id}' },
    here: { input: 'same' },
  },
  { moved: [{ from: 'terraform_data.moved', to: 'terraform_data.here' }] },
);

/** What somebody has made of it by the time of the next run. */
const EDITED = data({ changed: { input: 'newer' }, made: { count: 1, input: 'x' }, other: {} });

async function steps(): Promise<readonly string[]> {
  using world = new World();
  await world.run(BEFORE);
  const process = new Mortal();
  await world.run(AFTER, process);
  return process.steps;
}

describe('a run that is cut off', async () => {
  const all = await steps();

  test('takes every kind of step', () => {
    for (const name of [
      'journal.append',
      'journal.replace',
      'journal.remove',
      'state.write',
      'provider.apply',
    ])
      expect(all).toContain(`before ${name}`);
  });

  test.each(all.map((name, last) => ({ last, name })))('at step $last, $name', async ({ last }) => {
    for (const next of [AFTER, EDITED]) {
      using world = new World();
      await world.run(BEFORE);
      expect(await world.run(AFTER, new Mortal(last))).toBe('died');
      await settled(world, next);
    }
  });

  test('and so is the next one, while it cleans up', async () => {
    for (let first = 5; first < all.length; first += 7)
      for (let second = 0; second < 12; second += 1) {
        using world = new World();
        await world.run(BEFORE);
        await world.run(AFTER, new Mortal(first));
        await world.run(AFTER, new Mortal(second));
        await settled(world, AFTER);
      }
  });
});

async function settled(world: World, config: JsonObject): Promise<void> {
  // A plan only looks: it says what an apply would do, and leaves everything as it is.
  const looked = await world.engine(config).plan();
  const result = await world.run(config);
  if (result === 'died') throw new Error('this one lives');
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const done = result.counts.add + result.counts.change + result.counts.destroy;
  expect(actions(looked).length > 0).toBe(done > 0);
  expect(world.idsInState()).toEqual(world.idsInCloud());
  expect(actions(await world.engine(config).plan())).toEqual([]);
  expect(existsSync(world.journalPath)).toBe(false);
}

describe('a platform that does not answer', () => {
  test('leaves the object in doubt and everything else alone', async () => {
    const config = data({ a: {}, b: {} });
    const alive = new Mortal();
    using other = new World();
    await other.run(data({ a: {} }), alive);
    using world = new World();
    // The first object has been asked for, and nobody has seen the answer.
    await world.run(data({ a: {} }), new Mortal(alive.steps.indexOf('after provider.apply')));
    expect(world.idsInCloud()).toHaveLength(1);
    world.cloud.reachable = false;
    const result = await world.run(config);
    if (result === 'died') throw new Error('this one lives');
    expect(result.diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toContain(
      'error ZTC-E-UNCERTAIN',
    );
    expect(result.counts.add).toBe(1);
    expect(existsSync(world.journalPath)).toBe(true);
    world.cloud.reachable = true;
    await settled(world, config);
    expect(world.idsInCloud()).toHaveLength(2);
  });
});

test('a state that cannot be written at the end is in the journal, and the next run writes it', async () => {
  using world = new World();
  const config = data({ a: {}, b: { input: '${terraform_data.a.id}' } });
  const storage = world.lab.storage();
  const full: StateStorage = {
    ...storage,
    write: async () => {
      throw new DiagnosticError(errorDiagnostic('ZTC-E-STATE-IO', 'State not saved', 'The disk is full.'));
    },
  };
  const engine = world.engine(config, new Mortal(), full);
  const result = await engine.apply(await engine.plan());
  expect(result.saved).toBe(false);
  expect(result.diagnostics.map(({ code }) => code)).toEqual(['ZTC-E-STATE-IO', 'ZTC-W-STATE-BEHIND']);
  expect(world.idsInCloud()).toHaveLength(2);
  expect(actions(await world.engine(config).plan())).toEqual([]);
  await settled(world, config);
});

test('a provider is configured before it is asked, also when the state has nothing of it yet', async () => {
  using world = new World();
  const config = data({ first: {} });
  const all = await firstSteps(config);
  await world.run(config, new Mortal(all.indexOf('before provider.apply')));
  const calls: string[] = [];
  const inner = world.cloud.provider();
  const engine = world.lab.engine(config, {
    providers: new Map([
      [
        'terraform',
        () => ({
          ...inner,
          configure: async (value) => {
            calls.push('configure');
            return inner.configure(value);
          },
          recoverResource: async (request) => {
            calls.push('recover');
            return inner.recoverResource?.(request) as never;
          },
        }),
      ],
    ]),
    journal: new JournalFile(world.journalPath),
    storage: world.lab.storage(),
  });
  await engine.locked('apply', async () => {});
  expect(calls).toEqual(['configure', 'recover']);
});

async function firstSteps(config: JsonObject): Promise<readonly string[]> {
  using world = new World();
  const process = new Mortal();
  await world.run(config, process);
  return process.steps;
}
