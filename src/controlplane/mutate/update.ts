import type { Json, JsonObject } from '../../client/client.ts';
import { changeProblems, problemsOf, refuse } from '../check.ts';
import { isObject, sameJson } from '../json.ts';
import type { TypePlan } from '../plans.ts';
import { Refusal } from '../refusal.ts';
import { inTransition } from '../status.ts';
import type { ResourceRow } from '../store/port.ts';
import { objectView } from '../view.ts';
import type { Draft, World } from '../world.ts';
import type { Caller, Enforcer, Outcome } from './context.ts';
import { refuseByRules, view } from './create.ts';
import { finish } from './finish.ts';
import { checkReferences, identifiersOf, incorrectStatus } from './references.ts';
import { start } from './transition.ts';

export interface UpdateRequest {
  readonly type: string;
  readonly id: string;
  readonly changes: JsonObject;
  /** The revision that the object has to have still. */
  readonly rev: number | null;
}

export function updateObject(
  draft: Draft,
  caller: Caller,
  request: UpdateRequest,
  enforcer: Enforcer,
): Outcome {
  const { world } = draft;
  const { row: before, plan } = existing(world, caller, request.type, request.id);
  requireRevision(before, request.rev);
  const { schema } = plan;
  const given = merged(before.attributes, request.changes, schema.attributes);
  const changed = changedNames(before.attributes, given, request.changes, schema.attributes);
  if (changed.length === 0) return { object: objectView(world, before), warnings: [] };
  if (inTransition(before, world.now)) throw incorrectStatus(world, before);
  const references = checkReferences(world, before, plan, given, before.attributes);
  refuse([
    ...changeProblems(schema, before.attributes, given, changed),
    ...problemsOf(schema, userGiven(schema.attributes, given, request.changes), 'update'),
    ...references.problems,
  ]);
  const stored = withoutWriteOnly(schema.attributes, given);
  const row: ResourceRow = { ...before, rev: before.rev + 1, attributes: stored, prior: null };
  const identifiers = identifiersOf(world, row, plan);
  const again = changed.some((name) => schema.lifecycle.reorder.includes(name));
  const transition = again ? schema.lifecycle.create : schema.lifecycle.update;
  const started = start(draft, row, 'update', transition);
  const prior = started.order ? { attributes: before.attributes, outcome: before.outcome } : null;
  const judgement = enforcer.check({ world, row: started.row, before, given, changed });
  refuseByRules(judgement.errors);
  const changes = Object.fromEntries(changed.map((name) => [name, given[name] ?? null]));
  const accepted = { draft, caller, plan, action: 'update', before, changes };
  const done = finish(accepted, { ...started, row: { ...started.row, prior } }, references.edges);
  if (plan.identifiers.length > 0) {
    draft.add({ put: 'identifiers', of: row.id, account: row.account, type: row.type, values: identifiers });
  }
  enforcer.note(world, done);
  return { object: view(draft, done, false), warnings: judgement.warnings };
}

export function existing(
  world: World,
  caller: Caller,
  type: string,
  id: string,
): { row: ResourceRow; plan: TypePlan } {
  const plan = world.plan(type);
  if (!plan) throw new Refusal('ZTC-API-UNKNOWN_TYPE', { type });
  const row = world.object(caller.account, id);
  if (!row || row.type !== type) throw new Refusal('ZTC-API-NOT_FOUND', { type, id });
  return { row, plan };
}

export function requireRevision(row: ResourceRow, rev: number | null): void {
  if (rev !== null && rev !== row.rev)
    throw new Refusal('ZTC-API-PRECONDITION_FAILED', { id: row.id, rev: row.rev });
}

type Attributes = TypePlan['schema']['attributes'];

/** The values after the change. Inside an object, what the platform fixed at creation stays. */
function merged(before: JsonObject, changes: JsonObject, attributes: Attributes): JsonObject {
  const all: Record<string, Json> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    const attribute = attributes[name];
    const old = before[name];
    if (value === null) {
      const fallback = attribute?.default;
      if (fallback === undefined) delete all[name];
      else all[name] = fallback;
    } else if (attribute?.properties && isObject(value) && isObject(old)) {
      all[name] = { ...computedOf(old, attribute.properties), ...value };
    } else all[name] = value;
  }
  return all;
}

function computedOf(values: JsonObject, attributes: Attributes): JsonObject {
  const isComputed = (name: string): boolean => attributes[name]?.mode === 'computed';
  return Object.fromEntries(Object.entries(values).filter(([name]) => isComputed(name)));
}

/** A write-only value is not kept, so giving one is always a change. */
function changedNames(
  before: JsonObject,
  after: JsonObject,
  changes: JsonObject,
  attributes: Attributes,
): readonly string[] {
  return Object.keys(changes).filter((name) => {
    if (attributes[name]?.writeOnly) return (changes[name] ?? null) !== null;
    return !sameJson(before[name], after[name]);
  });
}

/** Values as the user would give them in a create, so that the whole object can be validated anew. */
function userGiven(attributes: Attributes, values: JsonObject, changes: JsonObject): JsonObject {
  const own: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    const attribute = attributes[name];
    if (name in changes || attribute?.mode !== 'computed') own[name] = stripped(attribute?.properties, value);
  }
  return own;
}

function stripped(properties: Attributes | undefined, value: Json): Json {
  if (!properties || !isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => properties[name]?.mode !== 'computed'));
}

function withoutWriteOnly(attributes: Attributes, values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !attributes[name]?.writeOnly));
}
