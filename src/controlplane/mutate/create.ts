import type { Json, JsonObject } from '../../client/client.ts';
import { problemsOf, refuse } from '../check.ts';
import { withFixedValues } from '../computed.ts';
import { Refusal, refusalWith } from '../refusal.ts';
import type { ResourceRow } from '../store/port.ts';
import { objectView } from '../view.ts';
import type { Draft } from '../world.ts';
import type { Caller, Enforcer, Outcome } from './context.ts';
import { finish } from './finish.ts';
import { checkReferences, identifiersOf } from './references.ts';
import { start } from './transition.ts';

export interface CreateRequest {
  readonly type: string;
  readonly attributes: JsonObject;
}

export function createObject(
  draft: Draft,
  caller: Caller,
  request: CreateRequest,
  enforcer: Enforcer,
): Outcome {
  const { world } = draft;
  const plan = world.plan(request.type);
  if (!plan) throw new Refusal('ZTC-API-UNKNOWN_TYPE', { type: request.type });
  const { schema } = plan;
  const given = withDefaults(schema.attributes, request.attributes);
  const problems = problemsOf(schema, given, 'create');
  const bare = newRow(draft, caller, request.type, schema.idPrefix, given);
  // References are worth following even when something else is wrong: the user learns everything at once.
  const references = checkReferences(world, bare, plan, given);
  refuse([...problems, ...references.problems]);
  takeQuota(draft, caller.account, request.type);
  const fixed = { ...bare, attributes: withFixedValues(draft, bare) };
  const identifiers = identifiersOf(world, fixed, plan);
  const started = start(draft, fixed, 'create', schema.lifecycle.create);
  const judgement = enforcer.check({
    world,
    row: started.row,
    before: null,
    given,
    changed: Object.keys(given),
  });
  refuseByRules(judgement.errors);
  const accepted = { draft, caller, plan, action: 'create', before: null, changes: given };
  const row = finish(accepted, started, references.edges);
  if (identifiers.length > 0) {
    draft.add({ put: 'identifiers', of: row.id, account: row.account, type: row.type, values: identifiers });
  }
  enforcer.note(world, row);
  return { object: view(draft, row), warnings: judgement.warnings };
}

/** The answer to a create is the only one that shows secrets. */
export function view(draft: Draft, row: ResourceRow, secrets = true): JsonObject {
  const filed = draft.changes.find((change) => 'put' in change && change.put === 'order');
  const order = filed && 'put' in filed && filed.put === 'order' && row.ordered ? filed.row : null;
  return objectView(draft.world, row, { secrets }, order);
}

function withDefaults(
  attributes: Readonly<Record<string, { readonly default?: Json }>>,
  given: JsonObject,
): JsonObject {
  const all: Record<string, Json> = {};
  for (const [name, value] of Object.entries(given)) if (value !== null) all[name] = value;
  for (const name in attributes) {
    const value = attributes[name]?.default;
    if (value !== undefined && all[name] === undefined) all[name] = value;
  }
  return all;
}

function newRow(
  draft: Draft,
  caller: Caller,
  type: string,
  prefix: string,
  attributes: JsonObject,
): ResourceRow {
  const { now } = draft.world;
  return {
    id: draft.id(prefix),
    account: caller.account,
    type,
    rev: 1,
    seq: 0,
    attributes,
    prior: null,
    phase: 'create',
    via: '',
    outcome: '',
    acceptedAt: now,
    readyAt: null,
    orderId: null,
    ordered: false,
    reached: {},
    createdAt: now,
    deletedAt: null,
  };
}

export const quotaKey = (account: string, type: string): string => `quota ${account} ${type}`;

function takeQuota(draft: Draft, account: string, type: string): void {
  const key = quotaKey(account, type);
  const limit = draft.world.state.meta(key);
  const used = draft.next(`used ${account} ${type}`);
  if (typeof limit === 'number' && used > limit) throw new Refusal('ZTC-API-QUOTA_EXCEEDED', { limit, type });
}

export function giveBackQuota(draft: Draft, account: string, type: string): void {
  const name = `used ${account} ${type}`;
  draft.setCounter(name, Math.max(0, draft.counter(name) - 1));
}

/** Shows the first violation as the error's own text and hands all of them over. */
export function refuseByRules(errors: Awaited<ReturnType<Enforcer['check']>>['errors']): void {
  const first = errors[0];
  if (!first) return;
  throw refusalWith('ZTC-API-RULE_VIOLATION', first.message, {
    rule: first.rule,
    citation: { section: first.citation.section },
    ...(first.attribute === undefined ? {} : { attribute: first.attribute }),
    ...(first.value === undefined ? {} : { value: first.value }),
    ...(first.allowed === undefined ? {} : { allowed: first.allowed }),
    findings: errors,
  });
}
