import { wrongTarget } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

/** The one kind of address that a load balancer has. */
const PRIVATE = 'intranet';

export default defineRule({
  id: 'ZTC-SLB-002',
  on: ['ztc_slb', 'ztc_eip_association'],
  reads: ['ztc_slb.address_type', 'ztc_eip_association.instance_id', 'ztc_eip_association.nat_gateway_id'],
  scope: 'request',
  messages: {
    public: {
      en: 'a load balancer has a private address only, not one of type {value}',
      zh: '负载均衡只有私网地址，不支持地址类型 {value}',
    },
    bound: {
      en: 'an elastic public IP cannot be bound to the load balancer {slb}',
      zh: '弹性公网IP 不能直接绑定负载均衡 {slb}',
    },
  },
  fix: {
    en: 'keep the load balancer private and publish it by a ztc_dnat_entry of a NAT gateway with an elastic public IP',
    zh: '负载均衡保持私网地址，经绑定弹性公网IP 的 NAT 网关以 ztc_dnat_entry 对外发布',
  },
  check(node, k) {
    if (node.type === 'ztc_slb') {
      const value = node.string('address_type');
      if (value === null || value === PRIVATE) return k.pass();
      return k.fail('public', { value }, { attribute: 'address_type', value, allowed: [PRIVATE] });
    }
    for (const attribute of ['instance_id', 'nat_gateway_id']) {
      const slb = wrongTarget(node, attribute, ['ztc_instance', 'ztc_nat_gateway'], k);
      if (slb?.type === 'ztc_slb') {
        return k.fail('bound', { slb: slb.address }, { attribute, value: slb.address, related: [slb] });
      }
    }
    return k.pass();
  },
  examples: {
    pass: [
      { given: { 'ztc_slb.a': { address_type: 'intranet' } } },
      {
        given: {
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { instance_id: '${ztc_instance.a.id}' },
        },
      },
    ],
    fail: [
      { given: { 'ztc_slb.a': { address_type: 'internet' } }, at: 'ztc_slb.a', message: 'public' },
      {
        given: { 'ztc_slb.a': {}, 'ztc_eip_association.a': { instance_id: '${ztc_slb.a.id}' } },
        at: 'ztc_eip_association.a',
        message: 'bound',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_slb.a': { address_type: '${ztc_service_request.r.completed_at}' },
        },
        at: 'ztc_slb.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
