import { wrongTarget } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

/** Hosts; encryption machines that scale behind a load balancer are the documented exception. */
const BACKENDS = ['ztc_instance', 'ztc_hsm_instance', 'ztc_hsm_cluster'];

export default defineRule({
  id: 'ZTC-SLB-009',
  on: ['ztc_slb_backend'],
  reads: ['ztc_slb_backend.instance_id'],
  scope: 'request',
  messages: {
    noHost: {
      en: '{target} cannot be a backend; a load balancer distributes traffic over cloud hosts',
      zh: '{target} 不能作为后端，负载均衡的后端须为云服务器',
    },
  },
  fix: {
    en: 'point instance_id at a ztc_instance',
    zh: '将 instance_id 指向 ztc_instance',
  },
  check(node, k) {
    const target = wrongTarget(node, 'instance_id', BACKENDS, k);
    if (!target) return k.pass();
    return k.fail(
      'noHost',
      { target: target.address },
      { attribute: 'instance_id', value: target.address, allowed: ['ztc_instance'], related: [target] },
    );
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': {}, 'ztc_slb_backend.a': { instance_id: '${ztc_instance.a.id}' } } },
      { given: { 'ztc_slb_backend.a': { instance_id: 'i-1' } } },
    ],
    fail: [
      {
        given: { 'ztc_nat_gateway.a': {}, 'ztc_slb_backend.a': { instance_id: '${ztc_nat_gateway.a.id}' } },
        at: 'ztc_slb_backend.a',
        message: 'noHost',
      },
      {
        before: { 'ztc_slb.inner': {} },
        given: { 'ztc_slb.inner': {}, 'ztc_slb_backend.a': { instance_id: 'id-of-ztc_slb.inner' } },
        at: 'ztc_slb_backend.a',
        message: 'noHost',
      },
    ],
    unknown: { never: 'a target that the graph does not hold has the type that the attribute asks for' },
  },
});
