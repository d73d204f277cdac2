/** A folder of its own for a test: configuration in, plans and states out. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadFolder, loadObjects } from '../../config/load.ts';
import { variableValues } from '../../config/variables.ts';
import { createBuiltinProvider } from '../../provider/builtin/terraform-provider.ts';
import { createNullProvider } from '../../provider/null/null-provider.ts';
import type { JsonObject } from '../../values/json.ts';
import type { ApplyResult } from '../apply/applier.ts';
import { Engine, type EngineOptions, type RunOptions } from '../engine.ts';
import type { Plan, PlanOptions } from '../plan/model.ts';
import type { EngineEvent } from '../ports.ts';
import type { ProviderFactory } from '../providers.ts';
import { createLocalStorage } from '../state/local.ts';
import { outputsOfStates } from '../state/remote-outputs.ts';
import type { StateStorage } from '../state/storage.ts';

export interface LabOptions extends Partial<Omit<EngineOptions, 'module' | 'variables'>> {
  readonly vars?: Readonly<Record<string, string>>;
}

/** Stands for the files that `Lab.write` has written. */
const FOLDER = { folder: 'of the lab' } as const;
type FolderConfig = typeof FOLDER;

export class Lab implements Disposable {
  readonly dir = mkdtempSync(join(tmpdir(), 'ztc-lab-'));
  readonly statePath = join(this.dir, 'terraform.tfstate');
  readonly events: EngineEvent[] = [];
  #ids = 0;

  [Symbol.dispose](): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** A configuration of several files: by name inside the folder, in either syntax. What was there before is gone. */
  write(files: Readonly<Record<string, string>>): FolderConfig {
    for (const name of readdirSync(this.dir))
      if (/\.(tf|json|tfvars)$/.test(name) || !name.includes('.'))
        rmSync(join(this.dir, name), { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.dir, name)), { recursive: true });
      writeFileSync(join(this.dir, name), text);
    }
    return FOLDER;
  }

  engine(config: JsonObject | FolderConfig, options: LabOptions = {}): Engine {
    const { vars = {}, providers, ...rest } = options;
    const { module, diagnostics } =
      config === FOLDER
        ? loadFolder(this.dir, { purpose: 'execute' })
        : loadObjects([config as JsonObject], { purpose: 'execute', dir: this.dir });
    if (!module || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
    const { values } = variableValues(module, {
      given: Object.entries(vars).map(([name, text]) => ({ name, text })),
      missing: 'error',
    });
    const known: [string, ProviderFactory][] = [
      [
        'terraform',
        () =>
          createBuiltinProvider({
            newId: () => `id-${++this.#ids}`,
            readOutputs: outputsOfStates(this.dir, {}),
          }),
      ],
      ['null', () => createNullProvider(() => String(++this.#ids))],
      ...(providers ?? []),
    ];
    return new Engine({
      listener: (event) => this.events.push(event),
      storage: this.storage(),
      ...rest,
      module,
      variables: values,
      providers: new Map(known),
    });
  }

  storage(): StateStorage {
    return createLocalStorage({
      path: this.statePath,
      newLineage: () => '00000000-0000-0000-0000-000000000001',
    });
  }

  plan(
    config: JsonObject | FolderConfig,
    options: Partial<PlanOptions> = {},
    lab: LabOptions = {},
  ): Promise<Plan> {
    return this.engine(config, lab).plan(options);
  }

  async apply(
    config: JsonObject | FolderConfig,
    options: Partial<PlanOptions> = {},
    lab: LabOptions = {},
    run: RunOptions = {},
  ): Promise<ApplyResult> {
    const engine = this.engine(config, lab);
    this.events.length = 0;
    return engine.apply(await engine.plan(options, run), run);
  }

  state(): JsonObject & { readonly serial: number; readonly resources: readonly JsonObject[] } {
    return JSON.parse(readFileSync(this.statePath, 'utf8'));
  }

  stateText(): string {
    return readFileSync(this.statePath, 'utf8');
  }

  writeState(text: string): void {
    writeFileSync(this.statePath, text);
  }

  /** `create a`, `delete b`, … in the order in which they were over. */
  done(): string[] {
    return this.events.flatMap((event) =>
      event.kind === 'apply_complete'
        ? [`${event.action} ${event.address.replace(/^terraform_data\./, '')}`]
        : [],
    );
  }
}

/** `terraform_data.a: create`, without no-ops. */
export const actions = (plan: Plan): string[] =>
  plan.changes
    .filter(({ action }) => action !== 'no-op')
    .map(({ text, action, reason, deposed }) =>
      [`${text.replace(/^terraform_data\./, '')}${deposed ? ' deposed' : ''}:`, action, reason]
        .filter((part) => part !== undefined)
        .join(' '),
    );

export const data = (resources: Readonly<Record<string, JsonObject>>, more: JsonObject = {}): JsonObject => ({
  resource: { terraform_data: resources },
  ...more,
});
