/** A state on a server that speaks the protocol of Terraform's http backend. */

import { createHash } from 'node:crypto';
import type { DiagnosticError } from '../../../values/diagnostic.ts';
import type { EngineClock } from '../../ports.ts';
import { isLocked, lockedBy, lockLost, unreachable } from '../refusals.ts';
import type { LockHolder, LockKeeper, Release } from '../storage.ts';
import { type CallerOptions, HttpCaller, type Reply } from './http-caller.ts';
import { describeLock, type LockInfo, lockInfoText, ownLockInfo, readLockInfo } from './lock-info.ts';
import type { RemotePlace } from './remote.ts';
import { BackendSettings, type GivenSettings } from './settings.ts';

/** One request: which method, and where to. */
interface Door {
  readonly method: string;
  readonly url: URL;
}

interface HttpSettings {
  readonly read: Door;
  readonly update: Door;
  readonly lock?: Door;
  readonly unlock?: Door;
  readonly caller: CallerOptions;
}

const NAMES = [
  'address',
  'update_method',
  'lock_address',
  'lock_method',
  'unlock_address',
  'unlock_method',
  'username',
  'password',
  'skip_cert_verification',
  'client_ca_certificate_pem',
  'client_certificate_pem',
  'client_private_key_pem',
  'retry_max',
  'retry_wait_min',
  'retry_wait_max',
];

const variableOf = (name: string): string => `TF_HTTP_${name.toUpperCase()}`;

function httpSettings(given: GivenSettings): HttpSettings {
  const settings = new BackendSettings(given, NAMES);
  const text = (name: string): string | undefined => settings.text(name, variableOf(name));
  const door = (name: string, method: string): Door | undefined => {
    const url = settings.url(`${name}_address`, variableOf(`${name}_address`));
    return url && { url, method: text(`${name}_method`) ?? method };
  };
  const url = settings.url('address', variableOf('address'));
  if (!url) throw settings.problem(`It needs an "address" (or the variable ${variableOf('address')}).`);
  const [lock, unlock] = [door('lock', 'LOCK'), door('unlock', 'UNLOCK')];
  return {
    read: { method: 'GET', url },
    update: { method: text('update_method') ?? 'POST', url },
    ...(lock ? { lock } : {}),
    ...(unlock ? { unlock } : {}),
    caller: callerOptions(settings, text),
  };
}

function callerOptions(settings: BackendSettings, text: (name: string) => string | undefined): CallerOptions {
  const [username, password] = [text('username'), text('password')];
  const ca = text('client_ca_certificate_pem');
  const [cert, key] = [text('client_certificate_pem'), text('client_private_key_pem')];
  if ((cert === undefined) !== (key === undefined))
    throw settings.problem('"client_certificate_pem" and "client_private_key_pem" need each other.');
  const count = (name: string, otherwise: number): number =>
    settings.count(name, variableOf(name), otherwise);
  return {
    ...(username === undefined ? {} : { username, password: password ?? '' }),
    tls: {
      rejectUnauthorized: !settings.flag('skip_cert_verification'),
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined || key === undefined ? {} : { cert, key }),
    },
    retries: count('retry_max', 2),
    waitMinMs: count('retry_wait_min', 1) * 1000,
    waitMaxMs: count('retry_wait_max', 30) * 1000,
  };
}

/** A lock lasts this long on servers that let locks expire, and is renewed in time. */
const TTL_SECONDS = 60;
const RENEW_MS = 20_000;
/** The server's word that it lets this lock expire. */
const EXPIRES = 'x-ztc-lock-ttl';

/** A server has one state at an address: there are no workspaces. */
export function createHttpPlace(given: GivenSettings, clock: EngineClock): RemotePlace {
  return new HttpPlace(httpSettings(given), clock);
}

class HttpPlace implements RemotePlace {
  readonly location: string;
  readonly locks?: LockKeeper;
  readonly #settings: HttpSettings;
  readonly #caller: HttpCaller;
  readonly #clock: EngineClock;
  #held: LockInfo | undefined;
  /** The server has said that our lock is somebody else's. */
  #lost: string | undefined;

