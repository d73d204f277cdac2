/** One page for each resource type and data source. */
import type { ConstraintEntry } from '../../src/catalog/constraint-entry.ts';
import { BUCKETS } from '../../src/report/coverage.ts';
import { lifecycleLines } from '../../src/report/explain.ts';
import { allowedText, attributeNotes } from '../../src/report/explain-attribute.ts';
import { type AttributeRow, explainType, type TypeExplanation } from '../../src/report/explain-model.ts';
import { MODES } from '../../src/report/explain-words.ts';
import type { ResourceSchema } from '../../src/schema/model.ts';
import { both, code, page, ruleLink, table } from './markdown.ts';

const UP = '../../';

export function resourcePath({ product, type }: Pick<ResourceSchema, 'product' | 'type'>): string {
  return `resources/${product}/${type}.md`;
}

export function resourcePage(
  schema: ResourceSchema,
  types: ReadonlyMap<string, ResourceSchema>,
  constraints: readonly ConstraintEntry[],
): string {
  const explained = explainType(schema, constraints);
  return page([
    `# ${schema.type} · ${schema.titles.zh}`,
    `${schema.titles.en}. ${schema.description}`,
    facts(explained),
    '## Attributes',
    attributes(explained, types),
    exactlyOne(explained),
    explained.lifecycle && '## Life',
    explained.lifecycle &&
      lifecycleLines(explained, 'en')
        .map((line) => `- ${line}`)
        .join('\n'),
    explained.constraints.length > 0 ? '## Constraints' : undefined,
    constraintTable(explained.constraints),
  ]);
}

function facts({ typeKind, section, local, assumed }: TypeExplanation): string {
  const parts = [
    typeKind === 'data' ? 'Data source' : 'Resource',
    `whitepaper §${section}`,
    ...(local ? ['lives in the state only, no object on the platform'] : []),
    ...(assumed ? ['parts of its meaning are assumptions of the project'] : []),
  ];
  return `${parts.join(' · ')}.`;
}

function attributes(
  { attributes: rows }: TypeExplanation,
  types: ReadonlyMap<string, ResourceSchema>,
): string {
  const typeName = (type: string) => {
    const target = types.get(type);
    return target ? `[${type}](${UP}${resourcePath(target)})` : code(type);
  };
  return table(
    ['attribute', 'type', 'mode', 'allowed', 'notes', 'meaning'],
    rows.map(({ name, type, schema }: AttributeRow) => [
      code(name),
      type,
      MODES[schema.mode].en,
      allowed(schema),
      attributeNotes(schema, 'en', { typeName }).map(withLink).join('; '),
      `${schema.titles.zh}: ${schema.description}`,
    ]),
  );
}

function allowed(schema: AttributeRow['schema']): string {
  const text = allowedText(schema, 'en');
  return text === '' ? '' : code(text);
}

function withLink(note: string): string {
  return /^ZTC-[A-Z]+-\d{3}$/.test(note) ? ruleLink(note, UP) : note;
}

function exactlyOne({ exactlyOneOf }: TypeExplanation): string | undefined {
  if (exactlyOneOf.length === 0) return undefined;
  return exactlyOneOf
    .map(({ attributes: names, rule }) => {
      const why = rule === undefined ? '' : ` (${ruleLink(rule, UP)})`;
      return `Exactly one of ${names.map(code).join(', ')} has to be given${why}.`;
    })
    .join('\n');
}

function constraintTable(constraints: readonly ConstraintEntry[]): string | undefined {
  if (constraints.length === 0) return undefined;
  return table(
    ['id', 'severity', 'section', 'what', 'seen to by'],
    constraints.map(({ id, severity, section, titles, disposition }) => [
      ruleLink(id, UP),
      severity,
      `§${section}`,
      both(titles),
      disposition ? BUCKETS[disposition.how].en : 'a rule',
    ]),
  );
}
