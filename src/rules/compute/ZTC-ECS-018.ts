import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ECS-018',
  on: ['ztc_instance'],
  reads: ['ztc_instance.requires_gpu', 'ztc_instance.family'],
  scope: 'request',
  messages: {
    noGpu: {
      en: 'the workload needs graphics processors, and hosts of family {family} have none',
      zh: '该负载需要 GPU，而规格族 {family} 不带 GPU',
    },
    notNeeded: { en: 'the host does not ask for graphics processors', zh: '该主机未声明需要 GPU' },
  },
  fix: {
    en: 'choose family gpu (at Jinqiao), or drop requires_gpu',
    zh: '改用 gpu 规格族（金桥站点），或去掉 requires_gpu',
  },
  check(node, k) {
    if (!node.flag('requires_gpu')) return k.skip('notNeeded');
    const family = node.string('family') ?? '';
    const allowed = [
      ...new Set(
        k.catalog
          .table('instance_flavors')
          .filter(([name]) => k.catalog.number(`instance_flavors.${name}.gpus`) > 0)
          .map(([name]) => String(k.catalog.get(`instance_flavors.${name}.family`))),
      ),
    ];
    if (allowed.includes(family)) return k.pass();
    return k.fail('noGpu', { family }, { attribute: 'family', value: family, allowed });
  },
  examples: {
    pass: [{ given: { 'ztc_instance.a': { requires_gpu: true, family: 'gpu' } } }],
    fail: [
      {
        given: { 'ztc_instance.a': { requires_gpu: true, family: 'compute' } },
        at: 'ztc_instance.a',
        message: 'noGpu',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { requires_gpu: true, family: '${ztc_service_request.r.assigned_values.family}' },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.family',
      },
    ],
    notApplicable: [
      { given: { 'ztc_instance.a': { family: 'compute' } } },
      { given: { 'ztc_instance.a': { requires_gpu: false, family: 'compute' } } },
    ],
  },
});
