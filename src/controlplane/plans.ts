/** What the handlers have to know about a type, worked out once from its schema. */
import type { Json, JsonObject } from '../client/client.ts';
import type { AttributeSchema, Reference, ResourceSchema } from '../schema/model.ts';
import type { SchemaRegistry } from '../schema/registry.ts';
import { isObject } from './json.ts';

export interface ReferencePlace {
  /** `security_group_ids`, `rules.target_id`: without list indexes, as in the resource graph. */
  readonly attribute: string;
  /** With `[]` where a list or map opens. */
  readonly path: readonly string[];
  readonly ref: Reference;
}

export interface TypePlan {
  readonly schema: ResourceSchema;
  readonly references: readonly ReferencePlace[];
  /** Attributes by which other types refer to this one, `id` aside. */
  readonly identifiers: readonly string[];
  /** The top-level references that lead to the site. */
  readonly placeOf: ReadonlyMap<string, ReferencePlace>;
}

export class TypePlans {
  readonly registry: SchemaRegistry;
  readonly #plans = new Map<string, TypePlan>();
  readonly #identifiers = new Map<string, Set<string>>();

  constructor(registry: SchemaRegistry) {
    this.registry = registry;
    const places = registry.resources().map((schema) => [schema, referencePlaces(schema)] as const);
    for (const [, references] of places) {
      for (const { ref } of references)
        for (const target of ref.targets) this.#collect(target.type, target.attribute);
    }
    for (const [schema, references] of places) {
      const placeOf = new Map(references.map((place) => [place.attribute, place]));
      const identifiers = [...(this.#identifiers.get(schema.type) ?? [])];
      this.#plans.set(schema.type, { schema, references, identifiers, placeOf });
    }
  }

  /** Undefined for types that the platform does not know or that live in the state only. */
  find(type: string): TypePlan | undefined {
    const plan = this.#plans.get(type);
    return plan?.schema.local ? undefined : plan;
  }

  all(): readonly TypePlan[] {
    return [...this.#plans.values()].filter(({ schema }) => !schema.local);
  }

  #collect(type: string, attribute: string): void {
    if (attribute === 'id') return;
    const known = this.#identifiers.get(type) ?? new Set();
    this.#identifiers.set(type, known.add(attribute));
  }
}

function referencePlaces(schema: ResourceSchema): readonly ReferencePlace[] {
  const found: ReferencePlace[] = [];
  const visit = (attribute: AttributeSchema, path: readonly string[]): void => {
    if (attribute.ref) {
      found.push({ attribute: path.filter((step) => step !== '[]').join('.'), path, ref: attribute.ref });
    }
    if (attribute.items) visit(attribute.items, [...path, '[]']);
    if (attribute.additionalProperties) visit(attribute.additionalProperties, [...path, '[]']);
    for (const [name, child] of Object.entries(attribute.properties ?? {})) visit(child, [...path, name]);
  };
  for (const [name, attribute] of Object.entries(schema.attributes)) visit(attribute, [name]);
  return found;
}

/** The strings that stand at a reference's place. */
export function referredValues(values: JsonObject, path: readonly string[]): readonly string[] {
  const found: string[] = [];
  const visit = (value: Json | undefined, at: number): void => {
    if (value === null || value === undefined) return;
    const step = path[at];
    if (step === undefined) {
      if (typeof value === 'string') found.push(value);
    } else if (step === '[]') {
      const members: readonly Json[] = Array.isArray(value)
        ? value
        : isObject(value)
          ? Object.values(value)
          : [];
      for (const member of members) visit(member, at + 1);
    } else if (isObject(value)) visit(value[step], at + 1);
  };
  visit(values, 0);
  return found;
}

/** The schema of an attribute at a dotted path. */
export function attributeAt(schema: ResourceSchema, path: string): AttributeSchema | undefined {
  const [first = '', ...rest] = path.split('.');
  let attribute = schema.attributes[first];
  for (const step of rest) attribute = attribute?.properties?.[step];
  return attribute;
}
