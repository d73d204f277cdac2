import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SLB-004',
  on: ['ztc_slb_listener'],
  reads: ['ztc_slb_listener.health_check.enabled'],
  scope: 'design',
  messages: {
    unchecked: {
      en: 'the listener does not probe its backends, so failed hosts keep getting traffic',
      zh: '该监听未启用健康检查，异常的后端仍会收到流量',
    },
  },
  fix: { en: 'set health_check.enabled to true', zh: '将 health_check.enabled 设为 true' },
  check(node, k) {
    if (node.flag('health_check.enabled')) return k.pass();
    return k.fail('unchecked', {}, { attribute: 'health_check.enabled', value: false, allowed: true });
  },
  examples: {
    pass: [{ given: { 'ztc_slb_listener.a': { health_check: { enabled: true } } } }],
    fail: [
      {
        given: { 'ztc_slb_listener.a': { health_check: { enabled: false } } },
        at: 'ztc_slb_listener.a',
        message: 'unchecked',
      },
      { given: { 'ztc_slb_listener.a': { port: 443 } }, at: 'ztc_slb_listener.a', message: 'unchecked' },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_slb_listener.a': { health_check: { enabled: '${ztc_service_request.r.completed_at}' } },
        },
        at: 'ztc_slb_listener.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
