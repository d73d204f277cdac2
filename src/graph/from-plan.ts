/** The resource graph of a plan (ours or Terraform's, format 1.x): what will be, what was, and what is done. */

import { type Made, readPlanMeta } from '../config/plan-meta.ts';
import type { Waiver } from '../findings/finding.ts';
import type { AttributeSchema, ResourceSchema } from '../schema/model.ts';
import type { SchemaRegistry } from '../schema/registry.ts';
import { type Diagnostic, errorDiagnostic } from '../values/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { ResourceGraph } from './graph.ts';
import { type Action, type GraphNode, OUTPUT } from './node.ts';
import { type Plain, type PlainObject, type Unknown, unknownBecause, unknownOf } from './plain.ts';
import { type Origin, PlanReferences } from './plan-references.ts';
import { schemaOf } from './schema-of.ts';
import { nodeOfShown, objects, sensitiveNames, shownResources, withoutKeys } from './show-values.ts';

export interface FromPlan {
  readonly graph: ResourceGraph;
  readonly diagnostics: readonly Diagnostic[];
  /** From a plan of ours. */
  readonly waivers: readonly Waiver[];
}

/** `plan` as `JSON.parse` gives it; doubles are exact enough for rules. */
export function graphFromPlan(plan: unknown, registry: SchemaRegistry, file?: string): FromPlan {
  const json = isJsonObject(plan as Json) ? (plan as JsonObject) : {};
  const meta = readPlanMeta(json.ztc);
  const reader = new PlanReader(json, registry, meta.made);
  reader.read();
  const { removed, openTypes } = reader;
  const graph = new ResourceGraph(reader.nodes.values(), (type) => registry.find(type), {
    removed,
    openTypes,
  });
  const where = file === undefined ? {} : { file };
  const diagnostics = problemsOf(plan as Json, meta.wrongWaivers).map((problem) => ({
    ...problem,
    ...where,
  }));
  return { graph, diagnostics, waivers: meta.waivers };
}

function problemsOf(plan: Json, wrongWaivers: readonly number[]): Diagnostic[] {
  const format = (detail: string): Diagnostic[] => [
    errorDiagnostic('ZTC-E-PLAN-FORMAT', 'Not a plan', detail),
  ];
  if (!isJsonObject(plan))
    return format('A plan is a JSON object, as "terraform show -json PLANFILE" prints it.');
  const version = plan.format_version;
  if (typeof version !== 'string' || (!plan.resource_changes && !plan.planned_values)) {
    return format(
      'This is not the output of "terraform show -json PLANFILE": format_version or planned_values is missing.',
    );
  }
  if (!version.startsWith('1.')) return format(`Plans of format 1.x are supported; this one has ${version}.`);
  const found = wrongWaivers.map((i) =>
    errorDiagnostic(
      'ZTC-E-CONFIG-META',
      'Invalid waiver',
      `ztc.waivers[${i}] of the plan is not a whole waiver.`,
    ),
  );
  if (plan.errored === true) {
    const detail = 'Planning failed, so the plan does not contain everything.';
    found.push(errorDiagnostic('ZTC-E-PLAN-ERRORED', 'Plan is not complete', detail));
  } else if (plan.complete === false) {
    const detail = 'The plan covers a part of the configuration only (-target, or deferred changes).';
    found.push({
      ...errorDiagnostic('ZTC-E-PLAN-PARTIAL', 'Plan is not complete', detail),
      severity: 'warning',
    });
  }
  return found;
}

class PlanReader {
  readonly nodes = new Map<string, GraphNode>();
  readonly removed: GraphNode[] = [];
  readonly openTypes = new Map<string, Unknown>();
  readonly #plan: JsonObject;
  readonly #registry: SchemaRegistry;
  readonly #origins: ReadonlyMap<string, Made>;
  readonly #references: PlanReferences;
  /** Changes of current objects, by address. */
  readonly #items = new Map<string, JsonObject>();

  constructor(plan: JsonObject, registry: SchemaRegistry, made: ReadonlyMap<string, Made>) {
    this.#plan = plan;
    this.#registry = registry;
    this.#origins = made;
    this.#references = new PlanReferences(plan.configuration);
  }

