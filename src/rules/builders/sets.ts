/** Small helpers over collections and references that many rules need. */

import { Few } from '../kit/few.ts';
import type { RuleKit } from '../kit/kit.ts';
import type { RuleNode } from '../kit/node.ts';
import type { Messages, Verdict } from '../kit/rule.ts';
import { attempt, UnknownRead } from '../kit/unknown-read.ts';

/** Any kit: helpers do not give verdicts. */
export type AnyKit = Pick<RuleKit<Messages>, 'object' | 'all' | 'removed' | 'phase' | 'catalog' | 'profiles'>;

/** The members of several collections. */
export function union<T>(...parts: readonly Few<T>[]): Few<T> {
  return new Few(
    parts.flatMap((part) => part.known),
    parts.flatMap((part) => part.open),
  );
}

/** Each object once. */
export function distinct(nodes: Few<RuleNode>): Few<RuleNode> {
  const byAddress = new Map(nodes.known.map((node) => [node.address, node]));
  return new Few([...byAddress.values()], nodes.open);
}

/** The object that an attribute refers to; null when it is not set or names an object that the graph does not hold. */
export function refInside(node: RuleNode, attribute: string): RuleNode | null {
  const { known, open } = node.refs(attribute);
  if (known[0]) return known[0];
  if (open[0] && !node.isKnown(attribute)) throw new UnknownRead(open[0]);
  return null;
}

/** What an attribute refers to as a text that is equal for equal targets; null when it is not set. */
export function targetKey(node: RuleNode, attribute: string): string | null {
  const target = refInside(node, attribute);
  return target ? target.address : node.string(attribute);
}

/** The objects of `type` whose `attribute` refers to the same thing as that of `node`, which is not among them. */
export function siblings(node: RuleNode, attribute: string, k: AnyKit): Few<RuleNode> {
  const target = refInside(node, attribute);
  if (target) return target.referrers(node.type, attribute).filter((other) => !other.is(node));
  const id = node.string(attribute);
  return id === null ? new Few([]) : withId(node, attribute, id, k);
}

function withId(node: RuleNode, attribute: string, id: string, k: AnyKit): Few<RuleNode> {
  const same = k
    .all(node.type)
    .known.filter((other) => !other.is(node) && other.isKnown(attribute) && other.string(attribute) === id);
  return new Few(same);
}

/**
 * Whether `other` is not the one of the two that has to give way: what exists stays, of two new objects the one that
 * sorts first. In the control plane everything was there before the request.
 */
export function precedes(other: RuleNode, node: RuleNode, k: AnyKit): boolean {
  if (k.phase === 'apply') return true;
  const [a, b] = [isNew(other), isNew(node)];
  return a === b ? other.address < node.address : b;
}

function isNew(node: RuleNode): boolean {
  return node.change() === 'create' || node.change() === 'replace';
}

/** The first member for which the test holds for certain; stops the rule when it might hold for another. */
export function find<T>(few: Few<T>, test: (item: T) => boolean): T | undefined {
  const found = few.known.find((item) => attempt(() => test(item)) === true);
  if (found === undefined) few.none(test);
  return found;
}

/** All that certainly fails; where nothing does, stops the rule when something may. */
export function collect(checks: readonly (() => Verdict | null)[]): readonly Verdict[] {
  const outcomes = checks.map((check) => attempt(check));
  const fails = outcomes.filter(
    (outcome): outcome is Verdict => outcome !== null && !(outcome instanceof UnknownRead),
  );
  const doubt = outcomes.find((outcome) => outcome instanceof UnknownRead);
  if (fails.length === 0 && doubt instanceof UnknownRead) throw doubt;
  return fails;
}

/** The sum over all members as far as it is known, and whether there may be more. */
export function total<T>(
  few: Few<T>,
  amount: (item: T) => number,
): { readonly sum: number; readonly rest: Few<number> } {
  const amounts = few.map(amount);
  return { sum: amounts.known.reduce((a, b) => a + b, 0), rest: new Few<number>([], amounts.open) };
}

/** Number of elements of a list or set; elements that are not known count. */
export function size(node: RuleNode, path: string): number {
  const value = node.get(path);
  return Array.isArray(value) ? value.length : 0;
}

/** Types whose ids get mixed up with those of hosts and gateways. */
const SERVICES = [
  'ztc_instance',
  'ztc_slb',
  'ztc_nat_gateway',
  'ztc_network_interface',
  'ztc_bare_metal_server',
  'ztc_rds_instance',
  'ztc_rds_readonly_instance',
  'ztc_redis_instance',
  'ztc_mongodb_instance',
  'ztc_hbase_cluster',
  'ztc_elasticsearch_instance',
  'ztc_oss_bucket',
  'ztc_nas_file_system',
  'ztc_nas_mount_target',
  'ztc_emr_cluster',
  'ztc_datahub_instance',
  'ztc_vpn_gateway',
  'ztc_bastion',
  'ztc_hsm_instance',
  'ztc_hsm_cluster',
];

/** The object of another type that an attribute leads to, by reference or by its id; null when its type is right. */
export function wrongTarget(
  node: RuleNode,
  attribute: string,
  types: readonly string[],
  k: AnyKit,
): RuleNode | null {
  const target = node.refs(attribute).known[0];
  if (target) return types.includes(target.type) ? null : target;
  const id = node.isKnown(attribute) ? node.string(attribute) : null;
  if (id === null) return null;
  const others = SERVICES.filter((type) => !types.includes(type)).flatMap((type) => k.all(type).known);
  return others.find((other) => other.node.values.id === id) ?? null;
}
