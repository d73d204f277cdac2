import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadCatalog } from '../catalog/catalog.ts';
import type { Json, JsonObject } from '../client/client.ts';
import { loadRegistry } from '../schema/registry.ts';
import { failed, ok } from './answer.ts';
import type {
  ApiRequest,
  ApiResponse,
  ControlPlane,
  ControlPlaneOptions,
  Credentials,
  Surroundings,
} from './api.ts';
import { Authenticator } from './authenticate.ts';
import { ControlledClock, monotonicClock, systemClock } from './clock.ts';
import { freshSeed } from './computed.ts';
import { credentialsOf } from './credentials.ts';
import { LENIENT, RuleEnforcer } from './enforce.ts';
import { Faults, type Interference, RESET } from './faults.ts';
import { isObject } from './json.ts';
import { LockWatch } from './lock-watch.ts';
import { openApi } from './openapi.ts';
import { TypePlans } from './plans.ts';
import { Refusal } from './refusal.ts';
import { findRoute } from './routes.ts';
import { Service } from './service.ts';
import { MAX_STATE, STATE_DOOR, visitStateDoor } from './state-door.ts';
import type { AccessKeyRow } from './store/port.ts';
import { SqliteStore } from './store/sqlite.ts';

const OPERATOR_ACCOUNT = 'operator';
const MAX_BODY = 1024 * 1024;
const UNKNOWN_KEY: ReadonlySet<string> = new Set(['ZTC-API-UNKNOWN_ACCESS_KEY', 'ZTC-API-PASSWORD_WRONG']);
const REAL: Surroundings = { requestId: () => randomUUID(), sleep: (ms) => sleep(ms) };

/** Opens (or makes) the data folder and returns the control plane over it. */
export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  return new LocalControlPlane(options);
}

class LocalControlPlane implements ControlPlane {
  readonly credentials: Credentials;
  readonly #service: Service;
  readonly #authenticator: Authenticator;
  readonly #surroundings: Surroundings;
  readonly #wantedSeed: number | undefined;
  #opened: Promise<void> | undefined;

