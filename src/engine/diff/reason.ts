/** Why an action happens, in a few words: the fact that decides it. */

import type { Place } from '../../config/place.ts';
import { formatPath } from '../../values/path.ts';
import type { Path } from '../../values/value.ts';
import { type Change, destroysObject, isReplace } from '../plan/model.ts';
import type { LeafChange } from './model.ts';
import { quoted, visible } from './scalar-text.ts';
import type { Words } from './words.ts';

/** Paths that are named; more are counted. */
const MOST = 3;

/** `replaced: cidr forces replacement`, `moved from ztc_vpc.old`. */
export function phrases(change: Change, leaves: readonly LeafChange[], words: Words): string[] {
  const { previousAddress, importing } = change;
  return [
    ...main(change, leaves, words),
    ...(importing ? [words.imported(quoted(importing.id))] : []),
    ...(previousAddress === undefined ? [] : [words.moved(visible(previousAddress))]),
  ];
}

/** Nothing for what is simply new: the heading says it. */
function main(change: Change, leaves: readonly LeafChange[], words: Words): string[] {
  const { action } = change;
  const because = (what: string): string[] => [withReason(what, reasonOf(change, words), words)];
  switch (action) {
    case 'create':
      return [];
    case 'update':
      return [withReason(words.updated, extent(leaves, words), words)];
    case 'delete':
      return because(words.destroyed);
    case 'delete-create':
      return because(words.replaced);
    case 'create-delete':
      return because(words.replacedAfter);
    case 'forget':
      return because(words.forgotten);
    case 'read':
      return because(words.read);
    case 'no-op':
      return [words.onlyState];
  }
}

const withReason = (what: string, why: string, { colon }: Words): string =>
  why === '' ? what : `${what}${colon}${why}`;

function extent(leaves: readonly LeafChange[], words: Words): string {
  const attributes = new Set(leaves.map(({ path: [first] }) => (first?.kind === 'key' ? first.key : '')));
  return attributes.size === 0 ? words.markOnly : words.attributes(attributes.size);
}

function reasonOf({ action, reason, trigger, replacePaths, deposed }: Change, words: Words): string {
  if (deposed !== undefined && destroysObject(action)) return words.deposed;
  if (reason === undefined) return '';
  if (reason === 'replace_by_triggers' && trigger !== undefined) return words.triggeredBy(visible(trigger));
  if (reason === 'replace_because_cannot_update' && replacePaths.length > 0)
    return words.forcedBy(pathList(replacePaths));
  return words.reasons[reason];
}

function pathList(paths: readonly Path[]): string {
  const names = paths.map((path) => visible(formatPath(path)));
  const shown = names.slice(0, MOST).join(', ');
  return names.length > MOST ? `${shown}, +${names.length - MOST}` : shown;
}

/** The part of the resource's declaration that decides, where there is one. */
export function decisivePlace(change: Change, leaves: readonly LeafChange[]): Place | undefined {
  const { action, reason, replacePaths, resource } = change;
  if (!resource) return undefined;
  const { count, forEach, lifecycle } = resource;
  if (reason === 'delete_because_count_index') return count?.place;
  if (reason === 'delete_because_each_key') return forEach?.place;
  if (reason === 'delete_because_wrong_repetition') return (count ?? forEach)?.place;
  if (reason === 'replace_by_triggers' && lifecycle.replaceTriggeredBy.length === 1)
    return lifecycle.replaceTriggeredBy[0]?.place;
  const paths = isReplace(action) ? replacePaths : action === 'update' ? leaves.map(attributePath) : [];
  const first = paths
    .map(([name]) => name)
    .find((name) => typeof name === 'string' && resource.body.has(name));
  return typeof first === 'string' ? resource.body.get(first)?.place : undefined;
}

const attributePath = ({ path: [first] }: LeafChange): Path => (first?.kind === 'key' ? [first.key] : []);
