/** Judges what two engines did in one step: first that each did what the scenario says, then that both did the same. */

import { isJsonObject, type Json, type JsonObject } from '../../../../src/values/json.ts';
import { differences, textDifference } from './compare.ts';
import type { Folder } from './folder.ts';
import { type Ids, normalPlan, normalState, normalStateText } from './normalise.ts';
import type { ApplyRun, Operation, PlanRun, Problems } from './run.ts';
import type { Failure, Step } from './scenario.ts';

/** One engine's part in a step. */
export interface Played {
  readonly engine: 'terraform' | 'ztc';
  readonly folder: Folder;
  readonly ids: Ids;
  readonly plan: PlanRun;
  readonly apply?: ApplyRun;
  /** Of the state before the step. */
  readonly serial: number;
}

export function judge(step: Step, terraform: Played, ztc: Played): readonly string[] {
  return [
    ...expectations(step, terraform),
    ...expectations(step, ztc),
    ...differences('exit code of plan', terraform.plan.exit, ztc.plan.exit),
    ...differences('exit code of apply', terraform.apply?.exit, ztc.apply?.exit),
    ...(step.fails?.in === 'plan' ? [] : differences('plan', planOf(terraform), planOf(ztc))),
    ...differences('operations', outcomes(terraform), outcomes(ztc)),
    ...stateDifferences(terraform, ztc),
  ];
}

const planOf = ({ plan, ids }: Played): Json => normalPlan(plan.json, ids);

export function stateDifferences(terraform: Played, ztc: Played): readonly string[] {
  const [theirs, ours] = [terraform, ztc].map(({ folder, ids }) => normalState(folder.state(), ids));
  const found = differences('state', theirs, ours);
  if (found.length > 0 || terraform.folder.stateText() === undefined) return found;
  if (ztc.folder.stateText() === undefined) return [];
  const [text, ourText] = [terraform, ztc].map(({ folder, ids }) => normalStateText(folder.stateText(), ids));
  return textDifference('text of the state', text ?? [], ourText ?? []);
}

/** What was carried out or tried, in no order. Terraform tells of a deposed object and of the current one as of one. */
const outcomes = ({ apply }: Played): Json => {
  const told = (apply?.operations ?? []).filter(({ event }) => event !== 'start');
  return [...new Set(told.map(({ event, what }) => `${event} ${what}`))].sort();
};

export function expectations(step: Step, played: Played): readonly string[] {
  const { engine, plan, apply } = played;
  const wrong = [
    ...failure(step.fails, played),
    ...(step.exit === undefined ? [] : differences('exit code', step.exit, plan.exit).map(said)),
    ...(step.actions === undefined || plan.json === undefined
      ? []
      : differences('actions', [...step.actions].sort(), actionsOf(plan.json)).map(said)),
    ...(step.order ?? []).flatMap((order) => outOfOrder(order, apply?.operations ?? [])),
    ...(step.serial === undefined
      ? []
      : differences('serial', step.serial, serialOf(played.folder) - played.serial).map(said)),
    ...warned(step, played),
  ];
  return wrong.map((text) => `${engine}: ${text}`);
}

/** The scenario stands where Terraform would in a comparison. */
const said = (text: string): string => text.replace('terraform=', 'scenario=').replace(' ztc=', ' engine=');

export const serialOf = (folder: Folder): number => Number(folder.state()?.serial ?? 0);

function failure(fails: Failure | undefined, { engine, plan, apply }: Played): readonly string[] {
  const at = plan.exit === 1 ? 'plan' : apply && apply.exit !== 0 ? 'apply' : undefined;
  const problems = at === 'apply' ? apply : plan;
  const errors = problems?.errors ?? [];
  if (at === undefined) return fails ? [`does not fail at all, should at ${fails.in}`] : [];
  if (!fails) return [`fails at ${at}: ${errors.join(' | ')}`];
  if (at !== fails.in) return [`fails at ${at} instead of ${fails.in}: ${errors.join(' | ')}`];
  return says(errors, fails[engine]) ? [] : [`fails, but not with "${fails[engine]}": ${errors.join(' | ')}`];
}

function warned({ warns }: Step, { engine, plan, apply }: Played): readonly string[] {
  const warnings = [...plan.warnings, ...(apply?.warnings ?? [])];
  if (!warns || says(warnings, warns[engine])) return [];
  return [`does not warn with "${warns[engine]}": ${warnings.join(' | ')}`];
}

export const says = (problems: Problems['errors'], words: string): boolean =>
  problems.some((problem) => problem.includes(words));

function actionsOf(json: Json): Json {
  const changes = (isJsonObject(json) ? (json.resource_changes ?? []) : []) as readonly JsonObject[];
  return changes
    .flatMap(({ address, deposed, change, action_reason: reason }) => {
      const actions = ((change as JsonObject).actions as readonly string[]).join(',');
      const what = [`${address as string}${deposed === undefined ? '' : ' deposed'}:`, actions, reason];
      return actions === 'no-op' ? [] : [what.filter((part) => part !== undefined).join(' ')];
    })
    .sort();
}

function outOfOrder(order: readonly string[], operations: readonly Operation[]): readonly string[] {
  const find = (event: Operation['event'], what: string): number =>
    operations.findIndex((one) => one.event === event && one.what === what);
  return order.slice(1).flatMap((later, at) => {
    const earlier = order[at] as string;
    const [end, start] = [find('complete', earlier), find('start', later)];
    if (end >= 0 && start >= 0 && end < start) return [];
    const trace = operations.map(({ event, what }) => `${event} ${what}`).join(', ');
    return [`"${later}" does not come after "${earlier}": ${trace}`];
  });
}
