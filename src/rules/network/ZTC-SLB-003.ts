import { bindingsOf } from '../builders/internet.ts';
import { vpcOf } from '../builders/networks.ts';
import { find } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

const ENTRY = {
  'ztc_vpc.a': { site: 'sh-jq' },
  'ztc_slb.web': { vpc_id: '${ztc_vpc.a.id}', internet_facing: true },
};
const GATEWAY = {
  'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
  'ztc_dnat_entry.web': {
    nat_gateway_id: '${ztc_nat_gateway.a.id}',
    target_type: 'slb',
    target_id: '${ztc_slb.web.id}',
  },
};

export default defineRule({
  id: 'ZTC-SLB-003',
  on: ['ztc_slb'],
  reads: [
    'ztc_slb.internet_facing',
    'ztc_slb.vpc_id',
    'ztc_dnat_entry.target_id',
    'ztc_dnat_entry.target_type',
    'ztc_dnat_entry.nat_gateway_id',
    'ztc_nat_gateway.vpc_id',
    'ztc_eip_association.nat_gateway_id',
  ],
  scope: 'design',
  messages: {
    noMapping: {
      en: 'the load balancer is to face the internet, but no DNAT entry of its network leads to it',
      zh: '负载均衡需面向互联网，但所在专有网络没有指向它的 DNAT 条目',
    },
    noAddress: {
      en: 'the load balancer is published by {entry}, but no elastic public IP is bound to that NAT gateway',
      zh: '负载均衡经 {entry} 对外发布，但该 NAT 网关未绑定弹性公网IP',
    },
    inside: { en: 'the load balancer does not face the internet', zh: '负载均衡不面向互联网' },
  },
  fix: {
    en: 'add a ztc_nat_gateway in the same network with a bound ztc_eip and a ztc_dnat_entry with target_type slb',
    zh: '在同一专有网络增加 ztc_nat_gateway 并绑定 ztc_eip，再增加 target_type 为 slb 的 ztc_dnat_entry',
  },
  check(node, k) {
    if (!node.flag('internet_facing')) return k.skip('inside');
    const vpc = vpcOf(node);
    const mappings = node.referrers('ztc_dnat_entry', 'target_id').filter((entry) => {
      if (entry.string('target_type') !== 'slb') return false;
      const gateway = entry.ref('nat_gateway_id');
      return gateway !== null && (vpc === null || vpcOf(gateway)?.is(vpc) === true);
    });
    if (mappings.isEmpty()) return k.fail('noMapping', {}, { attribute: 'internet_facing', value: true });
    const addressed = find(mappings, (entry) => {
      const gateway = entry.ref('nat_gateway_id');
      return gateway !== null && !bindingsOf(gateway).isEmpty();
    });
    if (addressed) return k.pass();
    return k.fail(
      'noAddress',
      { entry: mappings.known[0]?.address ?? '' },
      { attribute: 'internet_facing', value: true, related: mappings.known },
    );
  },
  examples: {
    pass: [
      {
        given: {
          ...ENTRY,
          ...GATEWAY,
          'ztc_eip.in': { site: 'sh-jq' },
          'ztc_eip_association.in': { eip_id: '${ztc_eip.in.id}', nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
      },
    ],
    fail: [
      { given: ENTRY, at: 'ztc_slb.web', message: 'noMapping' },
      { given: { ...ENTRY, ...GATEWAY }, at: 'ztc_slb.web', message: 'noAddress' },
      {
        given: {
          ...ENTRY,
          ...GATEWAY,
          'ztc_vpc.b': { site: 'sh-jq' },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.b.id}' },
        },
        at: 'ztc_slb.web',
        message: 'noMapping',
      },
    ],
    unknown: [
      {
        given: {
          ...ENTRY,
          'ztc_dnat_entry.web': {
            nat_gateway_id: 'nat-1',
            target_type: 'slb',
            target_id: '${ztc_slb.web.id}',
          },
        },
        at: 'ztc_slb.web',
        because: 'object outside the graph: nat-1',
      },
    ],
    notApplicable: [{ given: { 'ztc_slb.app': {} } }],
  },
});
