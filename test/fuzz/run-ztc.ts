/** Plans and applies one step with ztc's engine, in this process. */

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { loadFolder } from '../../src/config/load.ts';
import { variableValues } from '../../src/config/variables.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { Plan, PlanOptions } from '../../src/engine/plan/model.ts';
import type { EngineEvent } from '../../src/engine/ports.ts';
import { createLocalStorage } from '../../src/engine/state/local.ts';
import { createBuiltinProvider } from '../../src/provider/builtin/terraform-provider.ts';
import type { Provider } from '../../src/provider/provider.ts';
import { type Diagnostic, DiagnosticError } from '../../src/values/diagnostic.ts';
import { OperationLog, type Outcome, type Phase, parseExactly, STATE_FILE, stateIn } from './outcome.ts';
import type { StepOptions } from './scenario.ts';

export interface ZtcSettings {
  readonly apply: boolean;
  /** Ids that new objects get, by address: those that Terraform drew. */
  readonly ids: ReadonlyMap<string, string>;
}

export async function runZtc(folder: string, options: StepOptions, settings: ZtcSettings): Promise<Outcome> {
  const run = new Run(folder, options, settings);
  try {
    return await run.execute();
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    return run.outcome(run.phaseNow, e.diagnostics);
  }
}

class Run {
  phaseNow: Phase = 'failed at plan';
  readonly #folder: string;
  readonly #options: StepOptions;
  readonly #settings: ZtcSettings;
  readonly #log = new OperationLog();
  #planJson: string | undefined;

  constructor(folder: string, options: StepOptions, settings: ZtcSettings) {
    this.#folder = folder;
    this.#options = options;
    this.#settings = settings;
  }

  async execute(): Promise<Outcome> {
    const engine = this.#engine();
    const plan = await engine.plan(planOptions(this.#options));
    if (plan.errored) return this.outcome('failed at plan', plan.diagnostics);
    this.#planJson = engine.planJson(plan);
    if (!this.#settings.apply) return this.outcome('done', plan.diagnostics);
    this.phaseNow = 'failed at apply';
    return await this.#apply(engine, plan);
  }

  async #apply(engine: Engine, plan: Plan): Promise<Outcome> {
    const { diagnostics } = await engine.apply(plan);
    const bad = diagnostics.some(({ severity }) => severity === 'error');
    return this.outcome(bad ? 'failed at apply' : 'done', [...plan.diagnostics, ...diagnostics]);
  }

  outcome(phase: Phase, diagnostics: readonly Diagnostic[]): Outcome {
    const say = (wanted: Diagnostic['severity']): string[] =>
      diagnostics
        .filter(({ severity }) => severity === wanted)
        .map(({ code, summary, detail }) => `${code} ${summary}: ${detail}`);
    const stateText = stateIn(this.#folder);
    return {
      phase,
      errors: say('error'),
      warnings: say('warning'),
      ...(this.#planJson === undefined ? {} : { plan: parseExactly(this.#planJson) }),
      ...(stateText === undefined ? {} : { stateText }),
      operations: this.#log.operations,
    };
  }

  #engine(): Engine {
    const { module, diagnostics } = loadFolder(this.#folder, { purpose: 'execute' });
    refuse(diagnostics);
    if (!module) throw new Error('a configuration without errors is there');
    const given = Object.entries(this.#options.vars ?? {}).map(([name, text]) => ({ name, text }));
    const variables = variableValues(module, { given, dir: this.#folder, missing: 'error' });
    refuse(variables.diagnostics);
    const known = new KnownIds(this.#settings.ids);
    return new Engine({
      module,
      variables: variables.values,
      providers: new Map([['terraform', () => known.provider()]]),
      listener: (event) => {
        known.listen(event);
        this.#listen(event);
      },
      storage: createLocalStorage({
        path: join(this.#folder, STATE_FILE),
        newLineage: randomUUID,
      }),
    });
  }

  #listen(event: EngineEvent): void {
    if (event.kind === 'apply_start') this.#log.start(event.address, event.action);
    if (event.kind === 'apply_complete') this.#log.end(event.address, event.action);
  }
}

/** Gives each new object the id that it has in the other engine's state: everything made of ids is alike then. */
class KnownIds {
  readonly #ids: ReadonlyMap<string, string>;
  /** Of the object that is being made: its making is told right before it is asked for. */
  #address = '';

  constructor(ids: ReadonlyMap<string, string>) {
    this.#ids = ids;
  }

  listen(event: EngineEvent): void {
    if (event.kind === 'apply_start') this.#address = event.address;
  }

  provider(): Provider {
    return createBuiltinProvider({ newId: () => this.#ids.get(this.#address) ?? randomUUID() });
  }
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.some(({ severity }) => severity === 'error')) throw new DiagnosticError([...diagnostics]);
}

function planOptions({ mode, refresh, targets, replace }: StepOptions): Partial<PlanOptions> {
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(refresh === undefined ? {} : { refresh }),
    ...(targets === undefined ? {} : { targets }),
    ...(replace === undefined ? {} : { replace }),
  };
}
