/** What the operator does: deciding work orders, and changing things in the console without telling anybody. */
import type { JsonObject } from '../../client/client.ts';
import { record, redacted } from '../audit.ts';
import { problemsOfValue, refuse } from '../check.ts';
import { attributeOf } from '../computed.ts';
import { errorText } from '../errors.ts';
import { Refusal } from '../refusal.ts';
import type { OrderRow, ResourceRow } from '../store/port.ts';
import { objectView, orderView } from '../view.ts';
import type { Draft, World } from '../world.ts';
import type { Caller, Enforcer } from './context.ts';
import { giveBackQuota } from './create.ts';
import { decided, transitionOf } from './finish.ts';
import { checkReferences } from './references.ts';
import { settle } from './transition.ts';

export function approveOrder(
  draft: Draft,
  caller: Caller,
  id: string,
  values: JsonObject,
  enforcer: Enforcer,
): JsonObject {
  const { order, row } = pending(draft.world, id);
  const plan = requirePlan(draft.world, row);
  refuse(
    Object.entries(values).flatMap(([name, value]) => {
      const attribute = plan.schema.attributes[name];
      if (order.fills.includes(name) && attribute) return problemsOfValue(attribute, name, value);
      const message = { en: `this work order does not fill ${name}`, zh: `该工单不填写 ${name}` };
      return [{ attribute: name, value, allowed: order.fills, message }];
    }),
  );
  const attributes = { ...row.attributes, ...values };
  const next = settle(draft, { ...row, rev: row.rev + 1, attributes, prior: null }, transitionOf(plan, row));
  const stored = write(draft, caller, 'approve', row, next, values);
  const known = { ...stored, reached: { ...stored.reached, [stored.outcome]: 0 } };
  const filled = Object.fromEntries(order.fills.map((name) => [name, attributeOf(draft.world, known, name)]));
  const done = decided({ ...order, values: filled }, 'approved', draft.world.now, null);
  draft.add({ put: 'order', row: done });
  enforcer.note(draft.world, stored);
  return orderView(done);
}

export function rejectOrder(
  draft: Draft,
  caller: Caller,
  id: string,
  reason: string,
  enforcer: Enforcer,
): JsonObject {
  const { now } = draft.world;
  const { order, row } = pending(draft.world, id);
  const transition = transitionOf(requirePlan(draft.world, row), row);
  const outcome = row.prior?.outcome ?? transition.rejected ?? 'rejected';
  const next: ResourceRow = {
    ...row,
    rev: row.rev + 1,
    attributes: row.prior?.attributes ?? row.attributes,
    prior: null,
    phase: row.phase === 'delete' ? 'update' : row.phase,
    outcome,
    readyAt: now,
    reached: { [outcome]: now, ...row.reached },
    deletedAt: null,
  };
  const stored = write(draft, caller, 'reject', row, next, { reason });
  const done = decided(order, 'rejected', now, reason);
  draft.add({ put: 'order', row: done });
  enforcer.note(draft.world, stored);
  return orderView(done);
}

function pending(world: World, id: string): { order: OrderRow; row: ResourceRow } {
  const order = world.state.order(id);
  if (!order) throw new Refusal('ZTC-API-NOT_FOUND', { type: 'work order', id });
  if (order.state !== 'pending') throw new Refusal('ZTC-API-ORDER_DECIDED', { id, state: order.state });
  const row = world.state.resource(order.resourceId);
  if (!row) throw new Refusal('ZTC-API-NOT_FOUND', { type: order.type, id: order.resourceId });
  return { order, row };
}

function requirePlan(world: World, row: ResourceRow) {
  const plan = world.plan(row.type);
  if (!plan) throw new Refusal('ZTC-API-UNKNOWN_TYPE', { type: row.type });
  return plan;
}

/** Drift: no rules, no references that have to be ready, no work order, no waiting. Null removes the object. */
export function mutateObject(
  draft: Draft,
  caller: Caller,
  id: string,
  changes: JsonObject | null,
  enforcer: Enforcer,
): JsonObject | null {
  const { world } = draft;
  const row = world.state.resource(id);
  if (!row || !world.object(row.account, id)) throw new Refusal('ZTC-API-NOT_FOUND', { type: 'object', id });
  const plan = requirePlan(world, row);
  const unknown = Object.keys(changes ?? {}).filter((name) => !plan.schema.attributes[name]);
  refuse(unknown.map((name) => ({ attribute: name, message: errorText('ZTC-API-INVALID_ATTRIBUTES') })));
  const gone = changes === null ? { deletedAt: world.now, phase: 'delete' as const, readyAt: world.now } : {};
  const attributes = { ...row.attributes, ...changes };
  const next = { ...row, rev: row.rev + 1, attributes, ...gone };
  if (changes === null) giveBackQuota(draft, row.account, row.type);
  else {
    const { edges } = checkReferences(world, next, plan, attributes, attributes);
    draft.add({ put: 'edges', of: id, ofType: row.type, edges });
  }
  const stored = write(draft, caller, 'mutate', row, next, changes ?? { deleted: true });
  enforcer.note(world, stored);
  return changes === null ? null : objectView(world, stored);
}

function write(
  draft: Draft,
  caller: Caller,
  action: string,
  before: ResourceRow,
  after: ResourceRow,
  changes: JsonObject,
): ResourceRow {
  const seq = record(draft, {
    account: after.account,
    actor: caller.actor,
    action,
    type: after.type,
    resourceId: after.id,
    requestId: caller.requestId,
    revBefore: before.rev,
    revAfter: after.rev,
    changes: redacted(requirePlan(draft.world, after).schema, changes),
  });
  const stored = { ...after, seq };
  draft.add({ put: 'resource', row: stored });
  return stored;
}
