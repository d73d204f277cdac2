/** A platform for tests of what survives: objects of `terraform_data`, with tokens, and questions about them. */

import { createBuiltinProvider } from '../../provider/builtin/terraform-provider.ts';
import type { ApplyRequest, ApplyResponse, Provider, RecoverRequest } from '../../provider/provider.ts';
import { errorDiagnostic } from '../../values/diagnostic.ts';
import { getAttr, nul, type Value } from '../../values/value.ts';

const VOID = Symbol('void');

export class Cloud {
  /** By id. */
  readonly objects = new Map<string, Value>();
  /** How many objects have ever been made. */
  made = 0;
  /** Answers to questions; false: nobody answers. */
  reachable = true;
  readonly #tokens = new Map<string, Value | typeof VOID>();
  readonly #inner = createBuiltinProvider({ newId: () => `obj-${++this.made}` });

  provider(): Provider {
    return {
      ...this.#inner,
      applyResource: (request) => this.#apply(request),
      readResources: async (_type, batch) =>
        batch.map(({ state }) => ({
          newState: this.objects.get(idIn(state)) ?? nul(state.type),
          private: '',
          diagnostics: [],
        })),
      recoverResource: async (request) => this.#recover(request),
    };
  }

  async #apply(request: ApplyRequest): Promise<ApplyResponse> {
    const known = this.#tokens.get(request.token);
    if (known === VOID) return { ...nothing(request), burnt: true, diagnostics: [problem('void token')] };
    const answer = known ? { newState: known, private: '', diagnostics: [] } : await this.#carryOut(request);
    request.onProgress({ kind: 'identity', id: request.planned.isNull ? '' : idIn(answer.newState) });
    return answer;
  }

  async #carryOut(request: ApplyRequest): Promise<ApplyResponse> {
    const answer = await this.#inner.applyResource(request);
    if (request.planned.isNull) this.objects.delete(idIn(request.prior));
    else this.objects.set(idIn(answer.newState), answer.newState);
    this.#tokens.set(request.token, answer.newState);
    return answer;
  }

  #recover({ action, token, prior, final }: RecoverRequest) {
    if (!this.reachable) return { newState: prior, private: '', diagnostics: [problem('nobody answers')] };
    const known = this.#tokens.get(token);
    if (known === undefined && final) this.#tokens.set(token, VOID);
    const id = action === 'create' ? (known && known !== VOID ? idIn(known) : '') : idIn(prior);
    return { newState: this.objects.get(id) ?? nul(prior.type), private: '', diagnostics: [] };
  }
}

const idIn = (value: Value): string => String(getAttr(value, 'id')?.raw);

const nothing = ({ prior }: ApplyRequest) => ({ newState: prior, private: '' });

const problem = (detail: string) => errorDiagnostic('ZTC-E-PROVIDER-CRASH', 'Cloud', detail);
