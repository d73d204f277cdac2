import { wrongTarget } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-EIP-002',
  on: ['ztc_eip_association'],
  reads: ['ztc_eip_association.instance_id', 'ztc_eip_association.nat_gateway_id'],
  scope: 'request',
  messages: {
    both: {
      en: 'the binding names a host and a NAT gateway; it takes exactly one of them',
      zh: '绑定同时指定了云服务器与 NAT 网关，只能二选一',
    },
    none: {
      en: 'the binding names neither a host nor a NAT gateway',
      zh: '绑定未指定云服务器或 NAT 网关',
    },
    target: {
      en: '{target} cannot carry an elastic public IP; only hosts and NAT gateways can',
      zh: '{target} 不能绑定弹性公网IP，仅云服务器与 NAT 网关可以',
    },
  },
  fix: {
    en: 'bind the address to a host or to a NAT gateway; publish a load balancer by a DNAT entry and keep databases and storage private',
    zh: '绑定到云服务器或 NAT 网关；负载均衡经 DNAT 条目对外，数据库与存储保持内网访问',
  },
  check(node, k) {
    const host = node.isSet('instance_id');
    const gateway = node.isSet('nat_gateway_id');
    if (host && gateway) return k.fail('both', {}, { attribute: 'nat_gateway_id' });
    if (!host && !gateway) return k.fail('none', {}, { attribute: 'instance_id' });
    const attribute = host ? 'instance_id' : 'nat_gateway_id';
    const allowed = host ? ['ztc_instance'] : ['ztc_nat_gateway'];
    const other = wrongTarget(node, attribute, allowed, k);
    if (!other) return k.pass();
    return k.fail(
      'target',
      { target: other.address },
      { attribute, value: other.type, allowed, related: [other] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip_association.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
      },
      { given: { 'ztc_eip_association.a': { instance_id: 'i-1' } } },
    ],
    fail: [
      {
        given: { 'ztc_slb.a': {}, 'ztc_eip_association.a': { instance_id: '${ztc_slb.a.id}' } },
        at: 'ztc_eip_association.a',
        message: 'target',
      },
      {
        before: { 'ztc_slb.a': {} },
        given: { 'ztc_slb.a': {}, 'ztc_eip_association.a': { instance_id: 'id-of-ztc_slb.a' } },
        at: 'ztc_eip_association.a',
        message: 'target',
      },
      {
        given: { 'ztc_eip_association.a': { instance_id: 'i-1', nat_gateway_id: 'nat-1' } },
        at: 'ztc_eip_association.a',
        message: 'both',
      },
      {
        given: { 'ztc_eip_association.a': { eip_id: 'eip-1' } },
        at: 'ztc_eip_association.a',
        message: 'none',
      },
    ],
    unknown: { never: 'a target that the graph does not hold has the type that the attribute asks for' },
  },
});
