/** Decodes check blocks: assertions, and at most one data source that only they see. */

import { formatModulePath, localName, within } from './address.ts';
import { decodeResource } from './decode-resource.ts';
import { type Block, type Body, blockShape } from './expression.ts';
import type { CheckConfig, ResourceConfig } from './model.ts';
import type { Reader } from './reader.ts';

const CHECK = blockShape([], ['data', 'assert']);

export function decodeCheck(
  reader: Reader,
  { labels, body, place }: Block,
  into: { readonly checks: Map<string, CheckConfig>; readonly resources: Map<string, ResourceConfig> },
): void {
  const name = labels[0] as string;
  reader.only(body, CHECK, 'a check block');
  if (into.checks.has(name)) reader.duplicate(place, `check "${name}"`);
  const data = decodeData(reader, body, into.resources);
  const assertions = reader.conditions(body, 'assert');
  if (assertions.length === 0) {
    const detail = `The check "${name}" asserts nothing; it needs at least one assert block.`;
    reader.report(place, 'ZTC-E-CONFIG-MISSING', 'Missing assert block', detail, 'key');
  }
  const address = within(formatModulePath(reader.module), `check.${name}`);
  into.checks.set(name, { name, address, ...(data === undefined ? {} : { data }), assertions, place });
}

/** Its address. */
function decodeData(reader: Reader, body: Body, into: Map<string, ResourceConfig>): string | undefined {
  const [block, second] = reader.blocks(body, 'data', ['data source type', 'data source name']);
  if (second) {
    const detail = 'A check block can have one data source only.';
    reader.report(second.place, 'ZTC-E-CONFIG-DUPLICATE', 'Duplicate block', detail, 'key');
  }
  if (!block) return undefined;
  for (const name of ['count', 'for_each', 'lifecycle']) {
    if (!block.body.has(name) && !block.body.blockTypes().includes(name)) continue;
    const detail = `"${name}" is not possible for a data source inside a check block.`;
    reader.report(
      block.body.place.child(name),
      'ZTC-E-CONFIG-ARGUMENT',
      'Unsupported argument',
      detail,
      'key',
    );
  }
  decodeResource(reader, 'data', block, into);
  const [type = '', name = ''] = block.labels;
  return within(formatModulePath(reader.module), localName({ mode: 'data', type, name }));
}
