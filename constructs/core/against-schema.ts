import type { SchemaRegistry } from '../../src/schema/registry.ts';
import { splitAddress } from './body-errors.ts';
import { type ErrorData, errorAt } from './errors.ts';
import type { RenderedStack } from './render-stacks.ts';
import type { Json, JsonObject } from './resolve.ts';

const CROSS_STACK = /cross-stack-output/;
const REFERENCE = /^\$\{((?:data\.)?ztc_\w+\.[\w-]+)\.(\w+)/;

/** The engine marks every value that crosses stacks as sensitive; those that the schema does not call so are plain again. */
export function declassify({ json }: RenderedStack, registry: SchemaRegistry): void {
  for (const [name, output] of Object.entries((json.output ?? {}) as JsonObject)) {
    const { value } = output as JsonObject;
    const [, address, attribute] = typeof value === 'string' ? (REFERENCE.exec(value) ?? []) : [];
    if (!CROSS_STACK.test(name) || !address || !attribute) continue;
    const [, type] = splitAddress(address);
    const schema = registry.find(type)?.attributes[attribute];
    if (schema && !schema.sensitive) delete (output as JsonObject).sensitive;
  }
}

/** `ignoreChanges` with a name that does not exist ignores nothing, in silence. */
export function lifecycleErrors(
  { json, constructs }: RenderedStack,
  registry: SchemaRegistry,
): readonly ErrorData[] {
  const errors: ErrorData[] = [];
  for (const [address, construct] of constructs) {
    const [section, type, name] = splitAddress(address);
    const attributes = ((json[section] as JsonObject)?.[type] as JsonObject)?.[name] as
      | JsonObject
      | undefined;
    const schema = registry.find(type);
    for (const ignored of namesIn(attributes?.lifecycle)) {
      if (!schema || (ignored.split(/[.[]/)[0] ?? '') in schema.attributes) continue;
      errors.push(
        errorAt(construct, 'CDK-308', {
          what: {
            en: `ignoreChanges names ${ignored}, which does not exist`,
            zh: `ignoreChanges 中的 ${ignored} 不存在`,
          },
          value: ignored,
          allowed: Object.keys(schema.attributes),
          fix: { en: 'use one of the allowed names', zh: '请使用允许的名称' },
        }),
      );
    }
  }
  return errors;
}

function namesIn(lifecycle: Json | undefined): readonly string[] {
  const ignored = (lifecycle as JsonObject | undefined)?.ignore_changes;
  return Array.isArray(ignored) ? ignored.filter((one): one is string => typeof one === 'string') : [];
}
