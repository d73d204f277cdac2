import { suits } from '../builders/environment.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-DSK-005',
  on: ['ztc_instance'],
  reads: ['ztc_instance.family', 'ztc_instance.system_disk', 'ztc_instance.system_disk.category'],
  scope: 'request',
  messages: {
    unsuited: {
      en: 'a disk of category {category} cannot be the system disk of a host of family {family}; {allowed} can',
      zh: '类型 {category} 的云盘不能作为规格族 {family} 主机的系统盘，可选 {allowed}',
    },
    noDisk: { en: 'no system disk is described here', zh: '未描述系统盘' },
  },
  fix: {
    en: 'start the host from an efficient or SSD disk',
    zh: '系统盘改用高效云盘或 SSD 云盘',
  },
  check(node, k) {
    const attribute = 'system_disk.category';
    const category = node.string(attribute);
    if (category === null) return k.skip('noDisk');
    if (k.catalog.keys('disk_types').every((other) => other !== category)) return k.skip('noDisk');
    const family = node.string('family') ?? '';
    if (suits(category, family, k)) return k.pass();
    const allowed = k.catalog.keys('disk_types').filter((other) => suits(other, family, k));
    return k.fail('unsuited', { category, family, allowed }, { attribute, value: category, allowed });
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.mc': { family: 'multicast', system_disk: { category: 'ssd' } } } },
      { given: { 'ztc_instance.a': { family: 'general', system_disk: { category: 'ordinary' } } } },
    ],
    fail: [
      {
        given: { 'ztc_instance.mc': { family: 'multicast', system_disk: { category: 'ordinary' } } },
        at: 'ztc_instance.mc',
        message: 'unsuited',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': {
            family: '${ztc_service_request.r.assigned_values.family}',
            system_disk: { category: 'ordinary' },
          },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.family',
      },
    ],
    notApplicable: [{ given: { 'ztc_instance.mc': { family: 'multicast' } } }],
  },
});
