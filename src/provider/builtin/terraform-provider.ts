/** `terraform.io/builtin/terraform`: `terraform_data`, and outputs of another state through `terraform_remote_state`. */

import { randomUUID } from 'node:crypto';
import { errorDiagnostic } from '../../values/diagnostic.ts';
import { NOT_NULL } from '../../values/refinement.ts';
import { T } from '../../values/type.ts';
import {
  asMap,
  getAttr,
  nul,
  object,
  type Path,
  str,
  unknown,
  type Value,
  valueEqualsUnmarked,
} from '../../values/value.ts';
import {
  computedProblems,
  decodeState,
  ok,
  readUnchanged,
  refused,
  resourceSchema,
  unsupportedType,
} from '../base.ts';
import type { PlanRequest, PlanResponse, Provider } from '../provider.ts';
import { attribute, type ProviderSchema, schemaOf } from '../provider-schema.ts';
import { type ReadOutputs, readRemoteState } from './remote-state.ts';

const SCHEMA: ProviderSchema = {
  provider: schemaOf({}),
  resources: new Map([
    [
      'terraform_data',
      schemaOf({
        id: attribute({
          type: T.string,
          computed: true,
          notNull: true,
          description: 'A random identifier, fixed for the life of the object.',
        }),
        input: attribute({ type: T.dynamic, description: 'Any value; it appears in `output` after apply.' }),
        output: attribute({ type: T.dynamic, computed: true, description: 'What `input` was at apply.' }),
        triggers_replace: attribute({
          type: T.dynamic,
          description: 'Any value; the object is replaced when it changes.',
        }),
      }),
    ],
  ]),
  dataSources: new Map([
    [
      'terraform_remote_state',
      schemaOf({
        backend: attribute({ type: T.string, required: true, description: 'Kind of backend; `local`.' }),
        config: attribute({ type: T.dynamic, description: 'Settings of the backend: `{path}`.' }),
        defaults: attribute({ type: T.dynamic, description: 'Outputs to assume where the state has none.' }),
        outputs: attribute({ type: T.dynamic, computed: true, description: 'Outputs of the other state.' }),
        workspace: attribute({ type: T.string, description: 'Workspace of the other state; `default`.' }),
      }),
    ],
  ]),
  functions: new Map(),
};

const outputFor = (input: Value): Value => (input.isNull ? input : unknown(input.type));
/** A new object each time: the identity of an unknown tells where it comes from. */
const newIdentity = (): Value => unknown(T.string, NOT_NULL);

function plan({ prior, proposed, priorPrivate }: PlanRequest): PlanResponse {
  const answer = (planned: Value, requiresReplace: readonly Path[] = []): PlanResponse => ({
    planned,
    requiresReplace,
    private: priorPrivate,
    diagnostics: [],
  });
  if (proposed.state !== 'known') return answer(proposed);
  const next = asMap(proposed);
  const input = next.get('input') as Value;
  const trigger = next.get('triggers_replace') as Value;
  const was = (name: string): Value => getAttr(prior, name) ?? nul();
  const fresh = (): Value => object(new Map(next).set('id', newIdentity()).set('output', outputFor(input)));
  if (prior.isNull) return answer(fresh());
  if (!valueEqualsUnmarked(was('triggers_replace'), trigger)) return answer(fresh(), [['triggers_replace']]);
  if (!valueEqualsUnmarked(was('input'), input))
    return answer(object(new Map(next).set('output', unknown(input.type))));
  return answer(proposed);
}

function applied(planned: Value, newId: () => string): Value {
  const next = new Map(asMap(planned));
  if (!next.get('id')?.isKnown) next.set('id', str(newId()));
  if (!next.get('output')?.whollyKnown) next.set('output', next.get('input') as Value);
  return object(next);
}

export interface BuiltinOptions {
  readonly newId?: () => string;
  /** Finds the outputs of another state file; absent: no remote states. */
  readonly readOutputs?: ReadOutputs;
}

export function createBuiltinProvider({ newId = randomUUID, readOutputs }: BuiltinOptions = {}): Provider {
  return {
    schema: () => SCHEMA,
    validateProviderConfig: () => [],
    configure: async () => [],
    validateResource: (type, config) => computedProblems(SCHEMA.resources.get(type), config),
    validateDataSource: (type, config) => computedProblems(SCHEMA.dataSources.get(type), config),
    planResource: plan,
    async applyResource({ planned, private: kept }) {
      return { newState: planned.isNull ? planned : applied(planned, newId), private: kept, diagnostics: [] };
    },
    readResources: async (_type, batch) => readUnchanged(batch),
    async importResource(type, id) {
      const state = object({ id: str(id), input: nul(), output: nul(), triggers_replace: nul() });
      return ok([{ type, state, private: '' }]);
    },
    upgradeResource: (type, version, attributes) =>
      decodeState(resourceSchema(SCHEMA, type), version, attributes, type),
    moveResource({ sourceType, sourceState, targetType }) {
      if (sourceType !== 'null_resource' || targetType !== 'terraform_data')
        return refused(unsupportedType(targetType, 'move target'));
      return fromNullResource(sourceState);
    },
    readDataSource: async (type, config) =>
      type === 'terraform_remote_state'
        ? readRemoteState(config, readOutputs)
        : refused(unsupportedType(type, 'data source')),
    stop() {},
  };
}

/** As Terraform does: the triggers go on being triggers. */
function fromNullResource(source: Parameters<Provider['moveResource']>[0]['sourceState']) {
  const old = decodeState(
    schemaOf({
      id: attribute({ type: T.string, description: '' }),
      triggers: attribute({ type: T.map(T.string), description: '' }),
    }),
    0,
    source,
    'null_resource',
  );
  if (!old.result) {
    return refused<{ state: Value; private: string }>(
      ...old.diagnostics,
      errorDiagnostic('ZTC-E-STATE-OBJECT', 'Cannot move', 'The null_resource in the state is not readable.'),
    );
  }
  const triggers = getAttr(old.result, 'triggers') ?? nul();
  const state = object({
    id: getAttr(old.result, 'id') ?? nul(T.string),
    input: nul(),
    output: nul(),
    triggers_replace: triggers.isNull ? nul() : triggers,
  });
  return ok({ state, private: '' });
}
