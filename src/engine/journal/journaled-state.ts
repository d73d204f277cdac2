/** A state and its journal as one: what is true now, and how the work of a run that was cut off is brought to its end. */

import type { Diagnostic } from '../../values/diagnostic.ts';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import type { ConfigGraph } from '../config-graph.ts';
import { type EngineClock, type Listener, noLog, type OperationLog } from '../ports.ts';
import type { ProviderDirectory } from '../providers.ts';
import type { InstanceState, State } from '../state/model.ts';
import type { StateStorage } from '../state/storage.ts';
import type { JournalContent, OpenWrite } from './content.ts';
import { Journal, type JournalRun, type LoadedJournal, loadJournal } from './journal.ts';
import type { JournalMedium } from './medium.ts';
import { continued } from './merge.ts';
import { recoverWrites } from './recover.ts';

export interface Present {
  readonly state: State;
  /** Writes of earlier runs of which nobody could tell what has become of them. */
  readonly open: readonly OpenWrite[];
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface JournaledStateOptions {
  readonly storage: StateStorage;
  readonly medium: JournalMedium | undefined;
  readonly directory: ProviderDirectory;
  /** Makes the providers ready to be asked about these objects. */
  readonly configure: (instances: ReadonlyMap<string, InstanceState>) => Promise<void>;
  readonly clock: EngineClock;
  readonly emit: Listener;
}

export interface RecoverOptions {
  readonly signal: AbortSignal;
  /** Addresses whose writes are taken as not happened where nobody can tell. */
  readonly assumeAbsent?: ReadonlySet<string>;
}

/** Readings until the state and the journal belong together, while another run writes both. */
const READINGS = 5;

export class JournaledState {
  readonly #options: JournaledStateOptions;

  constructor(options: JournaledStateOptions) {
    this.#options = options;
  }

  /** Changes nothing, here or outside. */
  async look(signal: AbortSignal): Promise<Present> {
    const { state, journal } = await this.#read();
    return this.#present(state, journal, { final: false, signal });
  }

  /** To be called under the lock. Afterwards the state alone says what is true. */
  async recover(operation: string, how: RecoverOptions): Promise<Present> {
    const { medium, storage, directory } = this.#options;
    const { state, journal } = await this.#read();
    const { content } = journal;
    if (!medium || !content) return { state, open: [], diagnostics: [] };
    const present = await this.#present(state, journal, { final: true, ...how });
    const saved = present.state === state ? state : await storage.write(present.state, directory.typeOf);
    const log = new Journal(medium, { ...this.#run(saved, present.open), operation, graph: NO_GRAPH });
    await log.carryOn();
    return { ...present, state: saved };
  }

  /** For a run that starts from this state and changes things. */
  log(operation: string, state: State, open: readonly OpenWrite[], graph: JournalRun['graph']): RunLog {
    const { medium } = this.#options;
    if (!medium) return { ...noLog, close: async () => {} };
    return new Journal(medium, { ...this.#run(state, open), operation, graph });
  }

  #run({ lineage, serial }: State, carried: readonly OpenWrite[]): Omit<JournalRun, 'operation' | 'graph'> {
    const { clock, directory } = this.#options;
    return { lineage, serial, carried, date: clock.date(), typeOf: directory.typeOf };
  }

  async #read(): Promise<{ readonly state: State; readonly journal: LoadedJournal }> {
    const { storage, medium } = this.#options;
    for (let reading = 1; ; reading++) {
      const state = await storage.read();
      const journal = medium ? await loadJournal(medium) : { content: undefined, lost: 0 };
      const newer = journal.content !== undefined && journal.content.serial > state.serial;
      if (!newer || reading === READINGS) return { state, journal };
    }
  }

  async #present(
    state: State,
    { content, lost }: LoadedJournal,
    how: RecoverOptions & { readonly final: boolean },
  ): Promise<Present> {
    const { directory, emit, medium } = this.#options;
    if (!content || !medium) return { state, open: [], diagnostics: [] };
    const merged = continued(state, content, medium.location);
    const damage = lost > 0 ? [damaged(content, lost, medium.location)] : [];
    if (content.writes.length === 0) return { state: merged, open: [], diagnostics: damage };
    this.#use(content.writes);
    const problems = await this.#configured(merged.instances);
    if (problems) return { state: merged, open: content.writes, diagnostics: [...damage, ...problems] };
    const input = { state: merged, writes: content.writes, directory, emit, ...how };
    const { diagnostics, ...found } = await recoverWrites(input);
    return { ...found, diagnostics: [...damage, ...diagnostics] };
  }

  /** Providers of which the state has nothing yet have to be made ready as well. */
  #use(writes: readonly OpenWrite[]): void {
    for (const { intent } of writes) {
      try {
        this.#options.directory.byStateName(intent.provider);
      } catch (e) {
        // Told when its write is asked about.
        if (!(e instanceof DiagnosticError)) throw e;
      }
    }
  }

  /** A provider that cannot be asked now is asked by a later run. */
  async #configured(instances: State['instances']): Promise<readonly Diagnostic[] | undefined> {
    try {
      await this.#options.configure(instances);
      return undefined;
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      return e.diagnostics.map((problem) => ({ ...problem, severity: 'warning' as const }));
    }
  }
}

export type RunLog = OperationLog & { close(): Promise<void> };

const NO_GRAPH: Pick<ConfigGraph, 'dependencies' | 'transitive'> = {
  dependencies: () => new Set(),
  transitive: () => [],
};

/** The end of the last record of a run that was cut off is nothing to talk about; complete lines are. */
function damaged({ opened }: JournalContent, lost: number, file: string): Diagnostic {
  const detail = `The last ${lost} bytes of the journal of the run of ${opened.at} are unreadable, as after a power failure. What they said was either not sent yet or is found by a refresh.`;
  return {
    ...errorDiagnostic('ZTC-W-JOURNAL-DAMAGED', 'End of the journal lost', detail, { file }),
    severity: 'warning',
  };
}