  constructor(settings: HttpSettings, clock: EngineClock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#caller = new HttpCaller(settings.caller);
    const { origin, pathname } = settings.read.url;
    this.location = `${origin}${pathname}`;
    if (settings.lock && settings.unlock)
      this.locks = { holder: () => this.#holder(), remove: ({ id }) => this.#remove(id) };
  }

  async get(): Promise<Uint8Array | undefined> {
    const reply = await this.#send(this.#settings.read, 'read');
    if (reply.status === 404 || reply.status === 204) return undefined;
    if (reply.status !== 200) throw this.#unexpected(reply, 'read');
    const md5 = reply.headers['content-md5'];
    if (typeof md5 === 'string' && md5 !== createHash('md5').update(reply.body).digest('base64'))
      throw unreachable('read', this.location, 'what arrived is not what the server sent (Content-MD5)');
    return reply.body;
  }

  async put(bytes: Uint8Array): Promise<void> {
    this.checkLock();
    const { method, url } = this.#settings.update;
    const target = new URL(url);
    if (this.#held) target.searchParams.set('ID', this.#held.id);
    const reply = await this.#send({ method, url: target }, 'written', bytes);
    if (reply.status === 423) throw this.#takenBy(reply);
    if (![200, 201, 204].includes(reply.status)) throw this.#unexpected(reply, 'written');
  }

  async lock(operation: string): Promise<Release> {
    const { lock } = this.#settings;
    if (!lock) return async () => {};
    const info = ownLockInfo(operation, TTL_SECONDS);
    const reply = await this.#acquire(lock, info);
    this.#held = info;
    this.#lost = undefined;
    const stop = reply.headers[EXPIRES] === undefined ? () => {} : this.#renewing(lock, info);
    return async () => {
      stop();
      this.#held = undefined;
      if (this.#lost === undefined) await this.#release(info);
    };
  }

  checkLock(): void {
    if (this.#lost !== undefined) throw lockLost(this.#lost);
  }

  /** Until the answer is called. */
  #renewing(lock: Door, info: LockInfo): () => void {
    let stop = (): void => {};
    const renew = (): void => {
      stop = this.#clock.later(RENEW_MS, renew);
      void this.#renew(lock, info);
    };
    stop = this.#clock.later(RENEW_MS, renew);
    return () => stop();
  }

  /** A repetition of a request that was heard finds its own lock. */
  async #acquire(lock: Door, info: LockInfo): Promise<Reply> {
    const reply = await this.#send(lock, 'locked', Buffer.from(lockInfoText(info)));
    if (reply.status === 200) return reply;
    if (reply.status !== 409 && reply.status !== 423) throw this.#unexpected(reply, 'locked');
    const holder = readLockInfo(reply.body.toString());
    if (holder?.id === info.id) return reply;
    const advice = this.locks ? "'ztc state unlock' ends a lock that nobody needs any more." : '';
    throw lockedBy(holder ? describeLock(holder) : 'another run', advice);
  }

  /** A server that cannot be reached will say at the write whether the lock is still ours. */
  async #renew(lock: Door, info: LockInfo): Promise<void> {
    try {
      await this.#acquire(lock, info);
    } catch (e) {
      if (isLocked(e)) this.#lost = 'The lock was not renewed in time, and somebody else has it now.';
    }
  }

  async #release(info: LockInfo): Promise<void> {
    const { unlock } = this.#settings;
    if (!unlock) return;
    const reply = await this.#send(unlock, 'unlocked', Buffer.from(lockInfoText(info)));
    if (reply.status !== 200) throw this.#unexpected(reply, 'unlocked');
  }

  /** The protocol has no question for it: a lock of ours is refused with the holder's name, or let go at once. */
  async #holder(): Promise<LockHolder | undefined> {
    const lock = this.#settings.lock as Door;
    const info = ownLockInfo('unlock', TTL_SECONDS);
    const reply = await this.#send(lock, 'locked', Buffer.from(lockInfoText(info)));
    if (reply.status === 200) {
      await this.#release(info);
      return undefined;
    }
    if (reply.status !== 409 && reply.status !== 423) throw this.#unexpected(reply, 'locked');
    const holder = readLockInfo(reply.body.toString());
    return {
      id: holder?.id ?? '',
      text: holder ? describeLock(holder) : 'another run, of which the server says nothing',
      alive: undefined,
      removable: true,
    };
  }

  async #remove(id: string): Promise<void> {
    await this.#release({ ...ownLockInfo('unlock', TTL_SECONDS), id });
  }

  async #send(door: Door, action: string, body?: Uint8Array): Promise<Reply> {
    try {
      return await this.#caller.send({ ...door, ...(body ? { body } : {}) });
    } catch (e) {
      const { code = '', message } = e as NodeJS.ErrnoException;
      throw unreachable(action, this.location, message || code || 'the connection failed');
    }
  }

  #takenBy(reply: Reply): DiagnosticError {
    const holder = readLockInfo(reply.body.toString());
    const by = holder ? describeLock(holder) : 'another run';
    if (!this.#held) return lockedBy(by, '');
    this.#lost = `The server says that the lock belongs to ${by}.`;
    return lockLost(this.#lost);
  }

  #unexpected({ status, body }: Reply, action: string): DiagnosticError {
    const said = body.toString('utf8', 0, 300).trim();
    const why =
      status === 401 || status === 403
        ? `the server does not accept the credentials (${status})`
        : status >= 300 && status < 400
          ? `the server points to another address (${status}), which is not asked`
          : `the server answers with status ${status}${said === '' ? '' : `: ${said}`}`;
    return unreachable(action, this.location, why);
  }
}
