/** Computed values that the vocabulary cannot say, by the names that schemas use (`compute: {handler: …}`). */
import type { Json } from '../client/client.ts';
import type { ResourceRow } from './store/port.ts';
import type { World } from './world.ts';

export interface Access {
  /** The value at the end of a chain of references. */
  follow(world: World, row: ResourceRow, path: string): Json;
  targets(world: World, row: ResourceRow, attribute: string): readonly ResourceRow[];
}

type Handler = (world: World, row: ResourceRow, access: Access) => Json;

export const HANDLERS: Readonly<Record<string, Handler>> = {
  image_os_type: (world, row, access) =>
    access.follow(world, row, 'source_instance_id.image_id.os_type') ??
    access.follow(world, row, 'source_snapshot_ids.disk_id.image_id.os_type'),
  image_disk_count: (world, row, access) => {
    const instance = access.targets(world, row, 'source_instance_id')[0];
    if (instance) return 1 + world.referrers(instance, 'ztc_disk_attachment', 'instance_id').length;
    return access.targets(world, row, 'source_snapshot_ids').length || null;
  },
  snapshot_size_gib: (world, row, access) =>
    access.follow(world, row, 'disk_id.size_gib') ??
    access.follow(world, row, 'disk_id.system_disk.size_gib'),
};
