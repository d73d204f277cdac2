/** What an expression at some place of a body can refer to. */

import { addressOf, type Body, type CallNode, type DataNode, type Kind, keysOf } from './program.ts';

export interface Reference {
  readonly kind: Kind;
  readonly text: string;
  /** The item that it needs, if any. */
  readonly uses?: string;
  readonly sensitive: boolean;
}

/** Everything in front of the item at the position. */
export function referencesBefore(
  body: Body,
  position: number,
  modules: Readonly<Record<string, Body>>,
): Reference[] {
  const found: Reference[] = body.variables.map(({ name, kind, sensitive }) => ({
    kind,
    text: `var.${name}`,
    sensitive,
  }));
  for (const item of body.items.slice(0, position)) {
    if (item.item === 'node') found.push(...ofNode(item));
    else if (item.item === 'call') found.push(...ofCall(item, modules));
    else {
      const { kind, sensitive } = item.value;
      found.push({ kind, text: `local.${item.name}`, uses: item.name, sensitive });
    }
  }
  return found.flatMap(withParts);
}

function ofNode(node: DataNode): Reference[] {
  const address = addressOf(node);
  const { name: uses, input, repeat } = node;
  const found: Reference[] = keysOf(node).flatMap((key) => {
    const one = `${address}${key}`;
    return [
      { kind: 'text', text: `${one}.id`, uses, sensitive: false } as const,
      ...(input ? [{ kind: input.kind, text: `${one}.output`, uses, sensitive: false }] : []),
      ...(input ? [{ kind: input.kind, text: `${one}.input`, uses, sensitive: input.sensitive }] : []),
    ];
  });
  const whole = (kind: Kind, text: string): void => {
    found.push({ kind, text, uses, sensitive: false });
  };
  if (repeat.kind === 'count') {
    whole('texts', `${address}[*].id`);
    whole('number', `length(${address})`);
    if (input?.kind === 'text') whole('texts', `${address}.*.output`);
    if (input?.kind === 'number') whole('numbers', `${address}[*].output`);
  }
  if (repeat.kind === 'each') {
    whole('texts', `values(${address})[*].id`);
    whole('texts', `keys(${address})`);
    whole('map', `{ for k, v in ${address} : k => v.id }`);
    if (input?.kind === 'text') whole('map', `{ for k, v in ${address} : upper(k) => v.output }`);
    if (input?.kind === 'number') whole('numbers', `[for v in ${address} : v.output]`);
  }
  return found;
}

function ofCall(call: CallNode, modules: Readonly<Record<string, Body>>): Reference[] {
  const address = addressOf(call);
  const { name: uses, repeat } = call;
  return (modules[call.module]?.outputs ?? []).flatMap(({ name, value, sensitive }) => {
    const found: Reference[] = keysOf(call).map((key) => ({
      kind: value.kind,
      text: `${address}${key}.${name}`,
      uses,
      sensitive,
    }));
    if (value.kind === 'text' && repeat.kind === 'count')
      found.push({ kind: 'texts', text: `${address}[*].${name}`, uses, sensitive });
    if (value.kind === 'text' && repeat.kind === 'each')
      found.push({ kind: 'map', text: `{ for k, v in ${address} : k => v.${name} }`, uses, sensitive });
    return found;
  });
}

/** Records and maps can be gone into. */
function withParts(reference: Reference): Reference[] {
  const { kind, text } = reference;
  if (!/^[\w.[\]"]+$/.test(text)) return [reference];
  const part = (partKind: Kind, partText: string): Reference => ({
    ...reference,
    kind: partKind,
    text: partText,
  });
  if (kind === 'record')
    return [reference, part('text', `${text}.a`), part('number', `${text}.b`), part('texts', `${text}["c"]`)];
  if (kind === 'map') return [reference, part('text', `try(${text}.k1, "none")`)];
  if (kind === 'texts') return [reference, part('text', `try(${text}[0], "empty")`)];
  return [reference];
}

/** What only this item sees. */
export function ownReferences(item: DataNode | CallNode): Reference[] {
  const { repeat } = item;
  if (repeat.kind === 'count') return [{ kind: 'number', text: 'count.index', sensitive: false }];
  if (repeat.kind === 'once') return [];
  return [
    { kind: 'text', text: 'each.key', sensitive: false },
    { kind: 'text', text: 'each.value', sensitive: false },
  ];
}
