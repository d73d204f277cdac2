import { categoriesFor, hostsOfDisk, usesOf } from '../builders/environment.ts';
import { union } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** Whether a host keeps data on centralized storage. */
function usesCentralizedStorage(host: RuleNode): boolean {
  const type = 'ztc_centralized_storage_volume';
  return union(host.referrers(type, 'instance_id'), host.referrers(type, 'instance_ids')).atLeast(1);
}

export default defineRule({
  id: 'ZTC-ECS-017',
  on: ['ztc_disk'],
  reads: [
    'ztc_disk.category',
    'ztc_disk_attachment.disk_id',
    'ztc_disk_attachment.instance_id',
    'ztc_instance.role',
  ],
  scope: 'design',
  messages: {
    slow: {
      en: 'the data disk of database host {host} is of category {category}; databases with much I/O need {allowed} or centralized storage',
      zh: '数据库主机 {host} 的数据盘类型为 {category}，高 I/O 数据库应使用 {allowed} 或集中式存储',
    },
    noCategory: {
      en: 'the category is not one of the platform; the schema reports it',
      zh: '云盘类型有误，由模式校验报告',
    },
    noDatabase: { en: 'the disk belongs to no database host', zh: '该盘未挂载到数据库主机' },
  },
  fix: {
    en: 'use an SSD disk for the data of the database, or centralized storage',
    zh: '数据库数据改用 SSD 云盘或集中式存储',
  },
  check(node, k) {
    const category = node.string('category');
    const uses = usesOf(category, k);
    if (category === null || uses === null) return k.skip('noCategory');
    const databases = hostsOfDisk(node).filter((host) => host.string('role') === 'database');
    if (uses.includes('io_intensive')) return k.pass();
    if (databases.isEmpty()) return k.skip('noDatabase');
    const host = databases.known.find((candidate) => !usesCentralizedStorage(candidate));
    if (!host) return k.pass();
    const allowed = categoriesFor('io_intensive', k);
    return k.fail(
      'slow',
      { host: host.address, category, allowed },
      { attribute: 'category', value: category, allowed, related: [host] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_instance.db': { role: 'database' },
          'ztc_disk.d': { category: 'ssd' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.db.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_instance.db': { role: 'database' },
          'ztc_disk.d': { category: 'ordinary' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.db.id}' },
        },
        at: 'ztc_disk.d',
        message: 'slow',
      },
      {
        given: {
          'ztc_instance.db': { role: 'database' },
          'ztc_disk.d': { category: 'efficient' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.db.id}' },
        },
        at: 'ztc_disk.d',
        message: 'slow',
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
    notApplicable: [
      {
        given: {
          'ztc_instance.web': { role: 'web' },
          'ztc_disk.d': { category: 'ordinary' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.web.id}' },
        },
      },
      { given: { 'ztc_disk.d': { category: 'nvme' } } },
    ],
  },
});
