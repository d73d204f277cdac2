/** Puts the blocks of override files over those that they replace in part. */

import { localName } from './address.ts';
import type { Block, Body } from './expression.ts';
import { MergedBody } from './merged-body.ts';
import type { Reader } from './reader.ts';

/** A block of a file, with its type. */
export interface TypedBlock {
  readonly type: string;
  readonly block: Block;
  /** It stands alone in an override file, and replaces single names. */
  readonly over: boolean;
}

/** Blocks of these types replace single names, which their decoders do. */
const BY_NAME: ReadonlySet<string> = new Set(['terraform', 'locals']);
const MERGED: ReadonlySet<string> = new Set(['provider', 'variable', 'output', 'resource', 'data', 'module']);

export function applyOverrides(
  reader: Reader,
  blocks: readonly TypedBlock[],
  overrides: readonly TypedBlock[],
): readonly TypedBlock[] {
  if (overrides.length === 0) return blocks;
  const result = [...blocks];
  const index = new Map<string, number>();
  for (const [i, { type, block }] of blocks.entries()) {
    const key = keyOf(type, block);
    if (!index.has(key)) index.set(key, i);
  }
  for (const over of overrides) {
    const { type, block } = over;
    if (BY_NAME.has(type)) result.push(over);
    else if (!MERGED.has(type)) refuse(reader, block, `${type} blocks cannot be overridden.`);
    else {
      const at = index.get(keyOf(type, block));
      const base = at === undefined ? undefined : result[at];
      if (at !== undefined && base) result[at] = { ...base, block: merge(reader, type, base.block, block) };
      // No default configuration is an empty one, which can be overridden.
      else if (type === 'provider' && !block.body.has('alias')) result.push({ ...over, over: false });
      else
        refuse(reader, block, `There is no ${describe(type, block)} that this override file could change.`);
    }
  }
  return result;
}

function refuse(reader: Reader, { place }: Block, detail: string): void {
  reader.report(place, 'ZTC-E-CONFIG-OVERRIDE', 'Nothing to override', detail, 'key');
}

const describe = (type: string, { labels }: Block): string =>
  [type, ...labels.map((label) => `"${label}"`)].join(' ');

function keyOf(type: string, { labels, body }: Block): string {
  const [first = '', second = ''] = labels;
  if (type === 'resource' || type === 'data')
    return localName({ mode: type === 'data' ? 'data' : 'managed', type: first, name: second });
  const alias = type === 'provider' ? body.get('alias') : undefined;
  return `${type} ${first} ${alias?.literal ? String(alias.constant().raw) : ''}`;
}

function merge(reader: Reader, type: string, base: Block, over: Block): Block {
  checkOverride(reader, type, over.body);
  return { ...base, body: new MergedBody(base.body, over.body, 'lifecycle') };
}

/** What would change the order of things silently cannot be overridden. */
function checkOverride(reader: Reader, type: string, body: Body): void {
  const dependsOn = type === 'provider' || type === 'variable' ? undefined : body.get('depends_on');
  if (dependsOn) {
    const detail = '"depends_on" cannot be overridden.';
    reader.report(dependsOn.place, 'ZTC-E-CONFIG-OVERRIDE', 'Unsupported override', detail, 'key');
  }
  if (type !== 'resource' && type !== 'data') return;
  for (const lifecycle of body.blocks('lifecycle').found) {
    for (const condition of ['precondition', 'postcondition']) {
      for (const block of lifecycle.body.blocks(condition).found)
        refuse(reader, block, `${condition} blocks cannot be overridden.`);
    }
  }
}
