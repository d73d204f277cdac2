import type { SiteCode } from '../../src/catalog/generated/types.ts';
import type { Construct } from './engine.ts';
import { Site } from './site.ts';

/** Props of everything that has a place of its own. */
export interface Placed<S extends SiteCode> {
  /**
   * The site (站点).
   * @default - the nearest one above
   */
  readonly site?: Site<S> | AtSite<S>;
}

/** Something that is at a site: its place can be passed on as `site`. */
export interface AtSite<S extends SiteCode> {
  readonly siteCode: S;
}

/** The site of a construct: the one given, or the nearest above it. */
export function codeOf<S extends SiteCode>(construct: Construct, { site }: Placed<S>): S {
  const place = site ?? Site.of(construct);
  return ('siteCode' in place ? place.siteCode : place.code) as S;
}

/**
 * Makes props impossible where `S` is known and is none of `Allowed`; the message is the name of a property that cannot
 * be given. Where the site is not known at compile time, the rules see to it.
 */
export type OnlyAt<S extends SiteCode, Allowed extends SiteCode, Message extends string> = [S] extends [
  Allowed,
]
  ? unknown
  : [SiteCode] extends [S]
    ? unknown
    : { readonly [K in Message]: never };
