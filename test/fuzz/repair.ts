/** After edits: references to what is no longer there are made anew, and secrets are called so. */

import type { Generator } from './generate.ts';
import {
  addressOf,
  type Body,
  type CallNode,
  type DataNode,
  type Item,
  keysOf,
  nodesOf,
  type Program,
  type Value,
} from './program.ts';
import { isSecret } from './secrets.ts';
import { mapValues } from './values.ts';

/** References to what is no longer there, or not in that form, are made anew. */
export function repair(generator: Generator, program: Program, body: Body): void {
  for (const [position, item] of body.items.entries()) repairItem(generator, program, body, position, item);
  const there = new Set(body.items.map(({ name }) => name));
  const addresses = new Set(body.items.flatMap((item) => (item.item === 'local' ? [] : [addressOf(item)])));
  const expressions = generator.expressions(program, body, body.items.length);
  body.outputs = body.outputs.map((output) => {
    const broken = output.value.uses.some((use) => !there.has(use)) || stale(generator, output.value, body);
    const value = broken ? expressions.value(output.value.kind) : output.value;
    const sensitive = isSecret(value, body, program) || output.sensitive;
    const dependsOn = output.dependsOn.filter((one) => addresses.has(one));
    return { ...output, value, sensitive, dependsOn };
  });
  body.checks = body.checks.filter(
    ({ assertion }) =>
      [...assertion.condition.uses].every((use) => there.has(use)) &&
      !stale(generator, assertion.condition, body),
  );
  program.imports = program.imports.filter(({ to }) =>
    nodesOf(program.root).some((node) => node.repeat.kind === 'once' && addressOf(node) === to),
  );
}

function repairItem(generator: Generator, program: Program, body: Body, position: number, item: Item): void {
  const earlier = body.items.slice(0, position);
  const there = new Set(earlier.map(({ name }) => name));
  const addresses = new Set(earlier.flatMap((one) => (one.item === 'local' ? [] : [addressOf(one)])));
  const own = item.item === 'local' ? undefined : item;
  const fresh =
    (self?: DataNode | CallNode) =>
    (value: Value): Value => {
      const kept = value.uses.every((use) => there.has(use)) && !stale(generator, value, body, self);
      return kept ? value : generator.expressions(program, body, position, self).value(value.kind);
    };
  mapValues(item, fresh(own), (text) => text, fresh());
  if (item.item === 'local') return;
  item.dependsOn = item.dependsOn.filter((one) => addresses.has(one));
  if (item.item !== 'node') return;
  item.replacedBy = item.replacedBy.filter((one) => {
    const [address = ''] = /^terraform_data\.\w+/.exec(one) ?? [];
    const target = earlier.find((other) => other.item === 'node' && addressOf(other) === address) as
      | DataNode
      | undefined;
    return target !== undefined && keysOf(target).length > 0 && fits(one.slice(address.length), target);
  });
  const holds = ({ condition }: DataNode['before'][number]): boolean =>
    condition.uses.every((use) => there.has(use)) && String(condition.json).startsWith('${(');
  item.before = item.before.filter(holds);
}

/** Whether a reference to an instance or attribute of the node is still one. */
function fits(rest: string, node: DataNode): boolean {
  const [key = ''] = /^\[[^\]]*\]/.exec(rest) ?? [];
  if (key === '') return rest === '' || node.repeat.kind === 'once';
  return keysOf(node).includes(key);
}

/** Whether it names an instance that its item does not have any more. A few are left, to see both engines refuse. */
function stale({ random }: Generator, value: Value, body: Body, own?: DataNode | CallNode): boolean {
  const text = JSON.stringify(value.json).replaceAll('\\"', '"');
  if (/\beach\./.test(text) && own?.repeat.kind !== 'each') return true;
  if (/\bcount\./.test(text) && own?.repeat.kind !== 'count') return true;
  const broken = value.uses.some((use) => {
    const item = body.items.find(({ name }) => name === use);
    if (!item || item.item === 'local') return false;
    const found = text.matchAll(
      new RegExp(`${addressOf(item).replace('.', '\\.')}(\\[[^\\]]*\\]|\\b(?!\\w))`, 'g'),
    );
    return (
      [...found].some(([, rest = '']) =>
        item.repeat.kind === 'once'
          ? rest !== ''
          : rest.startsWith('[')
            ? rest !== '[*]' && !keysOf(item).includes(rest)
            : false,
      ) || wrongForm(text, item)
    );
  });
  return broken && !random.chance(0.03);
}

/** `.id` of something that has become many, or the other way round. */
function wrongForm(text: string, item: DataNode | CallNode): boolean {
  const address = addressOf(item).replace('.', '\\.');
  const direct = new RegExp(`${address}\\.(?!\\*)\\w`).test(text);
  const whole = new RegExp(
    `(values|keys|length)\\(${address}\\)|in ${address} :|${address}(\\[\\*\\]|\\.\\*)`,
  ).test(text);
  if (item.repeat.kind === 'once') return whole;
  if (direct) return true;
  if (item.repeat.kind === 'count')
    return new RegExp(`(values|keys)\\(${address}\\)|in ${address} :`).test(text);
  return new RegExp(`${address}(\\[\\*\\]|\\.\\*)`).test(text);
}
