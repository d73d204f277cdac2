import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-FDP-001',
  on: ['ztc_fdep_link'],
  reads: ['ztc_fdep_link.vpc_id'],
  scope: 'request',
  messages: {
    noNetwork: {
      en: 'the link names no network of the tenant to join with the FDEP system',
      zh: 'FDEP 链路未指明租户的专有网络',
    },
  },
  fix: {
    en: 'set vpc_id to a network of the tenant; the other end is always the FDEP system',
    zh: '将 vpc_id 设为租户的专有网络，对端固定为深证 FDEP 系统',
  },
  check(node, k) {
    return node.isSet('vpc_id') ? k.pass() : k.fail('noNetwork', {}, { attribute: 'vpc_id', value: null });
  },
  examples: {
    pass: [{ given: { 'ztc_fdep_link.a': { vpc_id: 'vpc-1' } } }],
    fail: [{ given: { 'ztc_fdep_link.a': { vpc_id: '' } }, at: 'ztc_fdep_link.a', message: 'noNetwork' }],
    unknown: { never: 'whether a network is named is written in the configuration' },
  },
});
