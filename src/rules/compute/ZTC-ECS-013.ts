import { defineRule } from '../kit/rule.ts';

/** Words for disks inside a server; the platform offers no such category. */
const LOCAL = /^local/i;

export default defineRule({
  id: 'ZTC-ECS-013',
  on: ['ztc_instance', 'ztc_disk'],
  reads: [
    'ztc_instance.system_disk',
    'ztc_instance.system_disk.category',
    'ztc_disk.category',
    'ztc_design_profile.target_availability',
    'ztc_design_profile.tiers',
    'ztc_design_profile.tiers.target_availability',
  ],
  scope: 'design',
  messages: {
    local: {
      en: 'a disk of category {category} is erased when its server fails, and the service level leaves it out',
      zh: '类型 {category} 的盘在服务器故障时会被清空，且不在 SLA 承诺范围内',
    },
    noPromise: { en: 'the design promises no availability', zh: '设计未声明目标可用性' },
  },
  fix: {
    en: 'start from cloud disks and keep data on them',
    zh: '系统盘与数据盘均使用云盘',
  },
  check(node, k) {
    const attribute = node.type === 'ztc_disk' ? 'category' : 'system_disk.category';
    const category = node.string(attribute) ?? '';
    if (!LOCAL.test(category)) return k.pass();
    const profiles = k.profiles();
    const promised = profiles.filter(
      (profile) =>
        profile.number('target_availability') !== null ||
        profile.objects('tiers').some((tier) => tier.number('target_availability') !== null),
    );
    if (profiles.atLeast(1) && promised.isEmpty()) return k.skip('noPromise');
    const allowed = k.catalog.keys('disk_types');
    return k.fail('local', { category }, { attribute, value: category, allowed });
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': { system_disk: { category: 'ssd' } } } },
      { given: { 'ztc_disk.a': { category: 'efficient' } } },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': { target_availability: 99.9 },
          'ztc_instance.a': { system_disk: { category: 'local' } },
        },
        at: 'ztc_instance.a',
        message: 'local',
      },
      {
        given: {
          'ztc_design_profile.p': { tiers: [{ name: 'db', target_availability: 99.9 }] },
          'ztc_disk.a': { category: 'local_ssd' },
        },
        at: 'ztc_disk.a',
        message: 'local',
      },
      {
        given: { 'ztc_instance.a': { system_disk: { category: 'local' } } },
        at: 'ztc_instance.a',
        message: 'local',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_disk.a': { category: '${ztc_service_request.r.assigned_values.category}' },
        },
        at: 'ztc_disk.a',
        because: 'ztc_service_request.r.assigned_values.category',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_design_profile.p': { scenario: 'other' },
          'ztc_instance.a': { system_disk: { category: 'local' } },
        },
      },
    ],
  },
});
