/** Why an action happens, in a few words: the fact that decides it. */

import { formatPath } from '../../values/path.ts';
import type { Path } from '../../values/value.ts';
import { type Change, destroysObject, isReplace } from '../plan/model.ts';
import type { LeafChange } from './model.ts';
import { visible } from './scalar-text.ts';
import type { Words } from './words.ts';

/** Paths that are named; more are counted. */
const MOST = 3;

/** `replaced: cidr forces replacement`, `moved from ztc_vpc.old`. */
export function phrases(change: Change, leaves: readonly LeafChange[], words: Words): string[] {
  const { previousAddress } = change;
  return [
    main(change, leaves, words),
    ...(previousAddress === undefined ? [] : [words.moved(visible(previousAddress))]),
  ];
}

function main(change: Change, leaves: readonly LeafChange[], words: Words): string {
  const { action } = change;
  const because = (what: string): string => withReason(what, reasonOf(change, words), words);
  switch (action) {
    case 'create':
      return words.created;
    case 'update':
      return withReason(words.updated, extent(leaves, words), words);
    case 'delete':
      return because(words.destroyed);
    case 'delete-create':
      return because(words.replaced);
    case 'create-delete':
      return because(words.replacedAfter);
    case 'read':
      return because(words.read);
    case 'no-op':
      return words.onlyState;
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

/** The argument that decides, where its line is worth telling. */
export function decisiveArgument(
  { action, replacePaths, resource }: Change,
  leaves: readonly LeafChange[],
): string | undefined {
  const [forced] = replacePaths;
  if (isReplace(action)) return typeof forced?.[0] === 'string' ? forced[0] : undefined;
  if (action !== 'update') return undefined;
  for (const { path } of leaves) {
    const [first] = path;
    if (first?.kind === 'key' && resource?.body.has(first.key)) return first.key;
  }
  return undefined;
}
