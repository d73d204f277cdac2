/** Goes through everything in an item that refers to others. */

import type { Body, DataNode, Item, Value } from './program.ts';

/** Everything in the body that names the item. */
export function renameUses(body: Body, before: string, after: string, from: string, to: string): void {
  const pattern = new RegExp(`${from.replace('.', '\\.')}\\b`, 'g');
  const text = (value: string): string => value.replace(pattern, to);
  const renamed = (value: Value): Value => ({
    ...value,
    json: JSON.parse(text(JSON.stringify(value.json))) as Value['json'],
    uses: value.uses.map((use) => (use === before ? after : use)),
  });
  for (const item of body.items) mapValues(item, renamed, text);
  for (const output of body.outputs) output.value = renamed(output.value);
  body.checks = body.checks.map(({ name, assertion }) => ({
    name,
    assertion: { ...assertion, condition: renamed(assertion.condition) },
  }));
  body.outputs = body.outputs.map((output) => ({ ...output, dependsOn: output.dependsOn.map(text) }));
}

/** Replaces every value of the item, and every address in its settings. */
export function mapValues(
  item: Item,
  value: (old: Value) => Value,
  text: (old: string) => string,
  repeated = value,
): void {
  if (item.item === 'local') {
    item.value = value(item.value);
    return;
  }
  if (item.repeat.kind === 'each' && item.repeat.values)
    item.repeat = { ...item.repeat, values: item.repeat.values.map(repeated) };
  item.dependsOn = item.dependsOn.map(text);
  if (item.item === 'call') {
    item.args = Object.fromEntries(Object.entries(item.args).map(([name, old]) => [name, value(old)]));
    return;
  }
  item.input = item.input && value(item.input);
  item.triggers = item.triggers && value(item.triggers);
  item.replacedBy = item.replacedBy.map(text);
  const condition = (old: DataNode['before'][number]) => ({ ...old, condition: value(old.condition) });
  item.before = item.before.map(condition);
  item.after = item.after.map(condition);
}

/** Everything that uses the item will be made anew. */
export function outdateUses(body: Body, name: string): void {
  const outdated = (value: Value): Value =>
    value.uses.includes(name) ? { ...value, uses: [...value.uses, OUTDATED] } : value;
  for (const item of body.items) mapValues(item, outdated, (text) => text);
  body.outputs = body.outputs.map((output) => ({ ...output, value: outdated(output.value) }));
}

/** No item has this name. */
const OUTDATED = '(outdated)';
