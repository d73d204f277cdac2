import { environmentOf } from '../builders/environment.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SOL-013',
  on: ['ztc_instance'],
  reads: ['ztc_instance.environment', 'ztc_instance.power_state', 'ztc_design_profile.environment'],
  scope: 'design',
  messages: {
    idle: {
      en: 'the host of the {environment} environment is kept stopped, and is paid for as long as it exists',
      zh: '{environment} 环境的云服务器处于停机保留状态，存在期间持续计费',
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
    const environment = environmentOf(node, k);
    if (environment === null || environment === 'production') return k.skip('notShortLived');
    if (node.string('power_state') !== 'stopped') return k.pass();
    return k.fail('idle', { environment }, { attribute: 'power_state', value: 'stopped' });
  },
  examples: {
    pass: [{ given: { 'ztc_instance.a': { environment: 'test' } } }],
    fail: [
      {
        given: { 'ztc_instance.a': { environment: 'test', power_state: 'stopped' } },
        at: 'ztc_instance.a',
        message: 'idle',
      },
      {
        given: {
          'ztc_design_profile.p': { environment: 'development' },
          'ztc_instance.a': { power_state: 'stopped' },
        },
        at: 'ztc_instance.a',
        message: 'idle',
      },
    ],
    unknown: { never: 'environment and power state are written by the user' },
    notApplicable: [
      { given: { 'ztc_instance.a': { environment: 'production', power_state: 'stopped' } } },
      { given: { 'ztc_instance.a': { power_state: 'stopped' } } },
    ],
  },
});
