import type { Caller, Outgoing } from './caller.ts';
import type {
  AuditEntry,
  ControlPlaneClient,
  JsonObject,
  Meta,
  Page,
  ReadOptions,
  RemoteObject,
  RevisedWriteOptions,
  SavedStates,
  TokenOperation,
  WaitOptions,
  WorkOrder,
  WorkOrderState,
  WriteOptions,
  Written,
} from './client.ts';
import { ApiError } from './error.ts';
import { RestStates } from './rest-states.ts';
import { untilGone, untilReady } from './wait.ts';
import { auditEntry, meta, page, remoteObject, workOrder, written } from './wire.ts';

/** Most ids that one request may name. */
const BATCH = 100;

/** The client's operations as requests. */
export class RestClient implements ControlPlaneClient {
  readonly states: SavedStates;
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
    this.states = new RestStates(caller);
  }

  async create(type: string, attributes: JsonObject, { token, signal }: WriteOptions): Promise<Written> {
    return written(
      await this.#caller.call({ method: 'POST', path: `/v1/${type}`, body: { attributes }, token, signal }),
    );
  }

  async read(type: string, id: string, options: ReadOptions = {}): Promise<RemoteObject | null> {
    const body = await this.#orNull({ method: 'GET', path: pathOf(type, id), signal: options.signal });
    return body && remoteObject(body.object);
  }

  async readMany(
    type: string,
    ids: readonly string[],
    options: ReadOptions = {},
  ): Promise<ReadonlyMap<string, RemoteObject>> {
    const batches: (readonly string[])[] = [];
    for (let at = 0; at < ids.length; at += BATCH) batches.push(ids.slice(at, at + BATCH));
    const pages = await Promise.all(
      batches.map((batch) => {
        const query = { ids: batch.join(',') };
        return this.#caller.call({ method: 'GET', path: `/v1/${type}`, query, signal: options.signal });
      }),
    );
    const objects = pages.flatMap((body) => page(body, remoteObject).items);
    return new Map(objects.map((object) => [object.id, object]));
  }

  async list(
    type: string,
    { signal, ...query }: { limit?: number; cursor?: string } & ReadOptions = {},
  ): Promise<Page<RemoteObject>> {
    return page(await this.#caller.call({ method: 'GET', path: `/v1/${type}`, query, signal }), remoteObject);
  }

  async update(
    type: string,
    id: string,
    changes: JsonObject,
    options: RevisedWriteOptions,
  ): Promise<Written> {
    const body = { attributes: changes };
    return written(await this.#caller.call({ method: 'PATCH', path: pathOf(type, id), body, ...options }));
  }

  async delete(type: string, id: string, options: RevisedWriteOptions): Promise<Written | null> {
    const body = await this.#orNull({ method: 'DELETE', path: pathOf(type, id), ...options });
    return body && written(body);
  }

  async answerTo(
    operation: TokenOperation,
    token: string,
    { signal }: ReadOptions = {},
  ): Promise<Written | null> {
    const query = { operation, token };
    const body = await this.#caller.call({ method: 'GET', path: '/v1/tokens', query, signal });
    return body.done === true ? written(body) : null;
  }

  async settle(
    operation: TokenOperation,
    token: string,
    { signal }: ReadOptions = {},
  ): Promise<Written | null> {
    const path = '/v1/tokens/settle';
    const body = await this.#caller.call({ method: 'POST', path, body: { operation, token }, signal });
    return body.done === true ? written(body) : null;
  }

  async data(type: string, filter: JsonObject, options: ReadOptions = {}): Promise<JsonObject> {
    const path = `/v1/data/${type}`;
    const body = await this.#caller.call({ method: 'POST', path, body: { filter }, signal: options.signal });
    return body.attributes as JsonObject;
  }

  async workOrders(
    filter: { state?: WorkOrderState; limit?: number; cursor?: string } = {},
  ): Promise<Page<WorkOrder>> {
    return page(
      await this.#caller.call({ method: 'GET', path: '/v1/work-orders', query: filter }),
      workOrder,
    );
  }

  approve(id: string, values: JsonObject = {}): Promise<WorkOrder> {
    return this.#decide(id, 'approve', { values });
  }

  reject(id: string, reason: string): Promise<WorkOrder> {
    return this.#decide(id, 'reject', { reason });
  }

  async audit(query: { limit?: number; cursor?: string } = {}): Promise<Page<AuditEntry>> {
    return page(await this.#caller.call({ method: 'GET', path: '/v1/audit', query }), auditEntry);
  }

  async meta(): Promise<Meta> {
    return meta(await this.#caller.call({ method: 'GET', path: '/v1/meta' }));
  }

  waitReady(type: string, id: string, options: WaitOptions): Promise<RemoteObject> {
    return untilReady(id, () => this.read(type, id, options), options, this.#caller.surroundings);
  }

  waitGone(type: string, id: string, options: WaitOptions): Promise<void> {
    return untilGone(id, () => this.read(type, id, options), options, this.#caller.surroundings);
  }

  async mutate(
    _type: string,
    id: string,
    changes: JsonObject | null,
    actor = 'console',
  ): Promise<RemoteObject | null> {
    const request = {
      method: 'POST',
      path: '/_ztc/mutate',
      body: { id, changes, actor },
      asOperator: true,
    } as const;
    const body = await this.#caller.call(request);
    return body.object === null ? null : remoteObject(body.object);
  }

  operate(method: 'GET' | 'POST' | 'DELETE', door: string, body?: JsonObject): Promise<JsonObject> {
    const path = `/_ztc/${door}`;
    return this.#caller.call({ method, path, asOperator: true, ...(body === undefined ? {} : { body }) });
  }

  close(): Promise<void> {
    return this.#caller.close();
  }

  async #decide(id: string, decision: 'approve' | 'reject', body: JsonObject): Promise<WorkOrder> {
    const path = `/v1/work-orders/${encodeURIComponent(id)}/${decision}`;
    return workOrder((await this.#caller.call({ method: 'POST', path, body, asOperator: true })).work_order);
  }

  async #orNull(request: Outgoing): Promise<JsonObject | null> {
    try {
      return await this.#caller.call(request);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'ZTC-API-NOT_FOUND') return null;
      throw error;
    }
  }
}

function pathOf(type: string, id: string): string {
  return `/v1/${type}/${encodeURIComponent(id)}`;
}
