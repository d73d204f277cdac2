import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../config/address.ts';
import type { JsonObject } from '../../values/json.ts';
import { EMPTY_STATE, type InstanceState, type State, type StateObject } from '../state/model.ts';
import { decodeRecords } from './codec.ts';
import { contentOf } from './content.ts';
import { Journal, type JournalRun } from './journal.ts';
import type { JournalMedium } from './medium.ts';
import { continued } from './merge.ts';

const PROVIDER = 'provider["terraform.io/builtin/terraform"]';

class Memory implements JournalMedium {
  readonly location = 'memory.journal';
  bytes: Uint8Array | undefined;
  load = async () => this.bytes;
  append = async (bytes: Uint8Array) => {
    this.bytes = Buffer.concat([this.bytes ?? Buffer.alloc(0), bytes]);
  };
  replace = async (bytes: Uint8Array) => {
    this.bytes = bytes;
  };
  remove = async () => {
    this.bytes = undefined;
  };
  close = async () => {};
}

const object = (attributes: JsonObject, dependencies: readonly string[] = []): StateObject => ({
  schemaVersion: 0,
  attributes,
  sensitive: [],
  private: '',
  dependencies,
  createBeforeDestroy: false,
  tainted: false,
});

function instance(
  text: string,
  current: StateObject | undefined,
  deposed: Record<string, StateObject> = {},
): InstanceState {
  const address = parseAddress(text);
  if (!address) throw new Error(text);
  return {
    address,
    provider: PROVIDER,
    ...(current ? { current } : {}),
    deposed: new Map(Object.entries(deposed)),
  };
}

const A = 'terraform_data.a';
const B = 'terraform_data.b';

const stateOf = (serial: number, ...instances: readonly InstanceState[]): State => ({
  ...EMPTY_STATE,
  lineage: 'l',
  serial,
  instances: new Map(instances.map((one) => [`${one.address.type}.${one.address.name}`, one])),
});

const RUN: JournalRun = {
  lineage: 'l',
  serial: 3,
  operation: 'apply',
  date: new Date(0),
  typeOf: () => undefined,
  graph: { dependencies: () => new Set(), transitive: () => [] },
  carried: [],
};

type Puts = readonly (readonly [string, InstanceState | undefined, InstanceState | undefined])[];

/** What a journal of these puts makes of the state. */
async function continuation(
  state: State,
  puts: Puts,
  run: Partial<JournalRun> = {},
  saved?: number,
): Promise<State> {
  const medium = new Memory();
  const journal = new Journal(medium, { ...RUN, ...run });
  for (const [i, [text, before, then]] of puts.entries()) {
    journal.put(text, before, then);
    if (i + 1 === saved) journal.saving()(RUN.serial + 1);
  }
  // Something is still to be written out, so that the journal stays.
  await journal.close();
  const content = contentOf(decodeRecords(medium.bytes ?? new Uint8Array()).records);
  if (!content) throw new Error('nothing was written');
  return continued(state, content, medium.location);
}

/** `a: id1 (deposed id0)` */
function told(state: State): string[] {
  return [...state.instances].map(([text, { current, deposed }]) => {
    const id = (one: StateObject): string => String((one.attributes as JsonObject).id);
    const aside = [...deposed.values()].map(id).join(' ');
    return `${text.slice(-1)}: ${current ? id(current) : '-'}${aside === '' ? '' : ` (${aside})`}`;
  });
}

const one = object({ id: 'id1' });
const two = object({ id: 'id2' });
const three = object({ id: 'id3' });

