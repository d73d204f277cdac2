/** Finds out, from a plan's `configuration`, which attribute of which object an unknown value will be equal to. */

import type { AttributeSchema } from '../schema/model.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { ValueRef } from './plain.ts';
import { bare, expressionAt, singleInList, singleInText, stepsOf, texts } from './plan-expression.ts';
import { objects } from './show-values.ts';

/** One module call: its part of the configuration, and the address of the module's instance. */
interface Scope {
  readonly config: JsonObject;
  /** Empty for the root module, else with a dot at the end: `module.net["a"].`. */
  readonly prefix: string;
  readonly parent?: { readonly scope: Scope; readonly call: JsonObject };
}

/** What an expression says: exactly one attribute, or something made from others. */
export interface Origin {
  readonly ref?: ValueRef;
  /** What has to be known first. */
  readonly cause: string;
}

const DEPTH = 16;

export class PlanReferences {
  readonly #root: Scope;
  readonly #resources = new Map<JsonObject, ReadonlyMap<string, JsonObject>>();
  readonly #scopes = new Map<string, Scope | undefined>();

  constructor(configuration: Json | undefined) {
    const root = isJsonObject(configuration) ? configuration.root_module : undefined;
    this.#root = { config: isJsonObject(root) ? root : {}, prefix: '' };
  }

  /**
   * `path` leads into the attributes of the resource; `length` is that of the list it ends in. Undefined when the
   * configuration does not give that value, so that the platform does.
   */
  originOf(
    change: JsonObject,
    path: readonly (string | number)[],
    schema: AttributeSchema | undefined,
    length = 0,
  ): Origin | undefined {
    const scope = this.#scope(typeof change.module_address === 'string' ? change.module_address : '');
    if (!scope) return undefined;
    const config = this.#resource(
      scope,
      `${change.mode === 'data' ? 'data.' : ''}${change.type}.${change.name}`,
    );
    const expression = config && expressionAt(config.expressions, path, length);
    if (!expression || !Array.isArray(expression.references) || expression.references.length === 0)
      return undefined;
    return this.#follow(expression, scope, change.index, schema?.ref !== undefined, 0);
  }

  /** What is known of an output of the root module besides its value. */
  output(name: string): { readonly description?: string; readonly origin?: Origin } {
    const { outputs } = this.#root.config;
    const config = isJsonObject(outputs) ? outputs[name] : undefined;
    if (!isJsonObject(config)) return {};
    const { description, expression } = config;
    const origin = isJsonObject(expression)
      ? this.#follow(expression, this.#root, undefined, true, 0)
      : undefined;
    return { ...(typeof description === 'string' ? { description } : {}), ...(origin ? { origin } : {}) };
  }

  #follow(
    expression: JsonObject,
    scope: Scope,
    index: Json | undefined,
    isReference: boolean,
    depth: number,
  ): Origin {
    const { constant_value: text, references } = expression;
    const listed = texts(references);
    const cause = scope.prefix + (listed[0] ?? 'a value that is known after apply');
    const single = typeof text === 'string' ? singleInText(text, index) : singleInList(listed);
    // Native syntax does not say whether the reference is the whole expression; for an identifier nothing else makes sense.
    const exact = single !== undefined && (typeof text === 'string' || isReference);
    if (single === undefined || depth > DEPTH) return { cause };
    return this.#resolve(single, scope, exact, isReference, depth) ?? { cause };
  }

  #resolve(
    text: string,
    scope: Scope,
    exact: boolean,
    isReference: boolean,
    depth: number,
  ): Origin | undefined {
    const [root = '', ...steps] = stepsOf(text);
    if (root === 'var') {
      const { parent } = scope;
      const given = parent && expressionAt(parent.call.expressions, [steps[0] as string], 0);
      if (!given || !parent) return { cause: scope.prefix + text };
      const origin = this.#follow(given, parent.scope, undefined, isReference, depth + 1);
      return exact && steps.length === 1 ? origin : { cause: origin.cause };
    }
    if (root === 'module') return this.#output(steps, scope, exact, isReference, depth);
    const used = root === 'data' ? 2 : 1;
    const keyed = steps[used]?.startsWith('[') ? used + 1 : used;
    const address = [root, ...steps.slice(0, keyed)].reduce(
      (all, step) => all + (step.startsWith('[') ? step : `.${step}`),
    );
    const attribute = steps.slice(keyed).map(bare).join('.');
    if (['local', 'each', 'count', 'self', 'path', 'terraform'].includes(root) || attribute === '')
      return undefined;
    const ref = { address: scope.prefix + address, attribute };
    const cause = `${ref.address}.${ref.attribute}`;
    return exact ? { ref, cause } : { cause };
  }

  #output(
    steps: readonly string[],
    scope: Scope,
    exact: boolean,
    isReference: boolean,
    depth: number,
  ): Origin | undefined {
    const keyed = steps[1]?.startsWith('[') ? 2 : 1;
    const name = steps[keyed];
    const child = this.#scope(`${scope.prefix}module.${steps.slice(0, keyed).join('')}`);
    const outputs = child?.config.outputs;
    const output = isJsonObject(outputs) && name !== undefined ? outputs[name] : undefined;
    if (!child || !isJsonObject(output) || !isJsonObject(output.expression)) return undefined;
    const origin = this.#follow(output.expression, child, undefined, isReference, depth + 1);
    return exact && steps.length === keyed + 1 ? origin : { cause: origin.cause };
  }

  #scope(address: string): Scope | undefined {
    if (address === '') return this.#root;
    if (this.#scopes.has(address)) return this.#scopes.get(address);
    const match = /^(?:(.*)\.)?module\.([^.[]+)(?:\[[^\]]*\])?$/su.exec(address);
    const scope = match ? this.#call(match[1] ?? '', match[2] as string, address) : undefined;
    this.#scopes.set(address, scope);
    return scope;
  }

  #call(parentAddress: string, name: string, address: string): Scope | undefined {
    const parent = this.#scope(parentAddress);
    const calls = parent?.config.module_calls;
    const call = isJsonObject(calls) ? calls[name] : undefined;
    if (!parent || !isJsonObject(call) || !isJsonObject(call.module)) return undefined;
    return { config: call.module, prefix: `${address}.`, parent: { scope: parent, call } };
  }

  #resource({ config }: Scope, address: string): JsonObject | undefined {
    let byAddress = this.#resources.get(config);
    if (!byAddress) {
      byAddress = new Map(objects(config.resources).map((resource) => [String(resource.address), resource]));
      this.#resources.set(config, byAddress);
    }
    return byAddress.get(address);
  }
}
