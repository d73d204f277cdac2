/** The `ztc` provider: objects of the platform, through the control plane's client. */

import type { ControlPlaneClient, JsonObject } from '../../client/client.ts';
import { type PlainObject, unknownBecause } from '../../graph/plain.ts';
import type { ResourceSchema } from '../../schema/model.ts';
import type { SchemaRegistry } from '../../schema/registry.ts';
import { BodyValidator } from '../../schema/validate.ts';
import { errorDiagnostic } from '../../values/diagnostic.ts';
import type { Json } from '../../values/json.ts';
import { toPlain, valueFromJson } from '../../values/json-value.ts';
import { formatPath } from '../../values/path.ts';
import { T } from '../../values/type.ts';
import { asMap, asString, getAttr, nul, object, type Value } from '../../values/value.ts';
import { decodeState, ok, refused, resourceSchema, unsupportedType } from '../base.ts';
import type {
  Answer,
  Provider,
  ProviderDiagnostic,
  ReadRequest,
  ReadResponse,
  RecoverRequest,
  RecoverResponse,
} from '../provider.ts';
import { attribute, type ProviderSchema, type Schema, schemaOf } from '../provider-schema.ts';
import { toProviderSchema } from '../schema.ts';
import { applyZtc } from './apply.ts';
import { applyLocal, type NewId, randomId } from './local.ts';
import { planZtc } from './plan.ts';
import { apiProblems, constraintProblems, findingProblem, schemaProblem } from './problems.ts';
import { recoverZtc } from './recover.ts';
import type { SingleJudge } from './single-object.ts';
import { createBody, fromRemote, packRevision } from './values.ts';
import type { WaitContext } from './wait.ts';

export interface ZtcSettings {
  readonly endpoint?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly profile?: string;
}

export interface ZtcProviderOptions {
  readonly registry: SchemaRegistry;
  /** Called once the provider's configuration is known. */
  readonly connect: (settings: ZtcSettings) => Promise<ControlPlaneClient> | ControlPlaneClient;
  /** How long an apply waits for an object, an operator included (30 minutes). */
  readonly waitTimeoutMs?: number;
  /** Rules that need nothing but the object itself. */
  readonly judge?: SingleJudge;
  readonly newId?: NewId;
}

const text = (description: string, sensitive = false) =>
  attribute({ type: T.string, description, sensitive });

const CONFIG = schemaOf({
  endpoint: text('URL of the control plane. Default: ZTC_ENDPOINT, then the embedded control plane.'),
  access_key: text('Default: ZTC_ACCESS_KEY, then the profile.'),
  secret_key: text('Default: ZTC_SECRET_KEY, then the profile.', true),
  profile: text('Name of a profile of the command line. Default: ZTC_PROFILE.'),
});

/** The provider schema of all types in the registry; the same for every instance of the provider. */
export function ztcSchema(registry: SchemaRegistry): ProviderSchema {
  const table = (schemas: readonly ResourceSchema[]): ReadonlyMap<string, Schema> =>
    new Map(schemas.map((schema) => [schema.type, toProviderSchema(schema, registry)]));
  return {
    provider: CONFIG,
    resources: table(registry.resources()),
    dataSources: table(registry.dataSources()),
    functions: new Map(),
  };
}

/** A factory, so that several configurations of the provider share the schema. */
export function ztcProviderFactory(options: ZtcProviderOptions): () => Provider {
  let schema: ProviderSchema | undefined;
  return () => {
    schema ??= ztcSchema(options.registry);
    return new ZtcProvider(options, schema);
  };
}

const TIMEOUT_MS = 30 * 60_000;
const UNKNOWN = unknownBecause('known after apply');

class ZtcProvider implements Provider {
  readonly #options: ZtcProviderOptions;
  readonly #schema: ProviderSchema;
  readonly #validator = new BodyValidator((value) => value === UNKNOWN);
  readonly #stop = new AbortController();
  #settings: ZtcSettings | undefined;
  #client: Promise<ControlPlaneClient> | undefined;

  constructor(options: ZtcProviderOptions, schema: ProviderSchema) {
    this.#options = options;
    this.#schema = schema;
  }

  schema(): ProviderSchema {
    return this.#schema;
  }

  validateProviderConfig(): readonly ProviderDiagnostic[] {
    return [];
  }

