import type { AttributeSchema, ResourceSchema } from '../../src/schema/model.ts';

/** One line: zh term, meaning, bounds, default, section. */
export function attributeDoc(attribute: AttributeSchema, indent: string): string {
  const { titles, description, section, assumed, forceNew, sensitive, mode } = attribute;
  const parts = [
    `${titles.zh}: ${sentence(description)}`,
    bounds(attribute),
    attribute.default === undefined ? '' : `Default: ${JSON.stringify(attribute.default)}.`,
    mode === 'optional_computed' && attribute.default === undefined
      ? 'Decided by the platform when left out.'
      : '',
    forceNew ? 'A change replaces the object.' : '',
    sensitive ? 'Sensitive.' : '',
    assumed ? 'Assumed by the project.' : '',
    section ? `§${section}` : '',
  ];
  return `${indent}/** ${commentSafe(parts.filter(Boolean).join(' '))} */`;
}

export function classDoc(schema: ResourceSchema): string {
  const { titles, description, section, assumed } = schema;
  const tail = `${assumed ? ' Assumed by the project in part.' : ''} §${section}`;
  return `/** ${commentSafe(`${titles.en} (${titles.zh}): ${sentence(description)}${tail}`)} */`;
}

function bounds({ minimum, exclusiveMinimum, maximum, minItems, maxItems }: AttributeSchema): string {
  const low =
    minimum !== undefined
      ? `at least ${minimum}`
      : exclusiveMinimum !== undefined
        ? `more than ${exclusiveMinimum}`
        : '';
  const high = maximum !== undefined ? `at most ${maximum}` : '';
  const items = [
    minItems && minItems > 1 ? `at least ${minItems} elements` : '',
    maxItems ? `at most ${maxItems} elements` : '',
  ];
  const all = [low, high, ...items].filter(Boolean).join(', ');
  return all ? `${all.charAt(0).toUpperCase()}${all.slice(1)}.` : '';
}

function sentence(text: string): string {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function commentSafe(text: string): string {
  return text.replaceAll('*/', '* /');
}
