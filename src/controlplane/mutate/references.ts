import type { JsonObject } from '../../client/client.ts';
import type { ApiProblem } from '../../client/error.ts';
import { catalogEntry } from '../data.ts';
import { errorText } from '../errors.ts';
import { valueAt } from '../json.ts';
import { type ReferencePlace, referredValues, type TypePlan } from '../plans.ts';
import { Refusal } from '../refusal.ts';
import { isReady, statusOf } from '../status.ts';
import type { EdgeRow, ResourceRow } from '../store/port.ts';
import type { World } from '../world.ts';

export interface CheckedReferences {
  readonly edges: readonly EdgeRow[];
  readonly problems: readonly ApiProblem[];
}

/** Follows every reference of the values: the targets have to exist in the account and to be ready for use. */
export function checkReferences(
  world: World,
  row: ResourceRow,
  plan: TypePlan,
  values: JsonObject,
  /** References to these need no readiness: they were there before. */
  kept: JsonObject = {},
): CheckedReferences {
  const edges: EdgeRow[] = [];
  const problems: ApiProblem[] = [];
  for (const place of plan.references) {
    const before = new Set(referredValues(kept, place.path));
    for (const value of referredValues(values, place.path)) {
      const target = world.target(row.account, place.ref, value);
      if (target) {
        if (!before.has(value)) requireReady(world, target);
        edges.push({ from: row.id, to: target.id, attribute: place.attribute, weak: place.ref.weak });
      } else if (!before.has(value) && !pointsElsewhere(world, place, value))
        problems.push(missing(world, row.account, place, value));
    }
  }
  return { edges, problems };
}

/** The catalogue's images are no objects, and objects of other accounts cannot be seen. */
function pointsElsewhere(world: World, { ref }: ReferencePlace, value: string): boolean {
  if (ref.crossAccount) return true;
  return catalogEntry(world.settings, ref, value) !== null;
}

function missing(
  world: World,
  account: string,
  { attribute, ref }: ReferencePlace,
  value: string,
): ApiProblem {
  const other = world.object(account, value);
  const allowed = ref.targets.map(({ type, attribute: by }) => (by === 'id' ? type : `${type}.${by}`));
  const message = other
    ? errorText('ZTC-API-REFERENCE_OF_WRONG_TYPE', {
        attribute,
        value,
        type: other.type,
        allowed: allowed.join(', '),
      })
    : errorText('ZTC-API-REFERENCE_NOT_FOUND', { attribute, value });
  const code = other ? 'ZTC-API-REFERENCE_OF_WRONG_TYPE' : 'ZTC-API-REFERENCE_NOT_FOUND';
  return { attribute, value, allowed, code, message };
}

/** Refuses what cannot be done with an object in its present state, and says when it will be over. */
export function requireReady(world: World, target: ResourceRow): void {
  const lifecycle = world.plan(target.type)?.schema.lifecycle;
  if (!lifecycle || isReady(target, lifecycle, world.now)) return;
  throw incorrectStatus(world, target);
}

export function incorrectStatus(world: World, row: ResourceRow): Refusal {
  const wait = row.readyAt === null ? null : Math.max(0, row.readyAt - world.now);
  const seconds = wait === null || wait === 0 ? undefined : Math.ceil(wait / 1000);
  const waiting = row.readyAt === null && row.orderId !== null;
  const hint = waiting
    ? `work order ${row.orderId} has to be decided first`
    : seconds === undefined
      ? 'it cannot be used'
      : `try again in ${seconds} s`;
  return new Refusal(
    'ZTC-API-INCORRECT_STATUS',
    { id: row.id, status: statusOf(row, world.now), hint },
    { value: row.id, ...(seconds === undefined ? {} : { retryAfter: seconds }) },
  );
}

/** Values of the object by which others refer to it. They are unique within account, type and attribute. */
export function identifiersOf(
  world: World,
  row: ResourceRow,
  plan: TypePlan,
): readonly { readonly attribute: string; readonly value: string }[] {
  return plan.identifiers.flatMap((attribute) => {
    const value = valueAt(row.attributes, attribute);
    if (typeof value !== 'string' || value === '') return [];
    const owner = world.state.identified(row.account, row.type, attribute, value);
    if (owner !== null && owner !== row.id && world.object(row.account, owner)) {
      throw new Refusal('ZTC-API-DUPLICATE', { attribute, value }, { attribute, value });
    }
    return [{ attribute, value }];
  });
}
