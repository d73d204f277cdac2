import { size } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-IMG-001',
  on: ['ztc_image'],
  reads: ['ztc_image.source_instance_id', 'ztc_image.source_snapshot_ids', 'ztc_snapshot.disk_id'],
  scope: 'request',
  messages: {
    noSystemDisk: {
      en: 'none of the source snapshots is one of a system disk, and an image needs exactly one',
      zh: '来源快照中没有系统盘快照，而镜像须恰好包含一块系统盘',
    },
    several: {
      en: 'the snapshots {snapshots} are of system disks, and an image has exactly one',
      zh: '快照 {snapshots} 均来自系统盘，而镜像只能包含一块系统盘',
    },
    otherSource: { en: 'the image is not made from snapshots', zh: '该镜像不由快照制作' },
  },
  fix: {
    en: 'list the snapshot of one system disk, and those of data disks as needed',
    zh: '只列入一块系统盘的快照，并按需附带数据盘快照',
  },
  check(node, k) {
    const attribute = 'source_snapshot_ids';
    if (node.isSet('source_instance_id') || !node.isSet(attribute)) return k.skip('otherSource');
    if (size(node, attribute) === 0) return k.fail('noSystemDisk', {}, { attribute });
    const ofSystemDisks = node
      .refs(attribute)
      .filter((snapshot) => snapshot.refs('disk_id').some((disk) => disk.type === 'ztc_instance'));
    if (ofSystemDisks.known.length > 1) {
      const snapshots = ofSystemDisks.known.map((snapshot) => snapshot.address).toSorted();
      return k.fail('several', { snapshots }, { attribute, value: snapshots, related: ofSystemDisks.known });
    }
    if (ofSystemDisks.atMost(1) && ofSystemDisks.atLeast(1)) return k.pass();
    return k.fail('noSystemDisk', {}, { attribute, related: node.refs(attribute).known });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_instance.a': { system_disk: { category: 'efficient' } },
          'ztc_disk.d': {},
          'ztc_snapshot.system': { disk_id: '${ztc_instance.a.system_disk.id}' },
          'ztc_snapshot.data': { disk_id: '${ztc_disk.d.id}' },
          'ztc_image.i': { source_snapshot_ids: ['${ztc_snapshot.system.id}', '${ztc_snapshot.data.id}'] },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_disk.d': {},
          'ztc_snapshot.data': { disk_id: '${ztc_disk.d.id}' },
          'ztc_image.i': { source_snapshot_ids: ['${ztc_snapshot.data.id}'] },
        },
        at: 'ztc_image.i',
        message: 'noSystemDisk',
      },
      {
        given: {
          'ztc_instance.a': { system_disk: { category: 'efficient' } },
          'ztc_instance.b': { system_disk: { category: 'efficient' } },
          'ztc_snapshot.a': { disk_id: '${ztc_instance.a.system_disk.id}' },
          'ztc_snapshot.b': { disk_id: '${ztc_instance.b.system_disk.id}' },
          'ztc_image.i': { source_snapshot_ids: ['${ztc_snapshot.a.id}', '${ztc_snapshot.b.id}'] },
        },
        at: 'ztc_image.i',
        message: 'several',
      },
      { given: { 'ztc_image.i': { source_snapshot_ids: [] } }, at: 'ztc_image.i', message: 'noSystemDisk' },
    ],
    unknown: [
      {
        given: { 'ztc_image.i': { source_snapshot_ids: ['snap-of-another-stack'] } },
        at: 'ztc_image.i',
        because: 'object outside the graph: snap-of-another-stack',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_instance.a': { system_disk: { category: 'efficient' } },
          'ztc_image.i': { source_instance_id: '${ztc_instance.a.id}' },
        },
      },
      { given: { 'ztc_image.i': { name: 'i' } } },
    ],
  },
});
