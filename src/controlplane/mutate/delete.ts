import { Refusal } from '../refusal.ts';
import { inTransition } from '../status.ts';
import type { ResourceRow } from '../store/port.ts';
import type { Draft, World } from '../world.ts';
import type { Caller, Enforcer, Outcome } from './context.ts';
import { giveBackQuota, view } from './create.ts';
import { decided, finish } from './finish.ts';
import { incorrectStatus } from './references.ts';
import { start } from './transition.ts';
import { existing, requireRevision } from './update.ts';

export interface DeleteRequest {
  readonly type: string;
  readonly id: string;
  readonly rev: number | null;
}

export function deleteObject(
  draft: Draft,
  caller: Caller,
  request: DeleteRequest,
  enforcer: Enforcer,
): Outcome {
  const { world } = draft;
  const { row: before, plan } = existing(world, caller, request.type, request.id);
  requireRevision(before, request.rev);
  const waiting = before.readyAt === null && before.phase !== 'delete';
  // What waits for a work order can be withdrawn; anything else has to run to its end first.
  if (inTransition(before, world.now) && !waiting) throw incorrectStatus(world, before);
  refuseWhileUsed(world, before);
  if (waiting) withdraw(draft, before);
  giveBackQuota(draft, before.account, before.type);
  const row: ResourceRow = { ...before, rev: before.rev + 1, prior: null };
  const started = start(draft, row, 'delete', plan.schema.lifecycle.delete);
  const prior = started.order ? { attributes: before.attributes, outcome: before.outcome } : null;
  const accepted = { draft, caller, plan, action: 'delete', before, changes: {} };
  const done = finish(accepted, { ...started, row: { ...started.row, prior } });
  enforcer.note(world, done);
  return { object: view(draft, done, false), warnings: [] };
}

const NAMED = 5;
const MOST = 256;

function refuseWhileUsed(world: World, row: ResourceRow): void {
  const users = world.state.edgesTo(row.id, world.now, MOST).map((edge) => edge.from);
  if (users.length === 0) return;
  const named = users.slice(0, NAMED);
  const referrers = users.length > NAMED ? [...named, '…'].join(', ') : named.join(', ');
  const details = { value: row.id, related: [...new Set(users)] };
  throw new Refusal('ZTC-API-DEPENDENCY_VIOLATION', { id: row.id, referrers }, details);
}

function withdraw(draft: Draft, row: ResourceRow): void {
  const order = row.orderId === null ? null : draft.world.state.order(row.orderId);
  if (order?.state !== 'pending') return;
  draft.add({ put: 'order', row: decided(order, 'withdrawn', draft.world.now, null) });
}
