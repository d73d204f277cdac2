/** Plans objects of the platform. */

import type { ResourceSchema } from '../../schema/model.ts';
import { compare } from '../../values/num.ts';
import { NOT_NULL } from '../../values/refinement.ts';
import { T } from '../../values/type.ts';
import { asMap, asNum, getAttr, object, type Path, unknown, type Value } from '../../values/value.ts';
import { planByDefaults } from '../planning/plan-defaults.ts';
import type { PlanRequest, PlanResponse } from '../provider.ts';
import type { Schema } from '../provider-schema.ts';

export function planZtc(source: ResourceSchema, schema: Schema, request: PlanRequest): PlanResponse {
  const { prior, proposed, priorPrivate } = request;
  const answer = (planned: Value, requiresReplace: readonly Path[]): PlanResponse => ({
    planned,
    requiresReplace,
    private: priorPrivate,
    diagnostics: [],
  });
  if (proposed.state !== 'known') return answer(proposed, []);
  const stands = standing(source, prior);
  const byDefaults = planByDefaults(schema, request, stands !== 'ready');
  const requiresReplace = [...byDefaults.requiresReplace, ...shrunk(source, prior, byDefaults.planned)];
  const plan = { ...byDefaults, requiresReplace };
  if (stands === 'ready') return answer(plan.planned, requiresReplace);
  const planned = object(
    new Map(asMap(plan.planned)).set('status', unknown(T.string, NOT_NULL)),
    schema.type,
  );
  return answer(planned, stands === 'failed' ? [...plan.requiresReplace, ['status']] : plan.requiresReplace);
}

/** Numbers that never go down in place, and are allowed to go down by a replacement. */
function shrunk({ attributes }: ResourceSchema, prior: Value, planned: Value): Path[] {
  if (prior.state !== 'known' || planned.state !== 'known') return [];
  return Object.entries(attributes).flatMap(([name, { decrease }]) => {
    const flag = decrease?.replaceWhen;
    if (flag === undefined || getAttr(planned, flag)?.raw !== true) return [];
    const [before, after] = [getAttr(prior, name), getAttr(planned, name)];
    if (before?.state !== 'known' || after?.state !== 'known') return [];
    return compare(asNum(after), asNum(before)) < 0 ? [[name]] : [];
  });
}

/** An object that an operator has not completed is planned again, so that the apply goes on waiting for it. */
function standing({ lifecycle, local }: ResourceSchema, prior: Value): 'ready' | 'waiting' | 'failed' {
  if (local || prior.state !== 'known') return 'ready';
  const status = getAttr(prior, 'status')?.raw;
  if (typeof status !== 'string' || lifecycle.ready.includes(status)) return 'ready';
  return lifecycle.failed.includes(status) ? 'failed' : 'waiting';
}
