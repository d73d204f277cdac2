/** The event stream of one run: a JSON object per line, as Terraform's `-json` gives, for programs that follow a run. */

import { parseAddress } from '../../config/address.ts';
import type { ApplyResult } from '../../engine/apply/applier.ts';
import type { DriftedObject } from '../../engine/drift.ts';
import type { Plan } from '../../engine/plan/model.ts';
import type { ApplyAction, EngineEvent } from '../../engine/ports.ts';
import { FORMAT_VERSION } from '../../engine/state/model.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import { recoveredLine } from '../recovered.ts';
import { VERSION } from '../version.ts';
import {
  changeMessages,
  driftMessage,
  plannedOutputs,
  plannedTotals,
  summaryMessage,
  type Totals,
} from './changes.ts';
import { diagnosticMessage, type Sources } from './diagnostic.ts';
import { findingProblems } from './findings.ts';
import { hookMessage, progressMessage } from './hooks.ts';
import { info, type Message, messageLine } from './message.ts';
import { outputsMessage } from './outputs.ts';

export interface StreamOptions {
  readonly write: (line: string) => void;
  readonly sources: Sources;
  /** The time of day, for stamps and durations. */
  readonly now: () => Date;
}

interface Running {
  readonly action: ApplyAction;
  readonly since: number;
}

/** How often an operation that runs says that it still does. */
const HEARTBEAT_MS = 10_000;
/** The version of Terraform's event format. */
const UI_VERSION = '1.3';
const CHECK_CODES: ReadonlySet<string> = new Set(['ZTC-W-CHECK', 'ZTC-W-CHECK-OPEN']);
const NOTHING: Totals = { add: 0, change: 0, import: 0, remove: 0 };

export class EventStream {
  readonly #options: StreamOptions;
  readonly #running = new Map<string, Running>();
  #heartbeat: NodeJS.Timeout | undefined;
  #begun = false;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** What the engine does, as it happens. */
  readonly listener = (event: EngineEvent): void => {
    if (event.kind === 'recovered') this.log(recoveredLine(event, 'en'));
    const seconds = this.#clock(event);
    const message = hookMessage(event, seconds);
    if (message) this.#write(message);
  };

  /** A plan with everything that is wrong with it. An apply that follows tells of its checks when they are final. */
  plan(plan: Plan, next: 'apply' | 'nothing'): void {
    this.#all(changeMessages(plan));
    this.#write(summaryMessage('plan', plannedTotals(plan)));
    this.#all(plannedOutputs(plan.outputs));
    const again = next === 'apply' && !plan.errored;
    this.diagnostics(plan.diagnostics.filter(({ code }) => !again || !CHECK_CODES.has(code)));
    this.diagnostics(findingProblems(plan.findings));
  }

  /** A plan that was seen before: only what will be done. */
  savedPlan(plan: Plan): void {
    this.#all(changeMessages(plan));
    this.diagnostics(plan.diagnostics);
  }

  drift(drifted: readonly DriftedObject[], diagnostics: readonly Diagnostic[]): void {
    for (const { address: text, kind } of drifted) {
      const address = parseAddress(text);
      if (address)
        this.#write(driftMessage({ address, text, action: kind === 'deleted' ? 'delete' : 'update' }));
    }
    this.#write(summaryMessage('plan', NOTHING));
    this.diagnostics(diagnostics);
  }

  /** The end of an apply; only one without errors is summed up. */
  applied(plan: Plan, result: ApplyResult, operation: 'apply' | 'destroy'): void {
    const { counts, diagnostics, state } = result;
    this.diagnostics(diagnostics);
    if (diagnostics.some(({ severity }) => severity === 'error')) return;
    const { import: imported } = plannedTotals(plan);
    const { add, change, destroy: remove } = counts;
    this.#write(summaryMessage(operation, { add, change, import: imported, remove }));
    if (operation === 'apply') this.#write(outputsMessage(state.outputs));
  }

  diagnostics(diagnostics: readonly Diagnostic[]): void {
    for (const one of diagnostics) this.#write(diagnosticMessage(one, this.#options.sources));
  }

  log(text: string): void {
    this.#write(info('log', text));
  }

  /** Keeps the time of operations; gives the seconds since the one of this event has begun. */
  #clock(event: EngineEvent): number {
    switch (event.kind) {
      case 'read_start':
        this.#start(event.address, 'read');
        return 0;
      case 'apply_start':
        this.#start(event.address, event.action);
        return 0;
      case 'read_complete':
      case 'apply_complete':
      case 'apply_errored':
        return this.#end(event.address);
      default:
        return 0;
    }
  }

  #start(address: string, action: ApplyAction): void {
    this.#running.set(address, { action, since: this.#now() });
    this.#heartbeat ??= setInterval(() => this.#beat(), HEARTBEAT_MS).unref();
  }

  #end(address: string): number {
    const running = this.#running.get(address);
    this.#running.delete(address);
    if (this.#running.size === 0) {
      clearInterval(this.#heartbeat);
      this.#heartbeat = undefined;
    }
    return running ? this.#seconds(running) : 0;
  }

  #beat(): void {
    for (const [address, running] of this.#running) {
      const seconds = this.#seconds(running);
      if (seconds > 0) this.#write(progressMessage(address, running.action, seconds));
    }
  }

  #now(): number {
    return this.#options.now().getTime();
  }

  #seconds({ since }: Running): number {
    return Math.round((this.#now() - since) / 1000);
  }

  #all(messages: readonly Message[]): void {
    for (const message of messages) this.#write(message);
  }

  #write(message: Message): void {
    const at = this.#options.now();
    if (!this.#begun) {
      this.#begun = true;
      const version = { terraform: FORMAT_VERSION, ui: UI_VERSION, ztc: VERSION };
      this.#options.write(messageLine(info('version', `ztc ${VERSION}`, version), at));
    }
    this.#options.write(messageLine(message, at));
  }
}
