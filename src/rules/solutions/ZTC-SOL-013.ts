import { environmentOf } from '../builders/environment.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SOL-013',
  on: ['ztc_instance', 'ztc_disk', 'ztc_eip'],
  reads: [
    'ztc_instance.environment',
    'ztc_instance.power_state',
    'ztc_design_profile.environment',
    'ztc_disk_attachment.disk_id',
    'ztc_eip_association.eip_id',
  ],
  scope: 'design',
  messages: {
    idle: {
      en: 'nothing uses this resource of the {environment} environment, which is paid for as long as it exists',
      zh: '{environment} 环境中的该资源未被使用，存在期间持续计费',
    },
    notShortLived: {
      en: 'the resource is not part of a test or development environment',
      zh: '该资源不属于测试或开发环境',
    },
  },
  fix: {
    en: 'release it and create it again when it is needed',
    zh: '先行释放，需要时再创建',
  },
  check(node, k) {
    const environment =
      node.type === 'ztc_instance'
        ? environmentOf(node, k)
        : (k
            .profiles()
            .known.map((profile) => profile.string('environment'))
            .find((found) => found !== null) ?? null);
    if (environment === null || environment === 'production') return k.skip('notShortLived');
    const isIdle =
      node.type === 'ztc_instance'
        ? node.string('power_state') === 'stopped'
        : node.type === 'ztc_disk'
          ? node.referrers('ztc_disk_attachment', 'disk_id').isEmpty()
          : node.referrers('ztc_eip_association', 'eip_id').isEmpty();
    if (!isIdle) return k.pass();
    return node.type === 'ztc_instance'
      ? k.fail('idle', { environment }, { attribute: 'power_state', value: 'stopped' })
      : k.fail('idle', { environment });
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': { environment: 'test' } } },
      {
        given: {
          'ztc_design_profile.p': { environment: 'test' },
          'ztc_instance.a': {},
          'ztc_disk.a': {},
          'ztc_disk_attachment.a': { disk_id: '${ztc_disk.a.id}', instance_id: '${ztc_instance.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_instance.a': { environment: 'test', power_state: 'stopped' } },
        at: 'ztc_instance.a',
        message: 'idle',
      },
      {
        given: { 'ztc_design_profile.p': { environment: 'development' }, 'ztc_disk.a': {} },
        at: 'ztc_disk.a',
        message: 'idle',
      },
      {
        given: { 'ztc_design_profile.p': { environment: 'test' }, 'ztc_eip.a': { site: 'sh-jq' } },
        at: 'ztc_eip.a',
        message: 'idle',
      },
    ],
    unknown: { never: 'whether something is attached is written in the design' },
    notApplicable: [
      { given: { 'ztc_instance.a': { environment: 'production', power_state: 'stopped' } } },
      { given: { 'ztc_disk.a': {} } },
    ],
  },
});
