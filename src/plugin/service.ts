/** The provider behind the calls of the plugin protocol. */

import type { Handler } from './calls/answer.ts';
import { told } from './calls/answer.ts';
import {
  configureProvider,
  validateDataResourceConfig,
  validateProviderConfig,
  validateResourceConfig,
} from './calls/configuration.ts';
import { callFunction, getFunctions } from './calls/functions.ts';
import { applyResourceChange, planResourceChange, readDataSource, readResource } from './calls/objects.ts';
import { getMetadata, getResourceIdentitySchemas, stopProvider } from './calls/provider.ts';
import { importResourceState, moveResourceState, upgradeResourceState } from './calls/states.ts';
import { Connection } from './connection.ts';
import { isDefect, problemsOf } from './diagnostics.ts';
import { GrpcError, STATUS } from './grpc/status.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { METHODS, type Method, type MethodName } from './proto/calls.ts';
import { decodeMessage } from './proto/decode.ts';
import { encodeMessage } from './proto/encode.ts';
import { encodeProviderSchema } from './schema-message.ts';

const isMethod = (name: string): name is MethodName => Object.hasOwn(METHODS, name);

/** GetProviderSchema is answered from a cache of bytes. */
const HANDLERS: { readonly [N in Exclude<MethodName, 'GetProviderSchema'>]: Handler<N> } = {
  GetMetadata: getMetadata,
  GetResourceIdentitySchemas: getResourceIdentitySchemas,
  ValidateProviderConfig: validateProviderConfig,
  ValidateResourceConfig: validateResourceConfig,
  ValidateDataResourceConfig: validateDataResourceConfig,
  ConfigureProvider: configureProvider,
  UpgradeResourceState: upgradeResourceState,
  ReadResource: readResource,
  PlanResourceChange: planResourceChange,
  ApplyResourceChange: applyResourceChange,
  ImportResourceState: importResourceState,
  MoveResourceState: moveResourceState,
  ReadDataSource: readDataSource,
  GetFunctions: getFunctions,
  CallFunction: callFunction,
  StopProvider: stopProvider,
};

/** The table's entries under one type: a name decides what its request and response are. */
interface AnyHandler {
  handle(request: unknown, connection: Connection): unknown;
  instead?(request: unknown): object;
}

export class ProviderService {
  readonly #host: Host;
  readonly #log: Log;
  readonly #running = new Set<Promise<unknown>>();
  #schema: Buffer | undefined;

  constructor(host: Host, log: Log) {
    this.#host = host;
    this.#log = log;
  }

  connect(): Connection {
    return new Connection(this.#host, this.#log);
  }

  async answer(name: string, request: Uint8Array, connection: Connection): Promise<Uint8Array> {
    if (!isMethod(name)) throw new GrpcError(STATUS.unimplemented, `${name} is not implemented`);
    if (name === 'GetProviderSchema') {
      this.#schema ??= encodeProviderSchema(connection.schema);
      return this.#schema;
    }
    const start = performance.now();
    const answering = this.#answer(name, request, connection);
    this.#running.add(answering);
    try {
      return await answering;
    } finally {
      this.#running.delete(answering);
      this.#log.write('trace', name, { ms: Math.round(performance.now() - start) });
    }
  }

  /** Resolves when no call runs. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  close(): Promise<void> {
    return this.#host.close();
  }

  async #answer(
    name: keyof typeof HANDLERS,
    request: Uint8Array,
    connection: Connection,
  ): Promise<Uint8Array> {
    const method = METHODS[name] as Method<unknown, unknown>;
    const handler = HANDLERS[name] as AnyHandler;
    const question = decodeMessage(method.request, request);
    try {
      return encodeMessage(method.response, await handler.handle(question, connection));
    } catch (e) {
      if (isDefect(e)) this.#log.write('error', `${name} failed`, { error: (e as Error).stack ?? String(e) });
      return encodeMessage(method.response, { ...handler.instead?.(question), ...told(problemsOf(e)) });
    }
  }
}
