/** What availability a design promises, and for how many hosts. */
import type { RuleNode } from '../kit/node.ts';
import type { AnyKit } from './sets.ts';
import { type Tier, tiersOf } from './tiers.ts';

export interface Target {
  readonly percent: number;
  /** Where it stands. */
  readonly attribute: string;
}

/** The target of a tier: its own, otherwise that of the design. */
export function targetOf(profile: RuleNode, tier: Tier): Target | null {
  const own = tier.path === '' ? null : tier.node.number('target_availability');
  if (own !== null) return { percent: own, attribute: `${tier.path}.target_availability` };
  const percent = profile.number('target_availability');
  return percent === null ? null : { percent, attribute: 'target_availability' };
}

/** The tiers of a design; a design that names none is one tier of all its hosts. */
export function tiersOrWhole(profile: RuleNode, k: AnyKit): readonly Tier[] {
  const tiers = tiersOf(profile, k).all();
  if (tiers.length > 0) return tiers;
  return [{ name: '*', path: '', node: profile, hosts: k.all('ztc_instance') }];
}

/** Number of hosts that a tier states for itself; 0 where it states none. */
export function statedHosts(tier: Tier): number {
  return tier.path === '' ? 0 : (tier.node.number('instances') ?? 0);
}

/** Whether a tier has exactly one host, here or described elsewhere. */
export function hasOneHost(tier: Tier): boolean {
  const stated = statedHosts(tier);
  if (stated > 1 || tier.hosts.atLeast(2)) return false;
  return stated === 1 || tier.hosts.known.length === 1;
}

/** Whether a tier is made up of other objects than hosts. */
export function isOfOtherObjects(tier: Tier): boolean {
  if (tier.path === '' || statedHosts(tier) > 0 || !tier.hosts.isEmpty()) return false;
  const members = tier.node.refs('resource_ids');
  return !members.isEmpty() && members.none((member) => member.type === 'ztc_instance');
}
