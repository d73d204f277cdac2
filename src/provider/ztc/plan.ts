/** Plans objects of the platform. */

import type { ResourceSchema } from '../../schema/model.ts';
import { NOT_NULL } from '../../values/refinement.ts';
import { T } from '../../values/type.ts';
import { asMap, getAttr, object, type Path, unknown, type Value } from '../../values/value.ts';
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
  const plan = planByDefaults(schema, request, stands !== 'ready');
  if (stands === 'ready') return answer(plan.planned, plan.requiresReplace);
  const planned = object(
    new Map(asMap(plan.planned)).set('status', unknown(T.string, NOT_NULL)),
    schema.type,
  );
  return answer(planned, stands === 'failed' ? [...plan.requiresReplace, ['status']] : plan.requiresReplace);
}

/** An object that an operator has not completed is planned again, so that the apply goes on waiting for it. */
function standing({ lifecycle, local }: ResourceSchema, prior: Value): 'ready' | 'waiting' | 'failed' {
  if (local || prior.state !== 'known') return 'ready';
  const status = getAttr(prior, 'status')?.raw;
  if (typeof status !== 'string' || lifecycle.ready.includes(status)) return 'ready';
  return lifecycle.failed.includes(status) ? 'failed' : 'waiting';
}
