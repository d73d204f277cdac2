/** Two applies on one state at the same time, in every order that chance gives. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { loadObjects } from '../config/load.ts';
import { createBuiltinProvider } from '../provider/builtin/terraform-provider.ts';
import type { Provider } from '../provider/provider.ts';
import { Engine } from './engine.ts';
import { createLocalStorage } from './state/local.ts';
import type { StateStorage } from './state/storage.ts';

const RUNS = 200;

/** The same numbers for the same seed. */
function chance(seed: number): (below: number) => number {
  let at = seed * 2654435761;
  return (below) => {
    at = (Math.imul(at ^ (at >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((at ^ (at >>> 13)) >>> 0) % below;
  };
}

/** Lets others go first, a few times or not at all. */
type Yield = () => Promise<void>;

const slowStorage = (storage: StateStorage, pause: Yield): StateStorage => ({
  ...storage,
  read: async () => {
    await pause();
    const state = await storage.read();
    await pause();
    return state;
  },
  write: async (state, typeOf) => {
    const written = await storage.write(state, typeOf);
    await pause();
    return written;
  },
  lock: async (operation) => {
    await pause();
    const release = await storage.lock(operation);
    await pause();
    return async () => {
      await pause();
      await release();
    };
  },
});

const slowProvider = (provider: Provider, pause: Yield): Provider => ({
  ...provider,
  applyResource: async (request) => {
    await pause();
    const answer = await provider.applyResource(request);
    await pause();
    return answer;
  },
});

interface Bed {
  readonly path: string;
  readonly pause: Yield;
  /** Objects as the platform would have them. */
  readonly objects: Set<string>;
  readonly lockTimeoutMs: number;
}

function engine({ path, pause, objects, lockTimeoutMs }: Bed, name: string): Engine {
  const config = {
    resource: { terraform_data: Object.fromEntries(['a', 'b', name].map((key) => [key, {}])) },
  };
  const { module } = loadObjects([config], { purpose: 'execute' });
  if (!module) throw new Error('the configuration is one');
  const builtin = createBuiltinProvider({
    newId: () => {
      const id = `${name}-${objects.size}`;
      objects.add(id);
      return id;
    },
  });
  return new Engine({
    module,
    variables: new Map(),
    providers: new Map([['terraform', () => slowProvider(builtin, pause)]]),
    storage: slowStorage(createLocalStorage({ path, newLineage: () => 'one' }), pause),
    lockTimeoutMs,
  });
}

interface FileState {
  readonly serial: number;
  readonly resources: readonly { readonly name: string; readonly instances: readonly unknown[] }[];
}

test(`${RUNS} times: one waits or is told who holds the state, and the state is that of the last`, async () => {
  const seen = { waited: 0, refused: 0 };
  for (let seed = 1; seed <= RUNS; seed++) {
    const dir = mkdtempSync(join(tmpdir(), 'ztc-two-'));
    try {
      const random = chance(seed);
      const pause: Yield = async () => {
        for (let left = random(4); left > 0; left--) await setImmediate();
      };
      const waits = random(4) === 0;
      const path = join(dir, 'terraform.tfstate');
      const bed: Bed = { path, pause, objects: new Set(), lockTimeoutMs: waits ? 60_000 : 0 };
      const apply = async (name: string): Promise<string> => {
        const own = engine(bed, name);
        await pause();
        await own.locked('apply', async () => own.apply(await own.plan()));
        return name;
      };
      const ends = await Promise.allSettled([apply('x'), apply('y')]);
      const done = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
      for (const end of ends) {
        if (end.status === 'fulfilled') continue;
        expect(String(end.reason), `seed ${seed}`).toMatch(
          new RegExp(`ZTC-E-STATE-LOCKED .*process ${process.pid}, apply since`),
        );
        seen.refused++;
      }
      if (done.length === 2) seen.waited++;
      expect(done.length, `seed ${seed}`).toBeGreaterThan(waits ? 1 : 0);
      const state = JSON.parse(readFileSync(path, 'utf8')) as FileState;
      const names = state.resources.map(({ name }) => name);
      expect(names.filter((name) => name !== 'a' && name !== 'b').length, `seed ${seed}`).toBe(1);
      expect(done).toContain(names.at(-1));
      expect(names.slice(0, 2)).toEqual(['a', 'b']);
      // Whoever came second found a and b: nothing was made twice.
      expect(bed.objects.size, `seed ${seed}`).toBe(2 + done.length);
      expect(readdirSync(dir).filter((file) => file.includes('lock'))).toEqual([]);
    } finally {
      rmSync(dir, { recursive: true });
    }
  }
  expect(Math.min(seen.waited, seen.refused), JSON.stringify(seen)).toBeGreaterThan(10);
});