  async configure(config: Value): Promise<readonly ProviderDiagnostic[]> {
    const given: Record<string, string> = {};
    for (const [name, value] of asMap(config)) {
      if (!value.isKnown) {
        const detail = `The provider's ${name} depends on something that does not exist yet. Use Terraform for this, or apply in two steps.`;
        return [
          errorDiagnostic('ZTC-E-PROVIDER-CONFIG', 'Provider configuration not known', detail, {
            path: [name],
          }),
        ];
      }
      if (!value.isNull) given[name] = asString(value);
    }
    const { endpoint, access_key: accessKey, secret_key: secretKey, profile } = given;
    this.#settings = {
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(accessKey === undefined ? {} : { accessKey }),
      ...(secretKey === undefined ? {} : { secretKey }),
      ...(profile === undefined ? {} : { profile }),
    };
    return [];
  }

  /** Connected when first needed: a plan without refresh needs no platform. */
  #connected(): Promise<ControlPlaneClient> {
    this.#client ??= Promise.resolve(this.#options.connect(this.#settings ?? {}));
    return this.#client;
  }

  validateResource(type: string, config: Value): readonly ProviderDiagnostic[] {
    const source = this.#options.registry.find(type);
    if (!source) return [unsupportedType(type)];
    const body = toPlain(config, () => UNKNOWN) as PlainObject;
    const problems = this.#validator.check(source, body);
    const { judge } = this.#options;
    if (!judge || config.state !== 'known') return problems.map(schemaProblem);
    const withCauses = toPlain(config, (_v, path) => unknownBecause(formatPath(path))) as PlainObject;
    const findings = judge(type, withCauses, constraintProblems(problems));
    return [
      ...problems.filter(({ rule }) => rule === undefined).map(schemaProblem),
      ...findings.map(findingProblem),
    ];
  }

  validateDataSource(type: string, config: Value): readonly ProviderDiagnostic[] {
    const source = this.#options.registry.dataSources().find((schema) => schema.type === type);
    if (!source) return [unsupportedType(type, 'data source')];
    return this.#validator
      .check(
        source,
        toPlain(config, () => UNKNOWN),
      )
      .map(schemaProblem);
  }

  planResource(request: Parameters<Provider['planResource']>[0]) {
    return planZtc(this.#source(request.type), resourceSchema(this.#schema, request.type), request);
  }

  async applyResource(request: Parameters<Provider['applyResource']>[0]) {
    const source = this.#source(request.type);
    const schema = resourceSchema(this.#schema, request.type);
    if (source.local) return applyLocal(source, schema, request, this.#options.newId ?? randomId);
    return applyZtc(await this.#waiting(), schema, request);
  }

  async recoverResource(request: RecoverRequest): Promise<RecoverResponse> {
    // What lives in the state only is what the state says: nothing, for a creation.
    if (this.#source(request.type).local)
      return { newState: request.prior, private: request.private, diagnostics: [] };
    return recoverZtc(await this.#waiting(), resourceSchema(this.#schema, request.type), request);
  }

  async #waiting(): Promise<WaitContext> {
    const timeoutMs = this.#options.waitTimeoutMs ?? TIMEOUT_MS;
    return { client: await this.#connected(), timeoutMs, signal: this.#stop.signal };
  }

  async readResources(type: string, batch: readonly ReadRequest[]): Promise<readonly ReadResponse[]> {
    const schema = resourceSchema(this.#schema, type);
    if (this.#source(type).local)
      return batch.map(({ state, private: kept }) => ({ newState: state, private: kept, diagnostics: [] }));
    try {
      const ids = batch.map(({ state }) => asString(getAttr(state, 'id') as Value));
      const found = await (await this.#connected()).readMany(type, ids);
      return batch.map(({ state }, i) => {
        const remote = found.get(ids[i] as string);
        if (!remote) return { newState: nul(schema.type), private: '', diagnostics: [] };
        const now = fromRemote(schema, remote, state);
        const same = [...asMap(now)].every(([name, value]) => asMap(state).get(name) === value);
        return { newState: same ? state : now, private: packRevision(remote.rev), diagnostics: [] };
      });
    } catch (e) {
      const diagnostics = apiProblems(e);
      // One reason for all of them is told once.
      return batch.map(({ state, private: kept }) => ({ newState: state, private: kept, diagnostics }));
    }
  }

  async importResource(type: string, id: string) {
    const source = this.#options.registry.find(type);
    if (!source || source.local) return refused<never>(unsupportedType(type, 'type for import'));
    try {
      const remote = await (await this.#connected()).read(type, id);
      if (!remote) {
        const detail = `There is no ${type} with the identifier ${id}.`;
        const summary = 'Cannot import non-existent remote object';
        return refused<never>(errorDiagnostic('ZTC-E-IMPORT-MISSING', summary, detail));
      }
      const state = fromRemote(resourceSchema(this.#schema, type), remote);
      return ok([{ type, state, private: packRevision(remote.rev) }]);
    } catch (e) {
      return refused<never>(...apiProblems(e));
    }
  }

  upgradeResource(type: string, version: number, attributes: Json): Answer<Value> {
    return decodeState(resourceSchema(this.#schema, type), version, attributes, type);
  }

  moveResource({ targetType }: { readonly targetType: string }) {
    return refused<never>(unsupportedType(targetType, 'move target'));
  }

  async readDataSource(type: string, config: Value): Promise<Answer<Value>> {
    const schema = this.#schema.dataSources.get(type);
    if (!schema) return refused(unsupportedType(type, 'data source'));
    try {
      const filter: JsonObject = createBody(schema, config, config);
      const found = await (await this.#connected()).data(type, filter);
      const read = asMap(valueFromJson(found as Json, schema.type));
      const entries = [...asMap(config)].map(
        ([name, given]) => [name, given.isNull ? (read.get(name) ?? given) : given] as const,
      );
      return ok(object(new Map(entries), schema.type));
    } catch (e) {
      return refused(...apiProblems(e));
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  #source(type: string): ResourceSchema {
    return this.#options.registry.type(type);
  }
}
