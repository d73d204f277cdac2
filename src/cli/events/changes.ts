/** What a plan is going to do, as events. */

import { parseAddress } from '../../config/address.ts';
import type {
  ActionReason,
  Change,
  ChangeAction,
  Drift,
  OutputChange,
  Plan,
} from '../../engine/plan/model.ts';
import { createsObject, isReplace } from '../../engine/plan/model.ts';
import type { JsonObject } from '../../values/json.ts';
import { info, type Message } from './message.ts';
import { resourceJson } from './resource.ts';

const ACTIONS: Readonly<Record<ChangeAction, string>> = {
  'no-op': 'noop',
  create: 'create',
  read: 'read',
  update: 'update',
  delete: 'delete',
  'delete-create': 'replace',
  'create-delete': 'replace',
  forget: 'remove',
};

/** Other reasons have the same name everywhere. */
const REASONS: Partial<Readonly<Record<ActionReason, string>>> = {
  replace_because_cannot_update: 'cannot_update',
  replace_because_tainted: 'tainted',
  replace_by_request: 'requested',
  replace_by_triggers: 'replace_triggered_by',
};

/** Drift, then every change that is worth a word, in the order of the plan. */
export function changeMessages(plan: Plan): readonly Message[] {
  return [...plan.drift.map(driftMessage), ...plan.changes.flatMap(changeMessage)];
}

type Drifted = Pick<Drift, 'address' | 'text' | 'action' | 'previousAddress'>;

export function driftMessage(drift: Drifted): Message {
  const change = changeJson(drift);
  return info('resource_drift', `${drift.text}: Drift detected (${change.action as string})`, { change });
}

function changeMessage(change: Change): readonly Message[] {
  const { action, previousAddress, importing, text } = change;
  if (action === 'no-op' && previousAddress === undefined && importing === undefined) return [];
  const json = changeJson(change);
  return [info('planned_change', `${text}: Plan to ${json.action as string}`, { change: json })];
}

type Told = Pick<Change, 'address' | 'action' | 'previousAddress' | 'reason' | 'importing'>;

function changeJson({ address, action, previousAddress, reason, importing }: Told): JsonObject {
  const previous = previousAddress === undefined ? undefined : parseAddress(previousAddress);
  const quiet = previous ? 'move' : importing ? 'import' : 'noop';
  return {
    resource: resourceJson(address),
    ...(previous ? { previous_resource: resourceJson(previous) } : {}),
    action: action === 'no-op' ? quiet : ACTIONS[action],
    ...(reason === undefined ? {} : { reason: REASONS[reason] ?? reason }),
    ...(importing ? { importing: { id: importing.id } } : {}),
  };
}

export interface Totals {
  readonly add: number;
  readonly change: number;
  readonly import: number;
  readonly remove: number;
}

/** A replacement is counted as a creation and a deletion; who forgets an object changes nothing. */
export function plannedTotals({ changes }: Plan): Totals {
  const count = (of: (change: Change) => boolean): number => changes.filter(of).length;
  return {
    add: count(({ action }) => createsObject(action)),
    change: count(({ action }) => action === 'update'),
    import: count(({ importing }) => importing !== undefined),
    remove: count(({ action }) => action === 'delete' || isReplace(action)),
  };
}

export type SummaryOf = 'plan' | 'apply' | 'destroy';

export function summaryMessage(operation: SummaryOf, totals: Totals): Message {
  const changes = { ...totals, action_invocation: 0, operation };
  return info('change_summary', summaryText(operation, totals), { changes });
}

function summaryText(operation: SummaryOf, totals: Totals): string {
  const { add, change, remove } = totals;
  const imports = (word: string): string => (totals.import === 0 ? '' : `${totals.import} ${word}, `);
  switch (operation) {
    case 'plan':
      return `Plan: ${imports('to import')}${add} to add, ${change} to change, ${remove} to destroy.`;
    case 'apply':
      return `Apply complete! Resources: ${imports('imported')}${add} added, ${change} changed, ${remove} destroyed.`;
    case 'destroy':
      return `Destroy complete! Resources: ${remove} destroyed.`;
  }
}

/** None when there is nothing to tell. */
export function plannedOutputs(outputs: readonly OutputChange[]): readonly Message[] {
  if (outputs.length === 0) return [];
  const entries = outputs.map(({ name, action, sensitive }): [string, JsonObject] => [
    name,
    { sensitive, action: ACTIONS[action] },
  ]);
  return [info('outputs', `Outputs: ${entries.length}`, { outputs: Object.fromEntries(entries) })];
}
