import { problemText } from '../../src/schema/problem-text.ts';
import type { SchemaRegistry } from '../../src/schema/registry.ts';
import { BodyValidator } from '../../src/schema/validate.ts';
import { type ErrorData, errorAt } from './errors.ts';
import type { RenderedStack } from './render-stacks.ts';
import type { JsonObject } from './resolve.ts';

const META = new Set([
  '//',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
  'connection',
]);

/** What the schemas refuse without a constraint behind it: a missing argument, a wrong type, a name that does not exist. */
export function bodyErrors(
  { json, constructs }: RenderedStack,
  registry: SchemaRegistry,
): readonly ErrorData[] {
  const validator = new BodyValidator(isExpression);
  const errors: ErrorData[] = [];
  for (const [address, construct] of constructs) {
    const [section, type, name] = splitAddress(address);
    const schema = registry.find(type);
    const attributes = ((json[section] as JsonObject | undefined)?.[type] as JsonObject | undefined)?.[name];
    if (!schema || !attributes) continue;
    const body = Object.fromEntries(Object.entries(attributes).filter(([attribute]) => !META.has(attribute)));
    for (const problem of validator.check(schema, body)) {
      if (problem.rule !== undefined) continue;
      const { what, fix } = problemText(problem.keyword, problem.pointer.slice(1).replaceAll('/', '.'));
      const shown = {
        ...(problem.value === undefined ? {} : { value: problem.value }),
        ...(problem.allowed === undefined ? {} : { allowed: problem.allowed }),
      };
      errors.push(errorAt(construct, 'CDK-309', { what, ...shown, fix }));
    }
  }
  return errors;
}

export function splitAddress(address: string): [section: 'resource' | 'data', type: string, name: string] {
  const steps = address.split('.');
  const data = steps[0] === 'data';
  const [type = '', name = ''] = data ? steps.slice(1) : steps;
  return [data ? 'data' : 'resource', type, name];
}

function isExpression(value: unknown): boolean {
  return typeof value === 'string' && /(?<![$%])[$%]\{/.test(value);
}
