import { categoriesFor, usesOf } from '../builders/environment.ts';
import { refInside } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-DSK-008',
  on: ['ztc_snapshot'],
  reads: ['ztc_snapshot.disk_id', 'ztc_disk.category'],
  scope: 'design',
  messages: {
    unnamed: {
      en: 'snapshots of {disk} are possible, but the whitepaper names backup by snapshot for category {allowed} only, and the disk is of category {category}',
      zh: '可以为 {disk} 创建快照，但白皮书只把快照备份列在 {allowed} 的适用场景，该盘类型为 {category}',
    },
    noDataDisk: { en: 'the source is no data disk of this design', zh: '快照来源不是本设计内的数据盘' },
  },
  fix: {
    en: 'nothing has to change; snapshots cover all cloud disks',
    zh: '无须修改；快照适用于各类云盘',
  },
  check(node, k) {
    const disk = refInside(node, 'disk_id');
    if (disk?.type !== 'ztc_disk') return k.skip('noDataDisk');
    const category = disk.string('category');
    const uses = usesOf(category, k);
    if (category === null || uses === null || uses.includes('snapshot_backup')) return k.pass();
    const allowed = categoriesFor('snapshot_backup', k);
    return k.fail(
      'unnamed',
      { disk: disk.address, category, allowed },
      { attribute: 'disk_id', value: category, allowed, related: [disk] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_disk.d': { category: 'efficient' },
          'ztc_snapshot.s': { disk_id: '${ztc_disk.d.id}' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_disk.d': { category: 'ordinary' }, 'ztc_snapshot.s': { disk_id: '${ztc_disk.d.id}' } },
        at: 'ztc_snapshot.s',
        message: 'unnamed',
      },
      {
        given: { 'ztc_disk.d': { category: 'ssd' }, 'ztc_snapshot.s': { disk_id: '${ztc_disk.d.id}' } },
        at: 'ztc_snapshot.s',
        message: 'unnamed',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_disk.d': { category: '${ztc_service_request.r.assigned_values.category}' },
          'ztc_snapshot.s': { disk_id: '${ztc_disk.d.id}' },
        },
        at: 'ztc_snapshot.s',
        because: 'ztc_service_request.r.assigned_values.category',
      },
    ],
    notApplicable: [
      {
        given: { 'ztc_instance.a': {}, 'ztc_snapshot.s': { disk_id: '${ztc_instance.a.system_disk.id}' } },
      },
    ],
  },
});
