/** Products that the whitepaper only names, and designs that count on them. */
import type { RuleNode } from '../kit/node.ts';

/** Whether a text names the key of a product as a word of its own: `cdn`, `uses_cdn`, `cdn:static`. */
export function names(text: string, key: string): boolean {
  return new RegExp(`(^|[^a-z0-9])${key}($|[^a-z0-9])`).test(text.toLowerCase().replaceAll(/[\s-]+/g, '_'));
}

/** The assumption of a design that names the product; undefined when there is none or the operators confirmed it. */
export function assumed(profile: RuleNode, key: string): string | undefined {
  const assumption = profile.strings('assumptions').known.find((text) => names(text, key));
  return assumption === undefined || isConfirmed(profile, key) ? undefined : assumption;
}

export function isConfirmed(profile: RuleNode, key: string): boolean {
  return profile.strings('confirmations').some((text) => names(text, key));
}
