/** Where a design runs and where it recovers. */
import type { Catalog } from '../../catalog/catalog.ts';
import type { RuleNode } from '../kit/node.ts';
import { attempt, UnknownRead } from '../kit/unknown-read.ts';
import { cityAt, cityNamedIn } from './places.ts';

export interface Place {
  /** As the design writes it. */
  readonly text: string;
  /** The cloud site; null for premises of the customer. */
  readonly site: string | null;
  /** Null where the text names none. */
  readonly city: string | null;
}

const PREMISES = /^on[\s_-]?premises?[\s:,/_-]*/i;

/** A site code, or premises with their city: `on_premises:shanghai`. */
export function placeOf(catalog: Catalog, text: string): Place {
  if (catalog.isSite(text)) return { text, site: text, city: cityAt(catalog, text) };
  const rest = PREMISES.test(text) ? text.replace(PREMISES, '').trim().toLowerCase() : '';
  return { text, site: null, city: cityNamedIn(catalog, text) ?? (rest === '' ? null : rest) };
}

export interface Ends {
  readonly primary: Place | null;
  readonly recovery: Place | null;
}

/** The two ends of a recovery design; what is not said follows from its sites where they leave no choice. */
export function endsOf(profile: RuleNode, catalog: Catalog): Ends {
  const primary = profile.string('primary');
  const recovery = profile.string('recovery');
  const place = (text: string | null | undefined) => (text == null ? null : placeOf(catalog, text));
  if (primary !== null && recovery !== null) return { primary: place(primary), recovery: place(recovery) };
  const sites = sitesOf(profile);
  if (primary === null && recovery === null) {
    const [first, second] = sites.length === 2 ? sites : [];
    return { primary: place(first), recovery: place(second) };
  }
  const rest = sites.filter((site) => site !== primary && site !== recovery);
  const other = rest.length === 1 ? rest[0] : null;
  return { primary: place(primary ?? other), recovery: place(recovery ?? other) };
}

/** The sites that a design names, each once; none where they are not all known. */
export function sitesOf(profile: RuleNode): readonly string[] {
  const all = attempt(() => profile.strings('sites').all());
  return all instanceof UnknownRead ? [] : [...new Set(all)];
}

/** Everywhere that a design runs or recovers, each place once. */
export function placesOf(profile: RuleNode, catalog: Catalog): readonly Place[] {
  const texts = [...profile.strings('sites').all(), profile.string('primary'), profile.string('recovery')];
  const named = texts.filter((text): text is string => text !== null);
  return [...new Set(named)].map((text) => placeOf(catalog, text));
}
