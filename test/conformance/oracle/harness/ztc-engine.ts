/** ztc's own engine, opened in this process as its commands open it. */

import { join } from 'node:path';
import type { Context } from '../../../../src/cli/context.ts';
import { CliError } from '../../../../src/cli/errors.ts';
import { type PlanFlags, planOptionsOf } from '../../../../src/cli/plan-options.ts';
import { type Run, withRun } from '../../../../src/cli/run.ts';
import { hasChanges, type Plan } from '../../../../src/engine/plan/model.ts';
import type { EngineEvent } from '../../../../src/engine/ports.ts';
import { paintFor } from '../../../../src/report/paint.ts';
import { type Diagnostic, DiagnosticError, formatDiagnostic } from '../../../../src/values/diagnostic.ts';
import { parseJson } from '../../../../src/values/json.ts';
import type { Folder } from './folder.ts';
import type { ApplyRun, Operation, PlanRun, Problems } from './run.ts';
import type { Step } from './scenario.ts';

export interface ZtcRun {
  readonly plan: PlanRun;
  /** Absent when the plan failed or was all that was asked for. */
  readonly apply?: ApplyRun;
}

export class ZtcEngine {
  readonly #folder: Folder;

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  prepare(step: Step): void {
    this.#folder.prepare(step);
  }

  /** Something else than planning and applying. */
  async with<T>(step: Step, act: (run: Run) => Promise<T>): Promise<T> {
    return withRun(contextOf(this.#folder.dir, []), '.', flagsOf(step, this.#folder.dir), act);
  }

  async run(step: Step, apply: boolean): Promise<ZtcRun> {
    const said: string[] = [];
    const flags = flagsOf(step, this.#folder.dir);
    try {
      return await withRun(contextOf(this.#folder.dir, said), '.', flags, async ({ engine, listen }) => {
        const plan = await engine.plan(planOptionsOf(flags));
        const planned = planRun(plan, plan.errored ? undefined : engine.planJson(plan), said);
        if (plan.errored || !apply) return { plan: planned };
        const operations: Operation[] = [];
        listen((event) => operations.push(...operationOf(event)));
        try {
          const { diagnostics } = await engine.apply(plan);
          const problems = problemsOf(diagnostics, []);
          const exit = problems.errors.length > 0 ? 1 : 0;
          return { plan: planned, apply: { ...problems, exit, operations } };
        } catch (error) {
          return { plan: planned, apply: { ...thrown(error), exit: 1, operations } };
        }
      });
    } catch (error) {
      return { plan: { ...thrown(error, said), exit: 1 } };
    }
  }
}

function planRun(plan: Plan, json: string | undefined, said: readonly string[]): PlanRun {
  const exit = plan.errored ? 1 : hasChanges(plan) ? 2 : 0;
  return {
    ...problemsOf(plan.diagnostics, said),
    exit,
    ...(json === undefined ? {} : { json: parseJson(json) }),
  };
}

/** Files before single values, as the other side gives them. */
function flagsOf(step: Step, dir: string): PlanFlags {
  const files = (step.varFiles ?? []).map((file, rank) => ({ rank, text: join(dir, file) }));
  const single = Object.entries(step.vars ?? {}).map(([name, value]) => `${name}=${value}`);
  return {
    refresh: step.refresh ?? true,
    ...(step.refreshOnly ? { refreshOnly: true } : {}),
    ...(step.destroy ? { destroy: true } : {}),
    target: step.targets ?? [],
    replace: step.replace ?? [],
    parallelism: 10,
    varFile: files,
    var: single.map((text, at) => ({ rank: files.length + at, text })),
  };
}

/** A command line without a terminal; what it would print as warnings is kept. */
function contextOf(cwd: string, said: string[]): Context {
  const plain = paintFor(false);
  const keep = (text: string): void => void said.push(text.trim());
  return {
    cwd,
    env: {},
    language: 'en',
    paint: plain,
    progressPaint: plain,
    quiet: false,
    json: false,
    interactive: false,
    out: () => {},
    note: keep,
    write: () => {},
    draw: keep,
  };
}

function problemsOf(diagnostics: readonly Diagnostic[], said: readonly string[]): Problems {
  const of = (wanted: string): string[] =>
    diagnostics.filter(({ severity }) => severity === wanted).map(formatDiagnostic);
  return { errors: of('error'), warnings: [...said, ...of('warning')] };
}

/** Refusals are problems; anything else is a defect, and its stack is the best there is to show. */
function thrown(error: unknown, said: readonly string[] = []): Problems {
  if (error instanceof CliError) return { errors: [error.message, ...said], warnings: [] };
  if (error instanceof DiagnosticError)
    return { errors: error.diagnostics.map(formatDiagnostic), warnings: said };
  throw error;
}

const EVENTS: Readonly<Record<string, Operation['event']>> = {
  apply_start: 'start',
  apply_complete: 'complete',
  apply_errored: 'errored',
};

function operationOf(event: EngineEvent): readonly Operation[] {
  const kind = EVENTS[event.kind];
  return kind && 'address' in event && 'action' in event
    ? [{ event: kind, what: `${event.action} ${event.address}` }]
    : [];
}
