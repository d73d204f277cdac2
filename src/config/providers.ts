/** Which provider a resource belongs to, and which of them the reconciler knows. */

import type { ProviderRequirement } from './model.ts';

/** Providers that this release implements, by the last part of their source address. */
export const KNOWN_PROVIDERS: ReadonlySet<string> = new Set(['ztc', 'null', 'terraform']);

/** `ztc_vpc` belongs to `ztc` unless its `provider` argument says otherwise. */
export function impliedProvider(type: string): string {
  const end = type.indexOf('_');
  return end < 0 ? type : type.slice(0, end);
}

/** The provider's type behind a local name: `cloud` with the source `sse-tech/ztc` is `ztc`. */
export function providerType(
  localName: string,
  requirements: ReadonlyMap<string, ProviderRequirement>,
): string {
  const source = requirements.get(localName)?.source;
  return source === undefined ? localName : (source.split('/').at(-1) ?? localName);
}
