import { size } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-IMG-002',
  on: ['ztc_image'],
  reads: ['ztc_image.source_instance_id', 'ztc_image.source_snapshot_ids'],
  scope: 'request',
  messages: {
    both: {
      en: 'the image names a host and snapshots as its source; it comes from one of the two',
      zh: '镜像同时指定了来源主机和来源快照，只能二选一',
    },
    none: {
      en: 'the image names neither a host nor snapshots as its source',
      zh: '镜像既未指定来源主机也未指定来源快照',
    },
  },
  fix: {
    en: 'keep either source_instance_id or source_snapshot_ids',
    zh: '只保留 source_instance_id 或 source_snapshot_ids 之一',
  },
  check(node, k) {
    const allowed = ['source_instance_id', 'source_snapshot_ids'];
    const fromHost = node.isSet('source_instance_id');
    const snapshots = 'source_snapshot_ids';
    const fromSnapshots = node.isSet(snapshots) && (!node.isKnown(snapshots) || size(node, snapshots) > 0);
    if (fromHost && fromSnapshots) return k.fail('both', {}, { value: allowed, allowed });
    if (!fromHost && !node.isSet(snapshots)) return k.fail('none', {}, { value: [], allowed });
    return k.pass();
  },
  examples: {
    pass: [
      { given: { 'ztc_image.i': { source_snapshot_ids: ['snap-1'] } } },
      { given: { 'ztc_image.i': { source_instance_id: 'i-1' } } },
    ],
    fail: [
      {
        given: { 'ztc_image.i': { source_instance_id: 'i-1', source_snapshot_ids: ['snap-1'] } },
        at: 'ztc_image.i',
        message: 'both',
      },
      { given: { 'ztc_image.i': { name: 'i' } }, at: 'ztc_image.i', message: 'none' },
    ],
    unknown: { never: 'a source that is set counts, whatever its identifier will be' },
  },
});
