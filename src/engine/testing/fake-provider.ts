/**
 * A platform in memory that can misbehave in every way that an engine has to survive. Types: `null_thing`, and
 * `null_rack`, which has nested blocks.
 */

import { decodeState, ok, refused, unsupportedType } from '../../provider/base.ts';
import { planByDefaults } from '../../provider/planning/plan-defaults.ts';
import type { ApplyRequest, ApplyResponse, Provider } from '../../provider/provider.ts';
import { attribute, type ProviderSchema, type Schema, schemaOf } from '../../provider/provider-schema.ts';
import { errorDiagnostic } from '../../values/diagnostic.ts';
import { transform } from '../../values/path.ts';
import { T } from '../../values/type.ts';
import { asMap, getAttr, nul, object, str, type Value } from '../../values/value.ts';

const id = attribute({ type: T.string, computed: true, keptUnless: [], notNull: true, description: '' });

const THING = schemaOf({
  id,
  name: attribute({ type: T.string, required: true, description: '' }),
  kind: attribute({ type: T.string, forceNew: true, description: '' }),
  secret: attribute({ type: T.string, sensitive: true, description: '' }),
  ports: attribute({ type: T.set(T.number), description: '' }),
  policy: attribute({ type: T.string, description: '' }),
});

const DISK = new Map([
  ['size', attribute({ type: T.number, required: true, description: '' })],
  ['device', attribute({ type: T.string, computed: true, keptUnless: [], description: '' })],
]);

const RACK = schemaOf({
  id,
  name: attribute({ type: T.string, description: '' }),
  disk: attribute({ nested: { nesting: 'list', attributes: DISK, block: { max: 4 } }, description: '' }),
  place: attribute({
    nested: {
      nesting: 'single',
      attributes: new Map([['row', attribute({ type: T.string, forceNew: true, description: '' })]]),
      block: {},
    },
    description: '',
  }),
  port: attribute({
    nested: {
      nesting: 'map',
      attributes: new Map([['speed', attribute({ type: T.string, description: '' })]]),
      block: {},
    },
    description: '',
  }),
});

const LOOKUP = schemaOf({
  name: attribute({ type: T.string, required: true, description: '' }),
  found: attribute({ type: T.string, computed: true, description: '' }),
});

const SCHEMA: ProviderSchema = {
  provider: schemaOf({}),
  resources: new Map([
    ['null_thing', THING],
    ['null_rack', RACK],
  ]),
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
      ...planByDefaults(schemaOfType(request.type), request),
      private: request.priorPrivate,
      diagnostics: [],
    }),
    applyResource: (request) => this.#apply(request),
    readResources: async (type, batch) => {
      this.reads += 1;
      return batch.map(({ state, private: kept }) => ({
        newState: this.objects.get(idOf(state)) ?? nul(schemaOfType(type).type),
        private: kept,
        diagnostics: [],
      }));
    },
    importResource: async () => refused(unsupportedType('null_thing')),
    upgradeResource: (type, version, attributes) =>
      decodeState(schemaOfType(type), version, attributes, type),
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

  #carryOut({ type, planned }: ApplyRequest): ApplyResponse {
    const done = (newState: Value): ApplyResponse => ({ newState, private: 'a2VwdA==', diagnostics: [] });
    if (planned.isNull) return done(planned);
    if (getAttr(planned, 'id')?.isKnown) return done(settle(planned));
    const created = new Map(asMap(planned)).set('id', str(`thing-${++this.#ids}`));
    return done(settle(object(created, schemaOfType(type).type)));
  }
}

const schemaOfType = (type: string): Schema => SCHEMA.resources.get(type) ?? THING;

/** What the platform decides inside of blocks. */
const settle = (planned: Value): Value =>
  transform(planned, (value) => (value.isKnown ? value : str('settled')));

const idOf = (state: Value): string => String(getAttr(state, 'id')?.raw);

export const nameOf = ({ planned, prior }: ApplyRequest): string =>
  String(getAttr(planned.isNull ? prior : planned, 'name')?.raw);

export const failure = errorDiagnostic('TEST', 'Failed', 'as the test wants it');
export const NOTHING: Value = nul(THING.type);
