/** A platform in memory that can misbehave in every way that an engine has to survive. Type: `null_thing`. */

import { decodeState, ok, refused, unsupportedType } from '../../provider/base.ts';
import { planByDefaults } from '../../provider/planning/plan-defaults.ts';
import type { ApplyRequest, ApplyResponse, Provider } from '../../provider/provider.ts';
import { attribute, type ProviderSchema, schemaOf } from '../../provider/provider-schema.ts';
import { errorDiagnostic } from '../../values/diagnostic.ts';
import { T } from '../../values/type.ts';
import { asMap, getAttr, nul, object, str, type Value } from '../../values/value.ts';

const THING = schemaOf({
  id: attribute({ type: T.string, computed: true, keptUnless: [], notNull: true, description: '' }),
  name: attribute({ type: T.string, required: true, description: '' }),
  kind: attribute({ type: T.string, forceNew: true, description: '' }),
  secret: attribute({ type: T.string, sensitive: true, description: '' }),
  ports: attribute({ type: T.set(T.number), description: '' }),
  policy: attribute({ type: T.string, description: '' }),
});

const LOOKUP = schemaOf({
  name: attribute({ type: T.string, required: true, description: '' }),
  found: attribute({ type: T.string, computed: true, description: '' }),
});

const SCHEMA: ProviderSchema = {
  provider: schemaOf({}),
  resources: new Map([['null_thing', THING]]),
  dataSources: new Map([['null_lookup', LOOKUP]]),
  functions: new Map(),
};

export type Misbehaviour = (
  request: ApplyRequest,
  answer: ApplyResponse,
) => ApplyResponse | Promise<ApplyResponse | undefined> | undefined;

export class FakePlatform {
  readonly objects = new Map<string, Value>();
  readonly tokens: string[] = [];
  reads = 0;
  running = 0;
  mostRunning = 0;
  misbehave: Misbehaviour = () => undefined;
  #ids = 0;

  provider = (): Provider => ({
    schema: () => SCHEMA,
    validateProviderConfig: () => [],
    configure: async () => [],
    validateResource: () => [],
    validateDataSource: () => [],
    planResource: (request) => ({
      ...planByDefaults(THING, request),
      private: request.priorPrivate,
      diagnostics: [],
    }),
    applyResource: (request) => this.#apply(request),
    readResources: async (_type, batch) => {
      this.reads += 1;
      return batch.map(({ state, private: kept }) => ({
        newState: this.objects.get(idOf(state)) ?? nul(THING.type),
        private: kept,
        diagnostics: [],
      }));
    },
    importResource: async () => refused(unsupportedType('null_thing')),
    upgradeResource: (type, version, attributes) => decodeState(THING, version, attributes, type),
    moveResource: () => refused(unsupportedType('null_thing')),
    readDataSource: async (_type, config) =>
      ok(object(new Map(asMap(config)).set('found', str(`found ${getAttr(config, 'name')?.raw}`)))),
    stop() {},
  });

  async #apply(request: ApplyRequest): Promise<ApplyResponse> {
    this.tokens.push(request.token);
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    const answer = this.#carryOut(request);
    const changed = (await this.misbehave(request, answer)) ?? answer;
    this.running -= 1;
    if (request.planned.isNull && changed.newState.isNull) this.objects.delete(idOf(request.prior));
    else if (!changed.newState.isNull) this.objects.set(idOf(changed.newState), changed.newState);
    return changed;
  }

  #carryOut({ planned }: ApplyRequest): ApplyResponse {
    const done = (newState: Value): ApplyResponse => ({ newState, private: 'a2VwdA==', diagnostics: [] });
    if (planned.isNull) return done(planned);
    if (getAttr(planned, 'id')?.isKnown) return done(planned);
    return done(object(new Map(asMap(planned)).set('id', str(`thing-${++this.#ids}`)), THING.type));
  }
}

const idOf = (state: Value): string => String(getAttr(state, 'id')?.raw);

export const nameOf = ({ planned, prior }: ApplyRequest): string =>
  String(getAttr(planned.isNull ? prior : planned, 'name')?.raw);

export const failure = errorDiagnostic('TEST', 'Failed', 'as the test wants it');
export const NOTHING: Value = nul(THING.type);