describe('a state and the journal that goes on from it', () => {
  test('the last word on each address counts', async () => {
    const made = instance(A, one);
    const changed = instance(A, object({ id: 'id1', input: 'new' }));
    const state = await continuation(stateOf(3, instance(B, two)), [
      [A, undefined, made],
      [B, instance(B, two), undefined],
      [A, made, changed],
    ]);
    expect(told(state)).toEqual(['a: id1']);
    expect(state.instances.get(A)?.current?.attributes).toEqual({ id: 'id1', input: 'new' });
  });

  test('what the state has been written with is not said again', async () => {
    const state = await continuation(
      stateOf(4, instance(A, object({ id: 'id1', input: 'from the state' }))),
      [
        [A, undefined, instance(A, one)],
        [B, undefined, instance(B, two)],
      ],
      {},
      1,
    );
    expect(state.instances.get(A)?.current?.attributes).toEqual({ id: 'id1', input: 'from the state' });
    expect(told(state)).toEqual(['a: id1', 'b: id2']);
  });

  test('the write of the state that was under way is no other program', async () => {
    const state = await continuation(stateOf(4, instance(A, one)), [
      [A, undefined, instance(A, one)],
      [A, instance(A, one), instance(A, object({ id: 'id1', input: 'later' }))],
    ]);
    expect(state.instances.get(A)?.current?.attributes).toEqual({ id: 'id1', input: 'later' });
  });

  test.each([
    {
      name: 'what we made and they do not know is there',
      theirs: [instance(B, two)],
      puts: [[A, undefined, instance(A, one)]],
      expected: ['b: id2', 'a: id1'],
    },
    {
      name: 'what they put at the same address stays, and ours has to be deleted',
      theirs: [instance(A, three)],
      puts: [[A, undefined, instance(A, one)]],
      expected: ['a: id3 (id1)'],
    },
    {
      name: 'what they have moved is the same object',
      theirs: [instance(B, one)],
      puts: [[A, undefined, instance(A, one)]],
      expected: ['b: id1'],
    },
    {
      name: 'what we deleted does not come back',
      theirs: [instance(A, one)],
      puts: [[A, instance(A, one), undefined]],
      expected: [],
    },
    {
      name: 'what they put in the place of what we deleted is not touched',
      theirs: [instance(A, three)],
      puts: [[A, instance(A, one), undefined]],
      expected: ['a: id3'],
    },
    {
      name: 'a replacement that was half done: the old one is gone, the new one is ours',
      theirs: [instance(A, one)],
      puts: [
        [A, instance(A, one), instance(A, undefined, { dec0ded1: one })],
        [A, instance(A, undefined, { dec0ded1: one }), instance(A, two, { dec0ded1: one })],
        [A, instance(A, two, { dec0ded1: one }), instance(A, two)],
      ],
      expected: ['a: id2'],
    },
  ] as readonly {
    name: string;
    theirs: readonly InstanceState[];
    puts: Puts;
    expected: readonly string[];
  }[])('another program has written the state since: $name', async ({ theirs, puts, expected }) => {
    expect(told(await continuation(stateOf(9, ...theirs), puts))).toEqual(expected);
  });

  test('a state that has been thrown away begins again with what the journal knows', async () => {
    const state = await continuation({ ...EMPTY_STATE }, [[A, undefined, instance(A, one)]]);
    expect(state.lineage).toBe('l');
    expect(told(state)).toEqual(['a: id1']);
  });

  test('the journal of another state is refused', async () => {
    const other = { ...stateOf(3), lineage: 'other' };
    await expect(continuation(other, [[A, undefined, instance(A, one)]])).rejects.toThrow(
      'ZTC-E-JOURNAL-FOREIGN',
    );
  });

  test('long lists of dependencies follow from what each resource refers to', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `terraform_data.n${String(i).padStart(2, '0')}`);
    const rank = new Map(names.map((name, i) => [name, i]));
    const graph: JournalRun['graph'] = {
      dependencies: (name) => new Set(names.slice((rank.get(name) ?? 0) - 1, rank.get(name) ?? 0)),
      transitive: (name) => names.slice(0, rank.get(name) ?? 0),
    };
    const puts = names.map((name, i): Puts[number] => [
      name,
      undefined,
      instance(name, object({ id: name }, names.slice(0, i))),
    ]);
    const state = await continuation(stateOf(3), puts, { graph });
    for (const [i, name] of names.entries())
      expect(state.instances.get(name)?.current?.dependencies).toEqual(names.slice(0, i));
  });
});
