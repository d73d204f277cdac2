/** The tiers of a design profile and the hosts that make them up. */
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { attempt, UnknownRead } from '../kit/unknown-read.ts';
import { type AnyKit, distinct, union } from './sets.ts';

export interface Tier {
  readonly name: string;
  /** Where it stands in its profile: `tiers.0`. */
  readonly path: string;
  readonly node: RuleNode;
  /** Hosts of the tier's role and those that it lists. */
  readonly hosts: Few<RuleNode>;
}

export function tiersOf(profile: RuleNode, k: AnyKit): Few<Tier> {
  const tiers = profile.objects('tiers');
  return new Few(
    tiers.known.map((node, at) => tierAt(node, at, k)),
    tiers.open,
  );
}

function tierAt(node: RuleNode, at: number, k: AnyKit): Tier {
  const name = attempt(() => node.string('name'));
  let hosts: Few<RuleNode> | undefined;
  return {
    name: name instanceof UnknownRead ? `${at}` : (name ?? `${at}`),
    path: `tiers.${at}`,
    node,
    // Not every rule asks, and there are many hosts.
    get hosts() {
      hosts ??= hostsOf(node, k);
      return hosts;
    },
  };
}

function hostsOf(tier: RuleNode, k: AnyKit): Few<RuleNode> {
  const listed = tier.refs('instance_ids').filter((host) => host.type === 'ztc_instance');
  const ofRole = k.all('ztc_instance').filter((host) => {
    const role = host.string('role');
    return role !== null && role === (tier.string('role') ?? tier.string('name'));
  });
  return distinct(union(listed, ofRole));
}

/** What is said of each member; what cannot be told yet only counts where nothing else is said. */
export function said<T, U>(few: Few<T>, say: (item: T) => U | null): readonly U[] {
  const answers = few.map(say);
  const found = answers.known.filter((answer): answer is Awaited<U> & U => answer !== null);
  if (found.length === 0) answers.atLeast(answers.known.length + 1);
  return found;
}
