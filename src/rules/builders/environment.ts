/** What hosts and their disks are used for. */
import type { Catalog } from '../../catalog/catalog.ts';
import type { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { memo } from './memo.ts';
import type { AnyKit } from './sets.ts';

/** The environment of a host: its own, otherwise that of the design; null where nothing is said. */
export function environmentOf(host: RuleNode, k: AnyKit): string | null {
  const own = host.string('environment');
  if (own !== null) return own;
  const declared = k.profiles().known.map((profile) => profile.string('environment'));
  return declared.find((environment) => environment !== null) ?? null;
}

/** The hosts that a disk is attached to as a data disk. */
export function hostsOfDisk(disk: RuleNode): Few<RuleNode> {
  return disk
    .referrers('ztc_disk_attachment', 'disk_id')
    .flatMap((attachment) => attachment.refs('instance_id'))
    .filter((host) => host.type === 'ztc_instance');
}

/** The data disks that are attached to a host. */
export function disksOfHost(host: RuleNode): Few<RuleNode> {
  return host
    .referrers('ztc_disk_attachment', 'instance_id')
    .flatMap((attachment) => attachment.refs('disk_id'))
    .filter((disk) => disk.type === 'ztc_disk');
}

const uses = memo((catalog: Catalog): ReadonlyMap<string, readonly string[]> => {
  const categories = catalog.keys('disk_types');
  return new Map(categories.map((category) => [category, catalog.keys(`disk_types.${category}.uses`)]));
});

/** What the catalogue says a category of disks is meant for; null for a category that it does not know. */
export function usesOf(category: string | null, k: AnyKit): readonly string[] | null {
  return category === null ? null : (uses(k.catalog).get(category) ?? null);
}

/** The categories that the catalogue names for a use. */
export function categoriesFor(use: string, k: AnyKit): readonly string[] {
  return k.catalog.keys('disk_types').filter((category) => usesOf(category, k)?.includes(use));
}

/** Whether hosts of a family can use disks of a category; true for names that the catalogue does not know. */
export function suits(category: string, family: string, k: AnyKit): boolean {
  if (usesOf(category, k) === null) return true;
  return !k.catalog.keys(`disk_types.${category}.excluded_families`).includes(family);
}
