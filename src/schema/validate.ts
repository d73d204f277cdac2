/** Checks the body of a resource against its schema, and reports all problems at once. */
import { type CheckSettings, compileAttribute, type ValueCheck } from './check-value.ts';
import type { RefusingKeyword, ResourceSchema } from './model.ts';
import { pointerStep } from './pointer.ts';

/** What can be wrong: a keyword refuses a value, or the body itself is not one of the type. */
export type ProblemKeyword =
  | RefusingKeyword
  | 'unknown-attribute'
  | 'computed'
  | 'type'
  | 'uniqueItems'
  | 'exactlyOneOf';

export interface BodyProblem {
  /** JSON pointer into the body; empty for the body as a whole. */
  readonly pointer: string;
  readonly keyword: ProblemKeyword;
  /** The refused value; absent when the value is missing, and for sensitive attributes. */
  readonly value?: unknown;
  /** What would be accepted: values, a limit, a format's description, names of attributes. */
  readonly allowed?: unknown;
  /** The constraint that the value breaks. */
  readonly rule?: string;
}

export interface CheckOptions {
  /** Some attributes only, as in an update: missing ones are no problem. */
  readonly partial?: boolean;
  /** Values of computed attributes are accepted, as in a state or an import. */
  readonly allowComputed?: boolean;
}

type IsUnknown = (value: unknown) => boolean;

interface CompiledType {
  readonly schema: ResourceSchema;
  readonly attributes: ReadonlyMap<string, ValueCheck>;
  readonly required: readonly string[];
}

/** Compiles each type at its first use. Unknown values (as the predicate tells them) pass every check. */
export class BodyValidator {
  readonly #isUnknown: IsUnknown;
  readonly #compiled = new WeakMap<ResourceSchema, CompiledType>();

  constructor(isUnknown: IsUnknown = () => false) {
    this.#isUnknown = isUnknown;
  }

  check(schema: ResourceSchema, body: unknown, options: CheckOptions = {}): readonly BodyProblem[] {
    if (this.#isUnknown(body)) return [];
    if (!isObject(body)) return [{ pointer: '', keyword: 'type', value: body, allowed: 'object' }];
    const problems: BodyProblem[] = [];
    const compiled = this.#of(schema);
    checkGiven(compiled, body, options, problems);
    if (!options.partial) {
      for (const name of compiled.required) {
        if (!isGiven(body, name)) problems.push(missing(schema, name));
      }
    }
    this.#checkGroups(schema, body, options, problems);
    return problems;
  }

  #of(schema: ResourceSchema): CompiledType {
    const found = this.#compiled.get(schema);
    if (found) return found;
    const settings: CheckSettings = { isUnknown: this.#isUnknown };
    const attributes = Object.entries(schema.attributes);
    const compiled = {
      schema,
      attributes: new Map(
        attributes.map(([name, attribute]) => [name, compileAttribute(attribute, settings)]),
      ),
      required: attributes.filter(([, { mode }]) => mode === 'required').map(([name]) => name),
    };
    this.#compiled.set(schema, compiled);
    return compiled;
  }

  /** An unknown value may still turn out to be absent, so it only counts where nothing else is given. */
  #checkGroups(schema: ResourceSchema, body: Body, options: CheckOptions, problems: BodyProblem[]): void {
    for (const { attributes, rule } of schema.exactlyOneOf) {
      const given = attributes.filter((name) => isGiven(body, name));
      // The platform fills in computed members of the group, so a state may hold several.
      const counted = options.allowComputed
        ? given.filter((name) => schema.attributes[name]?.mode !== 'optional_computed')
        : given;
      const known = counted.filter((name) => !this.#isUnknown(body[name]));
      const none = given.length === 0 && !options.partial;
      if (known.length <= 1 && !none) continue;
      const problem = { pointer: '', keyword: 'exactlyOneOf', value: known, allowed: attributes } as const;
      problems.push(rule === undefined ? problem : { ...problem, rule });
    }
  }
}

type Body = Readonly<Record<string, unknown>>;

function checkGiven(
  compiled: CompiledType,
  body: Body,
  options: CheckOptions,
  problems: BodyProblem[],
): void {
  for (const name of Object.keys(body)) {
    const value = body[name];
    const check = compiled.attributes.get(name);
    if (check === undefined) {
      const allowed = [...compiled.attributes.keys()];
      problems.push({ pointer: pointerStep(name), keyword: 'unknown-attribute', value, allowed });
    } else if (value !== null && value !== undefined) {
      if (compiled.schema.attributes[name]?.mode === 'computed' && !options.allowComputed) {
        problems.push({ pointer: `/${name}`, keyword: 'computed' });
      } else check(value, `/${name}`, problems, options);
    }
  }
}

function missing(schema: ResourceSchema, name: string): BodyProblem {
  const attribute = schema.attributes[name];
  const rule = attribute?.rule.required;
  const problem = {
    pointer: `/${name}`,
    keyword: 'required',
    allowed: attribute?.enum ?? attribute?.type,
  } as const;
  return rule === undefined ? problem : { ...problem, rule };
}

function isGiven(body: Body, name: string): boolean {
  return body[name] !== null && body[name] !== undefined;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
