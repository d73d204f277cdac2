/** What an attribute allows and what follows from changing it, in words. */
import type { AttributeSchema } from '../schema/model.ts';
import { LABELS } from './explain-words.ts';
import type { Language } from './language.ts';

/** Allowed values: an enumeration, a range, a pattern. Empty when everything of the type is allowed. */
export function allowedText(schema: AttributeSchema, language: Language): string {
  const parts = [
    ...ownBounds(schema, language),
    ...(schema.items && schema.type === 'array' ? ownBounds(schema.items, language) : []),
  ];
  return parts.join('; ');
}

function ownBounds(schema: AttributeSchema, language: Language): string[] {
  const { minimum, exclusiveMinimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const span = (name: string, from: number | undefined, to: number | undefined): string[] =>
    from === undefined && to === undefined ? [] : [`${name} ${from ?? 0}–${to ?? '∞'}`];
  return [
    ...(schema.enum ? [schema.enum.join(', ')] : []),
    ...rangeText(minimum, exclusiveMinimum, maximum),
    ...span(LABELS[language].length, minLength, maxLength),
    ...span(LABELS[language].elements, minItems, maxItems),
    ...(schema.pattern === undefined ? [] : [`/${schema.pattern}/`]),
  ];
}

function rangeText(least: number | undefined, above: number | undefined, most: number | undefined): string[] {
  if (least !== undefined && most !== undefined) return [`${least}–${most}`];
  const parts = [
    ...(least === undefined ? [] : [`≥ ${least}`]),
    ...(above === undefined ? [] : [`> ${above}`]),
    ...(most === undefined ? [] : [`≤ ${most}`]),
  ];
  return parts.length > 0 ? [parts.join(', ')] : [];
}

export interface NoteOptions {
  /** How a type's name is written, for instance as a link. */
  readonly typeName?: (type: string) => string;
}

/** Default, references, force-new and whatever else is worth knowing, each as a short phrase. */
export function attributeNotes(
  schema: AttributeSchema,
  language: Language,
  options: NoteOptions = {},
): string[] {
  const words = LABELS[language];
  const name = options.typeName ?? ((type: string) => type);
  const ref = schema.ref ?? schema.items?.ref;
  const targets = ref?.targets.map(({ type, attribute }) =>
    attribute === 'id' ? name(type) : `${name(type)}.${attribute}`,
  );
  const rules = [
    ...new Set([...Object.values(schema.rule), ...(schema.decrease?.rule ? [schema.decrease.rule] : [])]),
  ];
  return [
    ...(schema.default === undefined ? [] : [`${words.defaultIs} ${JSON.stringify(schema.default)}`]),
    ...(targets ? [`${words.refersTo} ${targets.join(', ')}`] : []),
    ...(schema.forceNew ? [words.forceNew] : []),
    ...(schema.decrease ? [words.neverShrinks] : []),
    ...(schema.knownWhen === undefined ? [] : [words.knownWhen(schema.knownWhen)]),
    ...(schema.sensitive ? [words.sensitive] : []),
    ...(schema.writeOnly ? [words.writeOnly] : []),
    ...rules,
    ...(schema.assumed ? [words.assumed] : []),
  ];
}
