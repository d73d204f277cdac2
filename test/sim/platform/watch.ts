/** Looks at every answer of the control plane the moment it is given, and remembers what was promised by it. */

import type { JsonObject } from '../../../src/client/client.ts';
import type { ApiRequest, ApiResponse } from '../../../src/controlplane/api.ts';
import { isObject } from '../../../src/controlplane/json.ts';
import type { World } from '../time/world.ts';
import type { PlatformDisk } from './disk.ts';

interface Acknowledged {
  readonly rev: number;
  readonly at: number;
}

/** What is known of a token. */
interface Use {
  readonly id: string;
  readonly body: string;
  readonly fingerprint: string;
}

interface Write {
  /** Account, operation and token. */
  readonly key: string;
  readonly operation: string;
  /** Empty for questions about a token. */
  readonly fingerprint: string;
}

const OPERATIONS: Readonly<Record<string, string>> = { POST: 'create', PATCH: 'update', DELETE: 'delete' };

export class Watch {
  readonly #world: World;
  readonly #disk: PlatformDisk;
  /** By object: the highest revision that a write's answer has shown. */
  readonly acknowledged = new Map<string, Acknowledged>();
  readonly #uses = new Map<string, Use>();
  /** Tokens by the object that they have made. */
  readonly #makers = new Map<string, string>();
  readonly #void = new Set<string>();

  constructor(world: World, disk: PlatformDisk) {
    this.#world = world;
    this.#disk = disk;
  }

  answered(request: ApiRequest, response: ApiResponse, arrivedAt: number): void {
    if (response.status !== 200 || !request.path.startsWith('/v1/')) return;
    const body = JSON.parse(response.body) as JsonObject;
    const objects = shownIn(body);
    for (const object of objects) this.#visible(request, object, arrivedAt);
    const write = writeIn(request);
    if (!write) return;
    const [object] = objects;
    if (object) this.#used(request, write, object, response.body);
    else if (body.done === false && body.void === true) this.#voided(write);
  }

  /** Nothing is shown that a power failure could take back, and nothing older than what was acknowledged before. */
  #visible({ method, path }: ApiRequest, object: JsonObject, arrivedAt: number): void {
    const { id, rev } = object as { readonly id: string; readonly rev: number };
    const durable = this.#disk.durable.get(id) ?? 0;
    if (durable < rev) {
      const detail = `${method} ${path} shows ${id} rev ${rev}; rev ${durable} is on the disk`;
      this.#world.violate('answers show durable rows only', detail);
    }
    const known = this.acknowledged.get(id);
    if (method === 'GET' && path !== '/v1/tokens' && known && known.at <= arrivedAt && rev < known.rev) {
      const detail = `${path} shows ${id} rev ${rev}; rev ${known.rev} was acknowledged before`;
      this.#world.violate('reads see acknowledged writes', detail);
    }
  }

  #used({ method, path }: ApiRequest, write: Write, object: JsonObject, text: string): void {
    const { key, operation, fingerprint } = write;
    const { id, rev } = object as { readonly id: string; readonly rev: number };
    const world = this.#world;
    const known = this.acknowledged.get(id);
    if (!known || known.rev < rev) {
      this.acknowledged.set(id, { rev, at: world.scheduler.now });
      world.counts.acknowledged += 1;
    }
    if (this.#void.has(key)) world.violate('void tokens do nothing', `${method} ${path}: ${key} made ${id}`);
    const body = text.replace(/,"replayed":true|,"gone":true|"done":true,|,?"request_id":"[^"]*"/g, '');
    const use = this.#uses.get(key);
    if (!use) {
      this.#uses.set(key, { id, body, fingerprint });
      if (operation === 'create') this.#made(key, id);
      return;
    }
    if (use.id !== id) world.violate('one object per token', `${key} made ${use.id} and ${id}`);
    else if (!world.tokensRunOut && use.body !== body)
      world.violate('one answer per token', `${key}: ${use.body} and then ${body}`);
    if (fingerprint === '') return;
    if (use.fingerprint === '') this.#uses.set(key, { ...use, fingerprint });
    else if (use.fingerprint !== fingerprint)
      world.violate('other parameters are refused', `${key}: ${use.fingerprint} and then ${fingerprint}`);
  }

  #made(key: string, id: string): void {
    const other = this.#makers.get(id);
    if (other !== undefined) this.#world.violate('one token per object', `${id} by ${other} and by ${key}`);
    this.#makers.set(id, key);
  }

  #voided({ key, operation }: Write): void {
    const use = this.#uses.get(key);
    if (use && (operation === 'create' || !this.#world.tokensRunOut))
      this.#world.violate('used tokens do not become void', `${key} has made ${use.id}`);
    this.#void.add(key);
  }
}

function shownIn({ object, items }: JsonObject): readonly JsonObject[] {
  const all = isObject(object) ? [object] : Array.isArray(items) ? (items as readonly JsonObject[]) : [];
  return all.filter(({ id, rev }) => typeof id === 'string' && typeof rev === 'number');
}

function writeIn({ method, path, query, headers, body }: ApiRequest): Write | undefined {
  const account = /Credential=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  if (path.startsWith('/v1/tokens')) {
    const asked =
      body.length > 0 ? JSON.parse(body.toString()) : Object.fromEntries(new URLSearchParams(query));
    const { operation, token } = asked as { operation: string; token: string };
    return { key: `${account} ${operation} ${token}`, operation, fingerprint: '' };
  }
  const token = headers['idempotency-key'];
  const operation = OPERATIONS[method];
  if (token === undefined || operation === undefined) return undefined;
  return { key: `${account} ${operation} ${token}`, operation, fingerprint: `${path} ${body}` };
}
