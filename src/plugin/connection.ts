/** One run of Terraform: a provider with its configuration. */

import { randomUUID } from 'node:crypto';
import type {
  ApplyRequest,
  ApplyResponse,
  Provider,
  ReadRequest,
  ReadResponse,
} from '../provider/provider.ts';
import { hasErrors } from '../provider/provider.ts';
import type { ProviderSchema } from '../provider/provider-schema.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import { asMap, type Value } from '../values/value.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { ReadQueue } from './read-queue.ts';

type Change = Pick<ApplyRequest, 'type' | 'prior' | 'planned' | 'config' | 'private'>;

export class Connection {
  readonly provider: Provider;
  readonly schema: ProviderSchema;
  readonly #host: Host;
  readonly #log: Log;
  readonly #stop = new AbortController();
  readonly #reads: ReadQueue;
  /** Settings that are known only when something else has been applied. */
  #open: readonly string[] = [];

  constructor(host: Host, log: Log) {
    const provider = host.create();
    this.provider = provider;
    this.schema = provider.schema();
    this.#host = host;
    this.#log = log;
    this.#reads = new ReadQueue((type, batch) =>
      provider.readResources(type, batch, { signal: this.signal }),
    );
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** A plan needs no platform as long as it reads nothing, so what is not known yet may stay open. */
  async configure(config: Value): Promise<readonly Diagnostic[]> {
    const entries = config.state === 'known' ? [...asMap(config)] : [];
    this.#open = entries.filter(([, value]) => !value.whollyKnown).map(([name]) => name);
    return this.#open.length > 0 ? [] : this.provider.configure(config);
  }

  readyToValidate(): Promise<void> {
    return this.#host.readyToValidate();
  }

  read(type: string, request: ReadRequest): Promise<ReadResponse> {
    this.demandConfigured();
    return this.#reads.add(type, request);
  }

  /** The token is drawn once: the client's own attempts at the same write share it. */
  async apply(change: Change): Promise<ApplyResponse> {
    this.demandConfigured();
    const { type, prior, planned } = change;
    const token = randomUUID();
    const onProgress: ApplyRequest['onProgress'] = (progress) =>
      this.#log.write('info', `${type}: ${progress.kind}`, { ...progress });
    const answer = await this.provider.applyResource({ ...change, token, signal: this.signal, onProgress });
    if (!answer.uncertain || !this.provider.recoverResource) return answer;
    const action = planned.isNull ? 'delete' : prior.isNull ? 'create' : 'update';
    const recovered = await this.provider.recoverResource({
      type,
      action,
      token,
      prior,
      private: change.private,
      final: true,
      signal: this.signal,
    });
    if (hasErrors(recovered.diagnostics)) return answer;
    const { newState, private: kept } = recovered;
    return { newState, private: kept, diagnostics: [...answer.diagnostics, ...recovered.diagnostics] };
  }

  stop(): void {
    this.#stop.abort();
    this.provider.stop();
  }

  demandConfigured(): void {
    const [first] = this.#open;
    if (first === undefined) return;
    const detail = `The provider's ${first} depends on something that does not exist yet. Apply that first, with -target.`;
    const where = { path: [first] };
    throw new DiagnosticError(
      errorDiagnostic('ZTC-E-PROVIDER-CONFIG', 'Provider configuration not known', detail, where),
    );
  }
}