  read(): void {
    const gone = new Set<string>();
    for (const change of objects(this.#plan.resource_changes)) {
      if (change.deposed === undefined) this.#items.set(String(change.address), change);
    }
    for (const change of objects(this.#plan.resource_changes)) this.#change(change, gone);
    for (const { resource_change: change } of objects(this.#plan.deferred_changes)) {
      if (!isJsonObject(change) || typeof change.type !== 'string') continue;
      this.openTypes.set(change.type, unknownBecause(`deferred change of ${change.address}`));
    }
    this.#shown(this.#plan.planned_values, gone);
    this.#outputs(this.#plan.planned_values);
    // Data sources that were read while planning are in the prior state only.
    const { prior_state: prior } = this.#plan;
    if (isJsonObject(prior)) this.#shown(prior.values, gone, 'data');
  }

  #outputs(planned: Json | undefined): void {
    if (!isJsonObject(planned) || !isJsonObject(planned.outputs)) return;
    for (const [name, output] of Object.entries(planned.outputs)) {
      if (!isJsonObject(output)) continue;
      const { description, origin } = this.#references.output(name);
      const value =
        'value' in output
          ? (output.value as Plain)
          : origin?.ref
            ? unknownOf(origin.ref)
            : unknownBecause(origin?.cause ?? `output.${name}`);
      const values: PlainObject = { value, ...(description === undefined ? {} : { description }) };
      const secret = output.sensitive === true ? { sensitive: new Set(['value']) } : {};
      this.nodes.set(`output.${name}`, {
        address: `output.${name}`,
        type: OUTPUT,
        mode: 'data',
        values,
        ...secret,
      });
    }
  }

  #shown(values: Json | undefined, gone: ReadonlySet<string>, mode?: 'data'): void {
    if (!isJsonObject(values)) return;
    for (const resource of shownResources(values.root_module)) {
      const { address } = resource;
      if (typeof address === 'string' && (this.nodes.has(address) || gone.has(address))) continue;
      const node = nodeOfShown(resource);
      if (!node || (mode && node.mode !== mode)) continue;
      this.nodes.set(node.address, { ...node, ...this.#made(node.address) });
    }
  }

  #change(item: JsonObject, gone: Set<string>): void {
    const { address, type, change } = item;
    if (typeof address !== 'string' || typeof type !== 'string' || !isJsonObject(change)) return;
    const mode = item.mode === 'data' ? 'data' : 'managed';
    const actions = (Array.isArray(change.actions) ? change.actions : []) as readonly Action[];
    const before = isJsonObject(change.before) ? (change.before as PlainObject) : undefined;
    const base = {
      type,
      mode,
      actions,
      ...(before ? { prior: before } : {}),
      ...this.#made(address),
    } as const;
    const deposed = typeof item.deposed === 'string' ? ` (deposed ${item.deposed})` : '';
    if (deposed !== '' || (actions.length === 1 && actions[0] === 'delete')) {
      const sensitive = sensitiveNames(change.before_sensitive);
      this.removed.push({
        ...base,
        address: address + deposed,
        values: before ?? {},
        ...(sensitive ? { sensitive } : {}),
      });
      if (deposed === '') gone.add(address);
      return;
    }
    const schema = schemaOf(this.#registry, { type, mode });
    const after = isJsonObject(change.after)
      ? change.after
      : actions[0] === 'forget'
        ? (before as JsonObject)
        : {};
    const values = this.#values(item, address, after ?? {}, change.after_unknown, schema);
    const sensitive = sensitiveNames(change.after_sensitive);
    this.nodes.set(address, { ...base, address, values, ...(sensitive ? { sensitive } : {}) });
  }

  #made(address: string): Made {
    return (this.#origins.size > 0 && this.#origins.get(withoutKeys(address))) || {};
  }

  #values(
    item: JsonObject,
    address: string,
    after: JsonObject,
    mask: Json | undefined,
    schema: ResourceSchema | undefined,
  ): PlainObject {
    if (!isJsonObject(mask)) return after as PlainObject;
    let values: Record<string, Plain> | undefined;
    for (const name in mask) {
      if (!holdsUnknown(mask[name])) continue;
      values ??= { ...after } as Record<string, Plain>;
      values[name] = this.#merge(item, address, after[name], mask[name], [name], schema?.attributes[name]);
    }
    return values ?? (after as PlainObject);
  }

  #merge(
    item: JsonObject,
    address: string,
    after: Json | undefined,
    mask: Json | undefined,
    path: readonly (string | number)[],
    schema: AttributeSchema | undefined,
    length = 0,
  ): Plain {
    if (mask === true) return this.#unknown(item, address, path, schema, length);
    if (Array.isArray(mask)) {
      const items = Array.isArray(after) ? (after as readonly Json[]) : [];
      const length = Math.max(mask.length, items.length);
      return Array.from({ length }, (_, i) =>
        this.#merge(
          item,
          address,
          items[i],
          (mask as readonly Json[])[i],
          [...path, i],
          schema?.items,
          length,
        ),
      );
    }
    if (!isJsonObject(mask)) return (after ?? null) as Plain;
    const merged: Record<string, Plain> = isJsonObject(after) ? ({ ...after } as Record<string, Plain>) : {};
    for (const key in mask) {
      const inner = schema?.properties?.[key] ?? schema?.additionalProperties;
      merged[key] = this.#merge(item, address, merged[key] as Json, mask[key], [...path, key], inner);
    }
    return merged;
  }

  #unknown(
    item: JsonObject,
    address: string,
    path: readonly (string | number)[],
    schema: AttributeSchema | undefined,
    length: number,
  ): Unknown {
    const own = { address, attribute: path.join('.') };
    if (schema?.mode === 'computed') return unknownOf(own);
    const origin = this.#references.originOf(item, path, schema, length);
    if (!origin) return unknownOf(own);
    return this.#follow(origin, 0);
  }

  /** Through attributes that are themselves configured as references, to the one that the platform decides. */
  #follow({ ref, cause }: Origin, depth: number): Unknown {
    if (!ref) return unknownBecause(cause);
    const item = this.#items.get(ref.address);
    if (!item || depth > CHAIN) return unknownOf(ref);
    const path = ref.attribute.split('.');
    const schema = schemaOf(this.#registry, {
      type: String(item.type),
      mode: item.mode === 'data' ? 'data' : 'managed',
    });
    const attribute = schema?.attributes[path[0] as string];
    const next =
      attribute?.mode === 'computed' ? undefined : this.#references.originOf(item, path, attribute);
    return next ? this.#follow(next, depth + 1) : unknownOf(ref);
  }
}

const CHAIN = 16;

function holdsUnknown(mask: Json | undefined): boolean {
  if (typeof mask !== 'object' || mask === null) return mask === true;
  for (const child of Object.values(mask)) if (holdsUnknown(child)) return true;
  return false;
}
