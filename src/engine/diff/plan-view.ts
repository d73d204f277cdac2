/** A plan as a reader should meet it: what is lost first, then what changes, then what is new. */

import { configAddress } from '../../config/address.ts';
import { nul, type Value } from '../../values/value.ts';
import {
  type Change,
  type ChangeAction,
  createsObject,
  type Drift,
  isReplace,
  type OutputChange,
  type Plan,
} from '../plan/model.ts';
import { type ChecksView, checksView } from './checks-view.ts';
import { dependentsIn, endsObject } from './dependents.ts';
import { type Detail, joinMoves, leafDetails, movesDetail } from './details.ts';
import { leafChanges } from './leaves.ts';
import type { DiffStep, LeafChange } from './model.ts';
import { PlaceFinder } from './place.ts';
import { changeView, driftView, type ResourceView, type ViewContext } from './resource-view.ts';
import type { GroupKind, Totals, Words } from './words.ts';

/** Views are made when they are asked for, one after the other: plans can be large. */
export interface PlanView {
  readonly drift: Section<ResourceView>;
  readonly groups: readonly (Section<ResourceView> & { readonly kind: GroupKind })[];
  readonly outputs: Section<Detail>;
  readonly checks: ChecksView;
  /** Of large plans only. */
  readonly types: readonly TypeCounts[];
  readonly totals: Totals;
  readonly refreshOnly: boolean;
  readonly errored: boolean;
}

export interface Section<T> {
  readonly size: number;
  readonly items: Iterable<T>;
}

export interface TypeCounts extends Totals {
  readonly type: string;
}

/** Plans with more changes are summed up by type as well. */
const LARGE = 50;
const ORDER: readonly GroupKind[] = ['danger', 'forget', 'update', 'record', 'create', 'read'];

export function planView(plan: Plan, words: Words, limit: number): PlanView {
  const shown = plan.changes.filter(isShown);
  const drift = worthTelling(plan);
  const context: ViewContext = {
    words,
    limit,
    places: new PlaceFinder(),
    changing: new Set(shown.map(({ address }) => configAddress(address))),
    dependents: dependentsIn(plan),
  };
  const outputs = plan.outputs.filter(({ action }) => action !== 'no-op');
  return {
    drift: section(drift, (one) => driftView(one, context)),
    groups: groupsOf(shown, context),
    outputs: { size: outputs.length, items: lazily(outputs, (output) => outputDetails(output, words)) },
    checks: checksView(plan.checks.results()),
    types: shown.length > LARGE ? typesOf(shown) : [],
    totals: totalsOf(shown),
    refreshOnly: plan.options.mode === 'refresh-only',
    errored: plan.errored,
  };
}

const isShown = ({ action, previousAddress, importing }: Change): boolean =>
  action !== 'no-op' || previousAddress !== undefined || importing !== undefined;

/** Drift that explains an action. The rest (values that follow from other objects) is what `ztc drift` is for. */
function worthTelling(plan: Plan): readonly Drift[] {
  if (plan.options.mode === 'refresh-only') return plan.drift;
  const acted = new Set(plan.changes.filter(({ action }) => action !== 'no-op').map(({ text }) => text));
  return plan.drift.filter(({ action, text }) => action === 'delete' || acted.has(text));
}

function groupsOf(changes: readonly Change[], context: ViewContext): PlanView['groups'] {
  return ORDER.map((kind) => {
    const members = changes.filter((change) => GROUPS[change.action] === kind);
    return { kind, ...section(members, (change) => changeView(change, context)) };
  }).filter(({ size }) => size > 0);
}

const GROUPS: Readonly<Record<ChangeAction, GroupKind>> = {
  delete: 'danger',
  'delete-create': 'danger',
  'create-delete': 'danger',
  forget: 'forget',
  update: 'update',
  'no-op': 'record',
  create: 'create',
  read: 'read',
};

const section = <S, T>(sources: readonly S[], view: (source: S) => T): Section<T> => ({
  size: sources.length,
  items: lazily(sources, (source) => [view(source)]),
});

const lazily = <S, T>(sources: readonly S[], views: (source: S) => Iterable<T>): Iterable<T> => ({
  *[Symbol.iterator]() {
    for (const source of sources) yield* views(source);
  },
});

function outputDetails(output: OutputChange, words: Words): Detail[] {
  const { name, action, before = nul(), after = nul() } = output;
  const hidden = output.sensitive || output.sensitiveBefore;
  const sides: readonly [Value?, Value?] = [
    action === 'create' ? undefined : before,
    action === 'delete' ? undefined : after,
  ];
  const leaves = leafChanges(...sides, hidden ? [[]] : []);
  const first: DiffStep = { kind: 'key', key: name };
  // An output whose null comes or goes is still an output.
  const named = leaves.map((leaf): LeafChange => ({ ...leaf, path: [first, ...leaf.path] }));
  return joinMoves(named).flatMap((leaf) =>
    'path' in leaf ? [...leafDetails(leaf, words)] : [movesDetail(leaf, words)],
  );
}

function totalsOf(changes: readonly Change[]): Totals {
  const count = (test: (change: Change) => boolean): number => changes.filter(test).length;
  return {
    add: count(({ action }) => createsObject(action)),
    change: count(({ action }) => action === 'update'),
    destroy: count(({ action }) => endsObject(action)),
    replace: count(({ action }) => isReplace(action)),
    imported: count(({ importing }) => importing !== undefined),
    forget: count(({ action }) => action === 'forget'),
    move: count(({ previousAddress, action }) => previousAddress !== undefined && action !== 'delete'),
  };
}

function typesOf(changes: readonly Change[]): TypeCounts[] {
  const byType = Map.groupBy(changes, ({ address }) => address.type);
  return [...byType.keys()].sort().map((type) => ({ type, ...totalsOf(byType.get(type) as Change[]) }));
}
