/** Plans and applies one step with real Terraform. */

import type { JsonObject } from '../../src/values/json.ts';
import { OperationLog, type Outcome, parseExactly, stateIn } from './outcome.ts';
import type { StepOptions } from './scenario.ts';
import type { TerraformWorker } from './terraform-worker.ts';

const PLAN = '.plan';

export async function runTerraform(
  worker: TerraformWorker,
  folder: string,
  options: StepOptions,
  { apply }: { readonly apply: boolean },
): Promise<Outcome> {
  const planned = await worker.run(
    folder,
    'plan',
    '-input=false',
    '-no-color',
    `-out=${PLAN}`,
    ...flags(options),
  );
  const said = messages(planned.stderr + planned.stdout);
  if (planned.code !== 0) return failed(folder, 'failed at plan', said);
  const shown = await worker.run(folder, 'show', '-json', PLAN);
  const plan = parseExactly(shown.stdout);
  if (!apply) return { ...failed(folder, 'done', said), plan };
  const applied = await worker.run(folder, 'apply', '-input=false', '-json', PLAN);
  const { operations, errors } = readEvents(applied.stdout);
  return {
    phase: applied.code === 0 ? 'done' : 'failed at apply',
    errors,
    warnings: said.warnings,
    plan,
    ...stateOf(folder),
    operations,
  };
}

function flags({ mode, refresh, targets, replace, vars }: StepOptions): string[] {
  return [
    ...(mode === 'destroy' ? ['-destroy'] : mode === 'refresh-only' ? ['-refresh-only'] : []),
    ...(refresh === false ? ['-refresh=false'] : []),
    ...(targets ?? []).map((target) => `-target=${target}`),
    ...(replace ?? []).map((address) => `-replace=${address}`),
    ...Object.entries(vars ?? {}).map(([name, value]) => `-var=${name}=${value}`),
  ];
}

function failed(
  folder: string,
  phase: Outcome['phase'],
  said: Pick<Outcome, 'errors' | 'warnings'>,
): Outcome {
  return { phase, ...said, ...stateOf(folder), operations: [] };
}

function stateOf(folder: string): { stateText?: string } {
  const stateText = stateIn(folder);
  return stateText === undefined ? {} : { stateText };
}

/** Summaries, with the text up to the next frame. */
function messages(text: string): { errors: string[]; warnings: string[] } {
  const found = (kind: string): string[] =>
    [...text.matchAll(new RegExp(`${kind}: (.*(?:\\n.+)*(?:\\n\\n.*(?:\\n.+)*)?)`, 'g'))].map(
      ([, summary = '']) => summary.replace(/[│╵╷]/g, '').replace(/\s+/g, ' ').trim(),
    );
  return {
    errors: found('Error'),
    warnings: found('Warning').filter((summary) => !summary.startsWith('Unable to open CLI configuration')),
  };
}

function readEvents(text: string): { operations: Outcome['operations']; errors: string[] } {
  const log = new OperationLog();
  const errors: string[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith('{')) continue;
    const event = JSON.parse(line) as {
      readonly type: string;
      readonly hook?: { readonly action: string; readonly resource: { readonly addr: string } };
      readonly diagnostic?: JsonObject;
    };
    if (event.type === 'apply_start' && event.hook) log.start(event.hook.resource.addr, event.hook.action);
    if (event.type === 'apply_complete' && event.hook) log.end(event.hook.resource.addr, event.hook.action);
    const { diagnostic } = event;
    if (diagnostic?.severity === 'error') errors.push(`${diagnostic.summary}: ${diagnostic.detail}`);
  }
  return { operations: log.operations, errors };
}
