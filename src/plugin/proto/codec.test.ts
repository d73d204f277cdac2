import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTE_PATH, DIAGNOSTIC } from './basics.ts';
import { decodeMessage } from './decode.ts';
import { encodeMessage } from './encode.ts';
import { bool, bytes, integer, list, type Message, map, message, one, string } from './message.ts';

interface Tree {
  readonly name?: string;
  readonly size?: number;
  readonly leaf?: boolean;
  readonly data?: Uint8Array;
  readonly child?: Tree;
  readonly children?: readonly Tree[];
  readonly named?: ReadonlyMap<string, Tree>;
}

const TREE: Message<Tree> = message({
  name: string(1),
  size: integer(2),
  leaf: bool(3),
  data: bytes(4),
  child: one(5, () => TREE),
  children: list(16, () => TREE),
  named: map(3000, () => TREE),
});

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record(
    {
      name: fc.string({ unit: 'grapheme' }),
      size: fc.maxSafeInteger(),
      leaf: fc.boolean(),
      data: fc.uint8Array({ maxLength: 300 }).map((b) => Buffer.from(b)),
      child: fc.oneof({ depthSize: 'small' }, fc.constant({}), tie('tree')),
      children: fc.array(fc.oneof({ depthSize: 'small' }, fc.constant({}), tie('tree')), {
        minLength: 1,
        maxLength: 3,
      }),
      named: fc
        .dictionary(fc.string(), fc.oneof({ depthSize: 'small' }, fc.constant({}), tie('tree')), {
          minKeys: 1,
          maxKeys: 3,
        })
        .map((entries) => new Map(Object.entries(entries))),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Tree>,
}));

describe('messages on the wire', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(tree, (data) => {
        expect(decodeMessage(TREE, encodeMessage(TREE, data))).toEqual(data);
      }),
    );
  });

  it('are written as protocol buffers are', () => {
    const path = { steps: [{ attributeName: 'a' }, { elementKeyInt: 0 }, { elementKeyString: 'k' }] };
    expect(encodeMessage(ATTRIBUTE_PATH, path).toString('hex')).toBe('0a030a01610a0218000a0312016b');
    expect(encodeMessage(TREE, { size: -1 }).toString('hex')).toBe('10ffffffffffffffffff01');
    expect(encodeMessage(TREE, { size: 300 }).toString('hex')).toBe('10ac02');
  });

  it('skip what the table does not have', () => {
    const more = message({ severity: integer(1), other: one(77, () => TREE), last: string(2) });
    const sent = encodeMessage(more, { severity: 2, other: { name: 'x' }, last: 'said' });
    expect(decodeMessage(DIAGNOSTIC, sent)).toEqual({ severity: 2, summary: 'said' });
  });

  it('that are cut off or damaged are refused', () => {
    const whole = encodeMessage(DIAGNOSTIC, { severity: 1, summary: 'a summary' });
    expect(() => decodeMessage(DIAGNOSTIC, whole.subarray(0, -1))).toThrow('end too early');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => {
        try {
          decodeMessage(TREE, noise);
        } catch (e) {
          expect(e).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