  constructor(options: ControlPlaneOptions) {
    const plans = new TypePlans(options.registry ?? loadRegistry());
    const catalog = options.catalog ?? loadCatalog();
    const clock = new ControlledClock(options.clock ?? systemClock);
    const { onFailure } = options;
    const store = options.store ?? new SqliteStore(options.dir, onFailure ? { onFailure } : {});
    this.#surroundings = options.surroundings ?? REAL;
    this.credentials = options.credentials ?? credentialsOf(options.dir);
    this.#authenticator = new Authenticator([], options.wallClock ?? systemClock);
    this.#service = new Service({
      store,
      clock,
      faults: new Faults(),
      locks: new LockWatch(options.monotonic ?? monotonicClock),
      enforcer: options.rules ? new RuleEnforcer(options.rules.rules, plans, catalog) : LENIENT,
      settings: {
        plans,
        catalog,
        seed: options.seed ?? 0,
        profile: options.profile ?? 'instant',
        operator: options.operator ?? 'auto',
      },
    });
    this.#wantedSeed = options.seed;
    // Whoever asks first is told; without a request nobody has to know.
    this.#ready().catch(() => {});
  }

  async handle(request: ApiRequest): Promise<ApiResponse> {
    const requestId = this.#surroundings.requestId();
    try {
      await this.#ready();
      return await this.#answer(request, requestId);
    } catch (error) {
      return failed(error, requestId);
    }
  }

  async close(): Promise<void> {
    await this.#opened?.catch(() => {});
    await this.#service.store.close();
  }

  async #answer(request: ApiRequest, requestId: string): Promise<ApiResponse> {
    // The description is no secret, and the tools that read it sign nothing.
    if (request.path === '/openapi.json')
      return ok(openApi(this.#service.settings.plans.registry), requestId);
    if (request.path.startsWith(STATE_DOOR)) return this.#answerState(request, requestId);
    const identity = await this.#knowing(() => this.#authenticator.identify(request));
    const { route, params } = findRoute(request.method, request.path);
    if (route.operatorOnly && identity.role !== 'operator') throw new Refusal('ZTC-API-OPERATOR_ONLY');
    const call = {
      service: this.#service,
      identity,
      requestId,
      query: new URLSearchParams(request.query),
      headers: request.headers,
      body: bodyOf(request),
      params,
    };
    if (!request.path.startsWith('/v1/')) return route.run(call);
    const met = { method: request.method, type: params.type ?? null, requestId };
    return this.#withFaults(met, () => route.run(call));
  }

  /** Terraform's http backend has a protocol of its own, passwords among it. */
  async #answerState(request: ApiRequest, requestId: string): Promise<ApiResponse> {
    if (request.body.length > MAX_STATE) throw new Refusal('ZTC-API-BODY_TOO_LARGE', { limit: MAX_STATE });
    const identity = await this.#knowing(() => this.#authenticator.identifyByPassword(request));
    return this.#withFaults({ method: request.method, type: 'state', requestId }, () =>
      visitStateDoor(this.#service, request, identity, requestId),
    );
  }

  async #withFaults(
    { method, type, requestId }: { method: string; type: string | null; requestId: string },
    run: () => Promise<ApiResponse> | ApiResponse,
  ): Promise<ApiResponse> {
    const { faults } = this.#service;
    const early = await this.#interfere(faults.meet('before', method, type), requestId);
    if (early) return early;
    const answer = await run();
    return (await this.#interfere(faults.meet('after-commit', method, type), requestId)) ?? answer;
  }

  /** The answer that a fault puts in the place of the real one, if it does. */
  async #interfere(interference: Interference, requestId: string): Promise<ApiResponse | undefined> {
    const { delayMs, answer } = interference;
    // In real time: the delay of a network is no part of the platform's time.
    if (delayMs > 0) await this.#surroundings.sleep(delayMs);
    if (answer === undefined) return undefined;
    if (answer === 'reset') return RESET;
    if (answer === 'throttled') {
      throw new Refusal('ZTC-API-THROTTLED', {}, { retryAfter: interference.retryAfter ?? 1 });
    }
    const unavailable = failed(new Refusal('ZTC-API-UNAVAILABLE'), requestId);
    return { ...unavailable, status: interference.status ?? unavailable.status };
  }

  /** Keys may have been added by another process, so an unknown one is looked up once more. */
  async #knowing<T>(identify: () => T): Promise<T> {
    try {
      return identify();
    } catch (error) {
      if (!(error instanceof Refusal) || !UNKNOWN_KEY.has(error.code)) throw error;
      this.#authenticator.learn(await this.#service.store.read((state) => state.accessKeys()));
      return identify();
    }
  }

  /** Once; after a failure (the disk is full, others do not let go of it) the next request tries again. */
  #ready(): Promise<void> {
    this.#opened ??= this.#open(this.#wantedSeed).catch((error) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #open(wantedSeed: number | undefined): Promise<void> {
    const { store } = this.#service;
    const keys = this.#keys();
    const kept = await store.read((state) => ({
      seed: state.meta('seed'),
      clock: state.meta('clock'),
      faults: state.meta('faults'),
      keys: state.accessKeys(),
      last: state.audit(null, state.auditHead().seq - 1, 1).at(-1),
    }));
    const seed = wantedSeed ?? (typeof kept.seed === 'number' ? kept.seed : freshSeed());
    this.#service.useSeed(seed);
    this.#service.restore(kept.clock, kept.faults);
    if (kept.last) this.#service.clock.reach(kept.last.at);
    this.#authenticator.learn(kept.keys);
    this.#authenticator.learn(keys);
    const missing = keys.filter((key) => !kept.keys.some((other) => other.accessKey === key.accessKey));
    if (missing.length === 0 && kept.seed === seed) return;
    await store.write(() => ({
      result: undefined,
      changes: [
        { put: 'meta', key: 'seed', value: seed as Json },
        ...missing.map((row) => ({ put: 'accessKey', row }) as const),
      ],
    }));
  }

  #keys(): readonly AccessKeyRow[] {
    const { accountId, tenant, operator } = this.credentials;
    return [
      { ...tenant, account: accountId, role: 'tenant' },
      { ...operator, account: OPERATOR_ACCOUNT, role: 'operator' },
    ];
  }
}

function bodyOf({ body }: ApiRequest): JsonObject {
  if (body.length === 0) return {};
  if (body.length > MAX_BODY) throw new Refusal('ZTC-API-BODY_TOO_LARGE', { limit: MAX_BODY });
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: 'the body is not JSON' });
  }
  if (!isObject(value))
    throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: 'the body is a JSON object' });
  return value;
}
