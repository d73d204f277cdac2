import { gatewayNetwork } from '../builders/internet.ts';
import { rangeOf, rangeOwner, vpcOf } from '../builders/networks.ts';
import { contains } from '../kit/cidr.ts';
import { defineRule } from '../kit/rule.ts';

const GATEWAY = {
  'ztc_vpc.a': { cidr: '10.8.0.0/16' },
  'ztc_vpc.b': { cidr: '10.9.0.0/16' },
  'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
};

export default defineRule({
  id: 'ZTC-NAT-006',
  on: ['ztc_snat_entry', 'ztc_dnat_entry'],
  reads: [
    'ztc_snat_entry.nat_gateway_id',
    'ztc_snat_entry.vswitch_id',
    'ztc_snat_entry.instance_id',
    'ztc_snat_entry.source_cidr',
    'ztc_dnat_entry.nat_gateway_id',
    'ztc_dnat_entry.target_id',
    'ztc_nat_gateway.vpc_id',
    'ztc_instance.vswitch_id',
    'ztc_vswitch.vpc_id',
    'ztc_vswitch.cidr',
    'ztc_slb.vpc_id',
    'ztc_vpc.cidr',
  ],
  scope: 'request',
  messages: {
    foreign: {
      en: '{target} is in {theirs}, but the gateway serves {own} only',
      zh: '{target} 位于 {theirs}，而该 NAT 网关只服务 {own}',
    },
    range: {
      en: 'the range {cidr} is not inside {own}, the only network that the gateway serves',
      zh: '网段 {cidr} 不在该 NAT 网关所服务的 {own} 之内',
    },
    incomplete: {
      en: 'the entry names no gateway, source or target of this design',
      zh: '条目未指定本设计内的网关、来源或目标',
    },
  },
  fix: {
    en: 'use a gateway in the network of the source or target; every network has its own',
    zh: '改用来源或目标所在专有网络的 NAT 网关，各专有网络分别设置',
  },
  check(node, k) {
    const gateway = node.ref('nat_gateway_id');
    const own = gateway && gatewayNetwork(node);
    if (!own) return k.skip('incomplete');
    if (node.type === 'ztc_snat_entry' && node.isSet('source_cidr')) {
      const owner = rangeOwner(node, 'source_cidr', k);
      const cidr = owner ? `${owner.address}.cidr` : node.string('source_cidr');
      const range = owner ? null : rangeOf(node, 'source_cidr');
      const outer = range && rangeOf(own);
      const inside = owner ? owner.is(own) : !range || !outer || contains(outer, range);
      if (inside) return k.pass();
      return k.fail(
        'range',
        { cidr: cidr ?? '', own: own.address },
        { attribute: 'source_cidr', value: cidr, related: [own] },
      );
    }
    const attribute =
      node.type === 'ztc_dnat_entry' ? 'target_id' : node.isSet('vswitch_id') ? 'vswitch_id' : 'instance_id';
    const target = node.ref(attribute);
    const theirs = target && vpcOf(target);
    if (!target || !theirs) return k.skip('incomplete');
    if (theirs.is(own)) return k.pass();
    return k.fail(
      'foreign',
      { target: target.address, theirs: theirs.address, own: own.address },
      { attribute, value: target.address, allowed: own.address, related: [target, own] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          ...GATEWAY,
          'ztc_slb.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_dnat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', target_id: '${ztc_slb.a.id}' },
          'ztc_snat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', source_cidr: '10.8.4.0/22' },
        },
      },
    ],
    fail: [
      {
        given: {
          ...GATEWAY,
          'ztc_vswitch.b': { vpc_id: '${ztc_vpc.b.id}' },
          'ztc_instance.b': { vswitch_id: '${ztc_vswitch.b.id}' },
          'ztc_dnat_entry.b': {
            nat_gateway_id: '${ztc_nat_gateway.a.id}',
            target_id: '${ztc_instance.b.id}',
          },
        },
        at: 'ztc_dnat_entry.b',
        message: 'foreign',
      },
      {
        given: {
          ...GATEWAY,
          'ztc_vswitch.b': { vpc_id: '${ztc_vpc.b.id}' },
          'ztc_snat_entry.b': {
            nat_gateway_id: '${ztc_nat_gateway.a.id}',
            vswitch_id: '${ztc_vswitch.b.id}',
          },
        },
        at: 'ztc_snat_entry.b',
        message: 'foreign',
      },
      {
        given: {
          ...GATEWAY,
          'ztc_snat_entry.b': { nat_gateway_id: '${ztc_nat_gateway.a.id}', source_cidr: '10.9.1.0/24' },
        },
        at: 'ztc_snat_entry.b',
        message: 'range',
      },
    ],
    unknown: [
      {
        given: {
          ...GATEWAY,
          'ztc_dnat_entry.b': { nat_gateway_id: '${ztc_nat_gateway.a.id}', target_id: 'i-1' },
        },
        at: 'ztc_dnat_entry.b',
        because: 'object outside the graph: i-1',
      },
    ],
    notApplicable: [{ given: { 'ztc_dnat_entry.b': { protocol: 'tcp' } } }],
  },
});
