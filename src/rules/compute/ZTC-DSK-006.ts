import { suits } from '../builders/environment.ts';
import { refInside } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-DSK-006',
  on: ['ztc_disk_attachment'],
  reads: [
    'ztc_disk_attachment.disk_id',
    'ztc_disk_attachment.instance_id',
    'ztc_disk.category',
    'ztc_instance.family',
  ],
  scope: 'request',
  messages: {
    doubtful: {
      en: '{disk}, of category {category}, is attached to {host}, of family {family}; the platform probably does not support that',
      zh: '类型 {category} 的 {disk} 挂载到规格族 {family} 的 {host}，平台很可能不支持',
    },
    elsewhere: { en: 'the disk or the host is not part of this design', zh: '云盘或主机不在本设计内' },
  },
  fix: {
    en: 'attach an efficient or SSD disk, or have the operators confirm the combination',
    zh: '改挂高效云盘或 SSD 云盘，或先向运营方确认',
  },
  check(node, k) {
    const disk = refInside(node, 'disk_id');
    const host = refInside(node, 'instance_id');
    if (!disk || !host) return k.skip('elsewhere');
    const category = disk.string('category') ?? '';
    const family = host.string('family') ?? '';
    if (suits(category, family, k)) return k.pass();
    const allowed = k.catalog.keys('disk_types').filter((other) => suits(other, family, k));
    return k.fail(
      'doubtful',
      { disk: disk.address, category, host: host.address, family },
      { attribute: 'disk_id', value: category, allowed, related: [disk, host] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_disk.d': { category: 'ssd' },
          'ztc_instance.mc': { family: 'multicast' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.mc.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_disk.d': { category: 'ordinary' },
          'ztc_instance.mc': { family: 'multicast' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.mc.id}' },
        },
        at: 'ztc_disk_attachment.d',
        message: 'doubtful',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_disk.d': { category: '${ztc_service_request.r.assigned_values.category}' },
          'ztc_instance.mc': { family: 'multicast' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.mc.id}' },
        },
        at: 'ztc_disk_attachment.d',
        because: 'ztc_service_request.r.assigned_values.category',
      },
    ],
    notApplicable: [{ given: { 'ztc_disk_attachment.d': { disk_id: 'd-1', instance_id: 'i-1' } } }],
  },
});
