/** A rule's example as the configuration that a user would have written. */
import type { Example, ExampleObjects } from '../rules/kit/rule.ts';

/** Whether the platform alone decides the attribute, so that a configuration cannot give it. */
export type IsComputed = (type: string, attribute: string) => boolean;

const REFERENCE = /^\$\{([^{}"]+)\}$/;

/** Objects in Terraform's native syntax; what only the platform can say stands in comments. */
export function exampleHcl(objects: ExampleObjects, isComputed: IsComputed): string {
  return Object.entries(objects)
    .map(([address, values]) => block(address, values, isComputed))
    .join('\n\n');
}

/** What a plan does, in words: `ztc_disk.a: delete, create`. Undefined where the schema alone decides. */
export function plannedText(actions: Example['actions']): string | undefined {
  if (!actions) return undefined;
  return Object.entries(actions)
    .map(([address, names]) => `${address}: ${names.join(', ')}`)
    .join('; ');
}

/** The same objects as they stand in a cdk.tf.json. */
export function exampleJson(objects: ExampleObjects): Readonly<Record<string, unknown>> {
  const result: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const [address, values] of Object.entries(objects)) {
    const { keyword, type, name } = partsOf(address);
    const ofKeyword = result[keyword] ?? {};
    result[keyword] = { ...ofKeyword, [type]: { ...ofKeyword[type], [name]: values } };
  }
  return result;
}

function partsOf(address: string): { keyword: 'data' | 'resource'; type: string; name: string } {
  const steps = address.split('.');
  const data = steps[0] === 'data';
  const [type = '', name = ''] = data ? steps.slice(1) : steps;
  return { keyword: data ? 'data' : 'resource', type, name };
}

function block(address: string, values: Readonly<Record<string, unknown>>, isComputed: IsComputed): string {
  const { keyword, type, name } = partsOf(address);
  const given = Object.entries(values);
  const head = `${keyword} "${type}" "${name}"`;
  if (given.length === 0) return `${head} {}`;
  const width = Math.max(...given.map(([attribute]) => attribute.length));
  const lines = given.map(([attribute, value]) => {
    const text = `  ${attribute.padEnd(width)} = ${expression(value, '  ')}`;
    return isComputed(type, attribute) ? text.replaceAll(/^/gm, '  #').replaceAll('  #  ', '  # ') : text;
  });
  return [`${head} {`, ...lines, '}'].join('\n');
}

function expression(value: unknown, indent: string): string {
  if (typeof value === 'string') {
    const reference = REFERENCE.exec(value)?.[1];
    return reference ?? JSON.stringify(value);
  }
  if (Array.isArray(value)) return list(value, indent);
  if (typeof value === 'object' && value !== null)
    return map(value as Readonly<Record<string, unknown>>, indent);
  return JSON.stringify(value ?? null);
}

function list(items: readonly unknown[], indent: string): string {
  const inner = items.map((item) => expression(item, `${indent}  `));
  const line = `[${inner.join(', ')}]`;
  if (line.length <= 80 && !line.includes('\n')) return line;
  return `[\n${inner.map((item) => `${indent}  ${item},\n`).join('')}${indent}]`;
}

function map(object: Readonly<Record<string, unknown>>, indent: string): string {
  const inner = Object.entries(object).map(([key, value]) => `${key} = ${expression(value, `${indent}  `)}`);
  const line = inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
  if (line.length <= 80 && !line.includes('\n')) return line;
  return `{\n${inner.map((item) => `${indent}  ${item}\n`).join('')}${indent}}`;
}
