import { environmentOf, hostsOfDisk, usesOf } from '../builders/environment.ts';
import { defineRule } from '../kit/rule.ts';

/** What a category is meant for when it is not meant for data of production. */
const MODEST = ['dev_test', 'system_disk'];

export default defineRule({
  id: 'ZTC-DSK-017',
  on: ['ztc_disk'],
  reads: [
    'ztc_disk.category',
    'ztc_disk_attachment.disk_id',
    'ztc_disk_attachment.instance_id',
    'ztc_instance.environment',
    'ztc_design_profile.environment',
  ],
  scope: 'design',
  messages: {
    modest: {
      en: 'the production host {host} keeps data on a disk of category {category}, which is meant for development, test and system disks',
      zh: '生产主机 {host} 的数据盘为类型 {category}，该类型定位为开发测试与系统盘',
    },
    other: {
      en: 'the category is meant for more than development and system disks',
      zh: '该类型不限于开发测试与系统盘',
    },
  },
  fix: {
    en: 'consider an efficient or SSD disk for production data',
    zh: '生产数据建议使用高效云盘或 SSD 云盘',
  },
  check(node, k) {
    const category = node.string('category');
    const uses = usesOf(category, k);
    if (category === null || !uses?.every((use) => MODEST.includes(use))) return k.skip('other');
    const production = hostsOfDisk(node).filter((host) => environmentOf(host, k) === 'production');
    if (production.isEmpty()) return k.pass();
    const hosts = production.known;
    const allowed = k.catalog
      .keys('disk_types')
      .filter((other) => usesOf(other, k)?.some((use) => !MODEST.includes(use)));
    return k.fail(
      'modest',
      { host: hosts.map((host) => host.address), category },
      { attribute: 'category', value: category, allowed, related: hosts },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_disk.d': { category: 'ordinary' },
          'ztc_instance.a': { environment: 'test' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_disk.d': { category: 'ordinary' },
          'ztc_instance.a': { environment: 'production' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
        at: 'ztc_disk.d',
        message: 'modest',
      },
      {
        given: {
          'ztc_design_profile.p': { environment: 'production' },
          'ztc_disk.d': { category: 'ordinary' },
          'ztc_instance.a': {},
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
        at: 'ztc_disk.d',
        message: 'modest',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_disk.d': { category: 'ordinary' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: 'i-of-another-stack' },
        },
        at: 'ztc_disk.d',
        because: 'object outside the graph: i-of-another-stack',
      },
    ],
    notApplicable: [{ given: { 'ztc_disk.d': { category: 'ssd' } } }],
  },
});
