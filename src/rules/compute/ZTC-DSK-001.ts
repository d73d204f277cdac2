import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-DSK-001',
  on: ['ztc_disk', 'ztc_instance'],
  reads: ['ztc_disk.category', 'ztc_instance.system_disk', 'ztc_instance.system_disk.category'],
  scope: 'request',
  messages: {
    other: {
      en: 'disks of category {value} are not offered; there is {allowed}',
      zh: '不提供类型为 {value} 的云盘，可选 {allowed}',
    },
    notGiven: { en: 'no category is given; the schema reports it', zh: '未指定云盘类型，由模式校验报告' },
  },
  fix: { en: 'choose one of the categories of cloud disks', zh: '改用平台提供的云盘类型' },
  check(node, k) {
    const attribute = node.type === 'ztc_disk' ? 'category' : 'system_disk.category';
    const value = node.string(attribute);
    if (value === null) return k.skip('notGiven');
    const allowed = k.catalog.keys('disk_types');
    if (allowed.includes(value)) return k.pass();
    return k.fail('other', { value, allowed }, { attribute, value, allowed });
  },
  examples: {
    pass: [
      { given: { 'ztc_disk.d': { category: 'efficient' } } },
      { given: { 'ztc_instance.a': { system_disk: { category: 'ssd' } } } },
    ],
    fail: [
      { given: { 'ztc_disk.d': { category: 'nvme' } }, at: 'ztc_disk.d', message: 'other' },
      {
        given: { 'ztc_instance.a': { system_disk: { category: 'cloud_essd' } } },
        at: 'ztc_instance.a',
        message: 'other',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_disk.d': { category: '${ztc_service_request.r.assigned_values.category}' },
        },
        at: 'ztc_disk.d',
        because: 'ztc_service_request.r.assigned_values.category',
      },
    ],
    notApplicable: [{ given: { 'ztc_disk.d': { size_gib: 20 } } }],
  },
});
