/** Data sources: read while planning when everything they depend on is settled, otherwise during the apply. */

import { planByDefaults } from '../../provider/planning/plan-defaults.ts';
import { proposedNew } from '../../provider/planning/proposed-new.ts';
import { hasErrors } from '../../provider/provider.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import { nul, type Value } from '../../values/value.ts';
import type { StateObject } from '../state/model.ts';
import { NO_DEPOSED } from '../state/model.ts';
import { normalizePaths } from '../state/paths.ts';
import { checkConditions } from './conditions.ts';
import { locate, type PlanContext, type Subject } from './context.ts';
import { addressOf, evaluateBody, identity } from './instance.ts';
import type { ActionReason, Change } from './model.ts';

/** Undefined when it was read; the value is in `context.instances` then. */
export async function planData(context: PlanContext, subject: Subject): Promise<Change | undefined> {
  const { resource, instance, schema, handle } = subject;
  checkConditions(context, subject, resource.lifecycle.preconditions);
  const body = evaluateBody(context, subject);
  const sensitive = normalizePaths([...body.sensitive, ...subject.sensitivePaths]);
  const reason = whyLater(context, subject, body.config);
  if (reason === undefined) {
    const value = await readData(subject, body.config, context.signal);
    checkConditions(context, subject, resource.lifecycle.postconditions, value);
    const object: StateObject = {
      schemaVersion: schema.version,
      value,
      sensitive,
      private: '',
      dependencies: context.graph.transitive(resource.address),
      createBeforeDestroy: false,
      tainted: false,
    };
    context.instances.set(instance.address, {
      address: addressOf(resource, instance),
      provider: handle.stateName,
      current: object,
      deposed: NO_DEPOSED,
    });
    context.values.set(instance.address, value, sensitive);
    return undefined;
  }
  const none = nul(schema.type);
  const proposed = proposedNew(schema, none, body.config);
  const { planned } = planByDefaults(schema, { prior: none, proposed, config: body.config });
  return {
    ...identity(context, subject),
    action: 'read',
    reason,
    replacePaths: [],
    before: none,
    after: planned,
    sensitiveBefore: [],
    sensitiveAfter: sensitive,
    config: body.config,
    private: '',
    createBeforeDestroy: false,
  };
}

function whyLater(context: PlanContext, { resource }: Subject, config: Value): ActionReason | undefined {
  if (!config.whollyKnown) return 'read_because_config_unknown';
  for (const address of context.graph.dependencies(resource.address)) {
    if (!address.startsWith('data.') && context.changing.has(address))
      return 'read_because_dependency_pending';
  }
  return undefined;
}

export async function readData(
  { resource, instance, handle }: Pick<Subject, 'resource' | 'instance' | 'handle'>,
  config: Value,
  signal: AbortSignal,
): Promise<Value> {
  const answer = await handle.provider.readDataSource(resource.type, config, { signal });
  if (answer.result && !hasErrors(answer.diagnostics)) return answer.result;
  throw new DiagnosticError(locate(answer.diagnostics, resource, instance.address));
}
