/** Mistakes of a control plane. */

import type { Change, StateReader, Store, TokenRow } from '../../../src/controlplane/store/port.ts';
import type { Defect } from '../defects.ts';
import type { World } from '../time/world.ts';

const isTokenOf = (change: Change): boolean =>
  'put' in change && (change.put === 'token' || change.put === 'creation');

/** Changes what a store does with the work that it is given. */
function withWrite(store: Store, write: Store['write']): Store {
  return {
    read: (work) => store.read(work),
    write,
    onRollback: (listener) => store.onRollback(listener),
    close: () => store.close(),
  };
}

/** What the work reads by these questions is asked some time before the transaction begins. */
function askedBefore(
  store: Store,
  world: World,
  questions: readonly ('counter' | 'edgesTo' | 'resource' | 'token' | 'creation')[],
): Store {
  return withWrite(store, async (work) => {
    const answers = new Map<string, unknown>();
    const remembering = (state: StateReader): StateReader => {
      const through =
        (name: (typeof questions)[number]) =>
        (...asked: unknown[]) => {
          const key = JSON.stringify([name, ...asked]);
          const mine = name !== 'counter' || String(asked[0]).startsWith('used ');
          if (mine && answers.has(key)) return answers.get(key);
          const answer = (state[name] as (...asked: unknown[]) => unknown)(...asked);
          if (mine) answers.set(key, answer);
          return answer;
        };
      return { ...state, ...Object.fromEntries(questions.map((name) => [name, through(name)])) };
    };
    await store.read((state) => {
      try {
        work(remembering(state));
      } catch {
        // It is refused again, or not any more.
      }
    });
    await world.scheduler.sleep(world.between(1, 8));
    return store.write((state) => work(remembering(state)));
  });
}

/** Tokens are written when the objects are there already. */
function tokensLater(store: Store): Store {
  return withWrite(store, async (work) => {
    let tokens: readonly Change[] = [];
    const result = await store.write((state) => {
      const decision = work(state);
      tokens = decision.changes.filter(isTokenOf);
      return { ...decision, changes: decision.changes.filter((change) => !isTokenOf(change)) };
    });
    if (tokens.length > 0) await store.write(() => ({ result: undefined, changes: tokens }));
    return result;
  });
}

/** Tokens that fit are kept in the process and nowhere else. */
function inMemory(store: Store, keep: (row: TokenRow) => boolean, creations: boolean): Store {
  const rows = new Map<string, TokenRow>();
  const keyOf = (account: string, operation: string, token: string): string =>
    JSON.stringify([account, operation, token]);
  const reader = (state: StateReader): StateReader => ({
    ...state,
    token: (account, operation, token) =>
      rows.get(keyOf(account, operation, token)) ?? state.token(account, operation, token),
    ...(creations ? { creation: () => null } : {}),
  });
  const stays = (change: Change): boolean => {
    if (!('put' in change) || change.put !== 'token' || !keep(change.row)) return true;
    const { account, operation, token } = change.row;
    rows.set(keyOf(account, operation, token), change.row);
    return false;
  };
  return {
    ...withWrite(store, (work) =>
      store.write((state) => {
        const decision = work(reader(state));
        return { ...decision, changes: decision.changes.filter(stays) };
      }),
    ),
    read: (work) => store.read((state) => work(reader(state))),
  };
}

export const PLATFORM_DEFECTS: Readonly<Record<string, Defect>> = {
  'acknowledged-before-sync': {
    disk: (disk) => {
      const { world } = disk;
      disk.commit = async (_process, changes) => {
        disk.write(changes);
        world.scheduler.after(world.between(1, 30), () => disk.sync());
      };
    },
  },
  'token-after-object': { store: (store) => tokensLater(store) },
  'token-outside-of-transaction': {
    store: (store, _process, world) => askedBefore(store, world, ['token', 'creation']),
  },
  'quota-outside-of-transaction': {
    store: (store, _process, world) => askedBefore(store, world, ['counter']),
  },
  'dependencies-outside-of-transaction': {
    store: (store, _process, world) => askedBefore(store, world, ['edgesTo', 'resource']),
  },
  'void-tokens-in-memory': { store: (store) => inMemory(store, ({ answer }) => answer === null, false) },
  'answers-in-memory': { store: (store) => inMemory(store, ({ answer }) => answer !== null, true) },
  'settle-only-looks': {
    store: (store) =>
      withWrite(store, (work) =>
        store.write((state) => {
          const decision = work(state);
          const isVoid = (change: Change): boolean =>
            'put' in change && change.put === 'token' && change.row.answer === null;
          return { ...decision, changes: decision.changes.filter((change) => !isVoid(change)) };
        }),
      ),
  },
};
