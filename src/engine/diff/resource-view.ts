/** One change of a plan, ready to be shown: what, why, where, and its lines. */

import { asMap, nul, object, type Path, type Value } from '../../values/value.ts';
import type { Change, ChangeAction, Drift } from '../plan/model.ts';
import { type Dependents, endsObject, type FindDependents } from './dependents.ts';
import { type Detail, joinMoves, leafDetails, movesDetail } from './details.ts';
import { leafChanges } from './leaves.ts';
import { type DiffStep, type LeafChange, plainPath } from './model.ts';
import { unknownFrom } from './origin.ts';
import type { PlaceFinder } from './place.ts';
import { decisivePlace, phrases } from './reason.ts';
import { visible } from './scalar-text.ts';
import type { Words } from './words.ts';

export interface ResourceView {
  readonly action: Exclude<ChangeAction, 'no-op'> | 'drift' | 'import' | 'move';
  readonly address: string;
  readonly deposed?: string;
  /** What happens and why; the most important first. */
  readonly phrases: readonly string[];
  /** Construct path and line, as far as they are known. */
  readonly place: readonly string[];
  readonly details: readonly Detail[];
  /** Details that are too many to show. */
  readonly left: number;
  readonly dependents?: Dependents;
}

export interface ViewContext {
  readonly words: Words;
  readonly places: PlaceFinder;
  /** Addresses without any instance key. */
  readonly changing: ReadonlySet<string>;
  readonly dependents: FindDependents;
  /** Most lines of a new object. */
  readonly limit: number;
}

/** Most lines of a changed object. */
const MOST = 200;
/** What tells an object that goes from its siblings. */
const IDENTITY: readonly string[] = ['id', 'name'];

export function changeView(change: Change, context: ViewContext): ResourceView {
  const { action, text, address, deposed, importing, resource } = change;
  const leaves = leavesOf(change);
  const details = detailsOf(change, leaves, context);
  const most = action === 'create' || action === 'read' ? context.limit : MOST;
  const dependents = endsObject(action) && deposed === undefined ? context.dependents(address) : undefined;
  return {
    action: action === 'no-op' ? (importing ? 'import' : 'move') : action,
    address: visible(text),
    ...(deposed === undefined ? {} : { deposed }),
    phrases: phrases(change, leaves, context.words),
    place: context.places.texts(resource, decisivePlace(change, leaves)),
    details: details.slice(0, most),
    left: Math.max(0, details.length - most),
    ...(dependents ? { dependents } : {}),
  };
}

export function driftView(
  { text, action, previousAddress, before, after, sensitive }: Drift,
  { words }: ViewContext,
): ResourceView {
  const outside = action === 'delete' ? words.deletedOutside : words.changedOutside;
  const leaves = action === 'delete' ? [] : attributeLeaves(before, after, sensitive);
  const details = joinMoves(leaves).flatMap((leaf) => [
    ...('path' in leaf ? leafDetails(leaf, words) : [movesDetail(leaf, words)]),
  ]);
  return {
    action: 'drift',
    address: visible(text),
    phrases: [
      ...(action === 'no-op' ? [] : [outside]),
      ...(previousAddress === undefined ? [] : [words.moved(visible(previousAddress))]),
    ],
    place: [],
    details: details.slice(0, MOST),
    left: Math.max(0, details.length - MOST),
  };
}

function leavesOf({ action, before, after, sensitiveBefore, sensitiveAfter }: Change): LeafChange[] {
  if (action === 'delete' || action === 'forget' || action === 'no-op') return [];
  return attributeLeaves(before, after, [...sensitiveBefore, ...sensitiveAfter]);
}

/** Of two objects of which one may not exist. */
function attributeLeaves(before: Value, after: Value, sensitive: readonly Path[]): LeafChange[] {
  const none = object(new Map<string, Value>());
  const leaves = leafChanges(before.isNull ? none : before, after.isNull ? none : after, sensitive);
  return leaves.filter((leaf) => leaf.path.length > 1 || isSet(leaf.before) || isSet(leaf.after));
}

const isSet = (value: Value | undefined): boolean => value !== undefined && !value.isNull;

function detailsOf(change: Change, leaves: readonly LeafChange[], context: ViewContext): Detail[] {
  const { action } = change;
  if (action === 'delete' || action === 'forget') return identityDetails(change, context.words);
  const computed = leaves.filter((leaf) => isComputed(leaf, change));
  const fresh = action === 'create' || action === 'read';
  // What the platform decides is no news of a new object, and one line for all of it is enough for others.
  const apart = fresh || computed.length > 1 ? new Set(computed) : new Set<LeafChange>();
  const details = joinMoves(leaves.filter((leaf) => !apart.has(leaf))).flatMap((leaf) =>
    'path' in leaf ? explained(leaf, change, context) : [movesDetail(leaf, context.words)],
  );
  return fresh || apart.size === 0 ? details : [...details, computedDetail([...apart], context.words)];
}

/** Known after apply because the platform decides it, not because the configuration says so. */
function isComputed({ path, after }: LeafChange, { resource }: Change): boolean {
  const [first] = path;
  if (after?.isKnown !== false || path.length !== 1 || first?.kind !== 'key') return false;
  return !resource?.body.has(first.key);
}

function computedDetail(leaves: readonly LeafChange[], words: Words): Detail {
  const names = leaves.map(({ path: [first] }) => (first?.kind === 'key' ? first.key : ''));
  return {
    sign: '~',
    path: names.join(', '),
    after: words.unknown,
    unknown: true,
    from: [],
    forcesReplacement: false,
    notes: [],
  };
}

function explained(leaf: LeafChange, change: Change, context: ViewContext): Detail[] {
  const { words, changing } = context;
  const forcesReplacement = change.replacePaths.some((path) => onTheWay(leaf.path, path));
  const notes = isAssumed(leaf, change) ? [words.assumed] : [];
  return [...leafDetails(leaf, words)].map((detail) => ({
    ...detail,
    from: detail.unknown && detail.at ? unknownFrom(change.resource, detail.at, changing) : [],
    forcesReplacement,
    notes: [...detail.notes, ...notes],
  }));
}

/** Whether one path leads to or through the other. */
function onTheWay(leaf: LeafChange['path'], path: Path): boolean {
  const steps = leaf.filter(({ kind }) => kind !== 'json');
  const length = Math.min(steps.length, path.length);
  return path.slice(0, length).every((by, i) => fits(steps[i] as DiffStep, by));
}

function fits(step: DiffStep, by: Path[number]): boolean {
  if (step.kind === 'key') return step.key === by;
  if (step.kind === 'item') return step.from === by || step.to === by;
  return typeof by === 'object';
}

/** Values that the project had to invent are never shown as if the whitepaper gave them. */
function isAssumed({ path }: LeafChange, { schema }: Change): boolean {
  const [name] = plainPath(path);
  return typeof name === 'string' && schema.attributes.get(name)?.assumed === true;
}

function identityDetails({ before, sensitiveBefore }: Change, words: Words): Detail[] {
  if (before.state !== 'known') return [];
  const attributes = asMap(before);
  const own = object(new Map(IDENTITY.map((name) => [name, attributes.get(name) ?? nul()])));
  const none = object(new Map<string, Value>());
  return leafChanges(own, none, sensitiveBefore)
    .filter(({ before: value }) => isSet(value))
    .flatMap((leaf) => [...leafDetails(leaf, words)]);
}
