/** What there is to say about a rule, a resource type or an error code, as data. */
import type { ConstraintEntry, Disposition } from '../catalog/constraint-entry.ts';
import type { Example, ExampleObjects, Messages, Rule } from '../rules/kit/rule.ts';
import type { AttributeSchema, Lifecycle, Localized, ResourceSchema } from '../schema/model.ts';
import { exampleJson } from './explain-hcl.ts';

/** An example as users see it: what there is, and what there was before where the rule judges a change. */
export interface ShownExample {
  readonly given: ExampleObjects;
  readonly before?: ExampleObjects;
  /** What the plan does, by address, where it is not what the schema demands for the changes. */
  readonly actions?: Example['actions'];
  /** Key of the message that the example leads to. */
  readonly message?: string;
  /** Address of the object that is reported. */
  readonly at?: string;
}

export interface RuleExplanation {
  readonly kind: 'rule';
  readonly id: string;
  readonly title: Localized;
  readonly severity: ConstraintEntry['severity'];
  readonly phase: ConstraintEntry['phase'];
  readonly constraintKind: ConstraintEntry['kind'];
  readonly basis: ConstraintEntry['basis'];
  readonly section: string;
  /** Hash of the clause's normalised text. */
  readonly clause: string;
  readonly subjects: readonly string[];
  /** More general constraints that this one hides when it is violated. */
  readonly specialises: readonly string[];
  /** Present when a rule decides the constraint. */
  readonly rule?: RuleDetails;
  /** Present when none does. */
  readonly disposition?: Disposition;
}

export interface RuleDetails {
  /** Types, or `*.attribute` for every type that has it. */
  readonly judges: readonly string[];
  readonly reads: readonly string[];
  readonly scope: Rule['scope'];
  /** Messages of violations first, then reasons for having nothing to say. */
  readonly messages: Messages;
  readonly fix: Localized;
  readonly wrong: ShownExample;
  readonly right: ShownExample;
}

/** One attribute; those of nested objects follow their parent with a dotted name. */
export interface AttributeRow {
  readonly name: string;
  readonly type: string;
  readonly schema: AttributeSchema;
}

export interface TypeExplanation {
  readonly kind: 'type';
  readonly type: string;
  readonly typeKind: ResourceSchema['kind'];
  readonly product: string;
  readonly title: Localized;
  readonly description: string;
  readonly section: string;
  readonly assumed: boolean;
  readonly local: boolean;
  readonly attributes: readonly AttributeRow[];
  readonly exactlyOneOf: ResourceSchema['exactlyOneOf'];
  /** Absent for what has no object on the platform. */
  readonly lifecycle?: Lifecycle;
  readonly constraints: readonly ConstraintEntry[];
}

export interface ErrorExplanation {
  readonly kind: 'error';
  readonly code: string;
  readonly meaning: Localized;
  readonly fix: Localized;
  /** HTTP status of the control plane's answer, where it is one. */
  readonly status?: number;
  /** The same request may succeed later; clients repeat it by themselves. */
  readonly retryable?: boolean;
}

export type Explanation = RuleExplanation | TypeExplanation | ErrorExplanation;

export function explainRule(entry: ConstraintEntry, rule: Rule | undefined): RuleExplanation {
  const { id, titles: title, severity, phase, kind: constraintKind, basis, section, clause } = entry;
  const { subjects, specialises, disposition } = entry;
  return {
    kind: 'rule',
    id,
    title,
    severity,
    phase,
    constraintKind,
    basis,
    section,
    clause,
    subjects,
    specialises,
    ...(rule ? { rule: detailsOf(rule) } : disposition ? { disposition } : {}),
  };
}

function detailsOf(rule: Rule): RuleDetails {
  const [wrong] = rule.examples.fail;
  return {
    judges: 'having' in rule.on ? [`*.${rule.on.having}`] : rule.on,
    reads: rule.reads,
    scope: rule.scope,
    messages: sortedMessages(rule),
    fix: rule.fix,
    wrong: { ...shown(wrong), message: wrong.message, at: wrong.at },
    right: shown(rightFor(rule)),
  };
}

function sortedMessages({ messages, examples }: Rule): Messages {
  const violations = new Set(examples.fail.map(({ message }) => message));
  const rank = (key: string) => (violations.has(key) ? 0 : 1);
  return Object.fromEntries(Object.entries(messages).toSorted(([a], [b]) => rank(a) - rank(b)));
}

/** The passing example that is nearest to the wrong one: judges a change if that does, and has the same objects. */
function rightFor({ examples }: Rule): Example {
  const [wrong] = examples.fail;
  const [first] = examples.pass;
  const addresses = new Set(Object.keys(wrong.given));
  const distance = ({ given, before }: Example): number => {
    const own = Object.keys(given);
    const shared = own.filter((address) => addresses.has(address)).length;
    const otherKind = (before === undefined) === (wrong.before === undefined) ? 0 : 1000;
    return otherKind + own.length + addresses.size - 2 * shared;
  };
  return examples.pass.reduce((best, next) => (distance(next) < distance(best) ? next : best), first);
}

function shown({ given, before, actions }: Example): ShownExample {
  return { given, ...(before ? { before } : {}), ...(actions ? { actions } : {}) };
}

export function explainType(
  schema: ResourceSchema,
  constraints: readonly ConstraintEntry[],
): TypeExplanation {
  const {
    type,
    product,
    titles: title,
    description,
    section,
    assumed,
    local,
    exactlyOneOf,
    lifecycle,
  } = schema;
  const hasLife = schema.kind === 'resource' && !local;
  return {
    kind: 'type',
    type,
    typeKind: schema.kind,
    product,
    title,
    description,
    section,
    assumed,
    local,
    attributes: attributeRows(schema.attributes, ''),
    exactlyOneOf,
    ...(hasLife ? { lifecycle } : {}),
    constraints: constraints.filter(({ subjects }) => subjects.includes(type)),
  };
}

function attributeRows(
  attributes: Readonly<Record<string, AttributeSchema>>,
  prefix: string,
): AttributeRow[] {
  return Object.entries(attributes).flatMap(([name, schema]) => {
    const own = `${prefix}${name}`;
    const nested = schema.properties ?? schema.items?.properties;
    const below = schema.items?.properties ? `${own}[].` : `${own}.`;
    return [{ name: own, type: typeText(schema), schema }, ...(nested ? attributeRows(nested, below) : [])];
  });
}

function typeText(schema: AttributeSchema): string {
  const { type, items, uniqueItems, additionalProperties, format } = schema;
  if (type === 'array') return `${uniqueItems ? 'set' : 'list'}(${items ? typeText(items) : 'any'})`;
  if (type === 'object' && additionalProperties) return `map(${typeText(additionalProperties)})`;
  return format ? `${type} (${format})` : type;
}

/** Everything as plain JSON, the examples in the shape of a cdk.tf.json. */
export function explanationJson(explanation: Explanation): Readonly<Record<string, unknown>> {
  if (explanation.kind !== 'rule' || !explanation.rule) return { ...explanation };
  const example = ({ given, before, ...rest }: ShownExample) => ({
    ...rest,
    given: exampleJson(given),
    ...(before ? { before: exampleJson(before) } : {}),
  });
  const { wrong, right, ...rule } = explanation.rule;
  return { ...explanation, rule: { ...rule, wrong: example(wrong), right: example(right) } };
}
