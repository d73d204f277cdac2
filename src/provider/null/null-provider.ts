/** `hashicorp/null`: resources that do nothing, for ordering and triggers. */

import { randomBytes } from 'node:crypto';
import { T } from '../../values/type.ts';
import { asMap, nul, object, str, type Value } from '../../values/value.ts';
import {
  computedProblems,
  decodeState,
  ok,
  readUnchanged,
  refused,
  resourceSchema,
  unsupportedType,
} from '../base.ts';
import { planByDefaults } from '../planning/plan-defaults.ts';
import type { Provider } from '../provider.ts';
import { attribute, type ProviderSchema, schemaOf } from '../provider-schema.ts';

const SCHEMA: ProviderSchema = {
  provider: schemaOf({}),
  resources: new Map([
    [
      'null_resource',
      schemaOf({
        id: attribute({
          type: T.string,
          computed: true,
          keptUnless: [],
          notNull: true,
          description: 'A random number, fixed for the life of the object.',
        }),
        triggers: attribute({
          type: T.map(T.string),
          forceNew: true,
          description: 'Any texts; the object is replaced when one of them changes.',
        }),
      }),
    ],
  ]),
  dataSources: new Map(),
  functions: new Map(),
};

const randomNumber = (): string => (randomBytes(8).readBigUInt64BE() >> 1n).toString();

export function createNullProvider(newId: () => string = randomNumber): Provider {
  const withId = (planned: Value): Value => {
    const id = asMap(planned).get('id');
    return id?.isKnown ? planned : object(new Map(asMap(planned)).set('id', str(newId())));
  };
  return {
    schema: () => SCHEMA,
    validateProviderConfig: () => [],
    configure: async () => [],
    validateResource: (type, config) => computedProblems(SCHEMA.resources.get(type), config),
    validateDataSource: () => [],
    planResource(request) {
      const plan = planByDefaults(resourceSchema(SCHEMA, request.type), request);
      return { ...plan, private: '', diagnostics: [] };
    },
    async applyResource({ planned }) {
      return { newState: planned.isNull ? planned : withId(planned), private: '', diagnostics: [] };
    },
    readResources: async (_type, batch) => readUnchanged(batch),
    async importResource(type, id) {
      const { type: shape } = resourceSchema(SCHEMA, type);
      const state = object({ id: str(id), triggers: nul(T.map(T.string)) }, shape);
      return ok([{ type, state, private: '' }]);
    },
    upgradeResource: (type, version, attributes) =>
      decodeState(resourceSchema(SCHEMA, type), version, attributes, type),
    moveResource: ({ targetType }) => refused(unsupportedType(targetType, 'move target')),
    readDataSource: async (type) => refused(unsupportedType(type, 'data source')),
    stop() {},
  };
}
