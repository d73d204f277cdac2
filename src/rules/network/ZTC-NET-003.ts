import { hostsBehind } from '../builders/internet.ts';
import { find } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** Equipment that does not stand in the virtual zone whatever its attributes say. */
const OUT_OF_CLOUD = [
  'ztc_bare_metal_server',
  'ztc_centralized_storage_volume',
  'ztc_hybrid_cabinet',
  'ztc_hosted_racks',
  'ztc_call_centre_gateway',
];

export default defineRule({
  id: 'ZTC-NET-003',
  on: ['ztc_eip_association', 'ztc_snat_entry', 'ztc_dnat_entry'],
  reads: [
    'ztc_eip_association.instance_id',
    'ztc_snat_entry.instance_id',
    'ztc_snat_entry.vswitch_id',
    'ztc_snat_entry.source_cidr',
    'ztc_snat_entry.nat_gateway_id',
    'ztc_dnat_entry.target_id',
    'ztc_nat_gateway.vpc_id',
    'ztc_vswitch.vpc_id',
    'ztc_vswitch.cidr',
    'ztc_instance.vswitch_id',
    'ztc_instance.network_zone',
    'ztc_instance.private_ip',
  ],
  scope: 'request',
  messages: {
    otherZone: {
      en: '{target} stands in the zone {zone}; only {allowed} has internet service',
      zh: '{target} 位于区域 {zone}，仅 {allowed} 提供互联网服务',
    },
    equipment: {
      en: '{target} is equipment outside the virtual zone, which has no internet service',
      zh: '{target} 属于虚拟区以外的设备，不提供互联网服务',
    },
  },
  fix: {
    en: 'let the internet traffic end on a cloud host or load balancer of the virtual zone',
    zh: '由虚拟区内的云服务器或负载均衡承接互联网流量',
  },
  check(node, k) {
    const attribute =
      node.type === 'ztc_dnat_entry' ? 'target_id' : node.isSet('vswitch_id') ? 'vswitch_id' : 'instance_id';
    const zones = k.catalog.keys('internet.zones');
    const zoneOf = (target: RuleNode) =>
      target.type === 'ztc_instance' ? target.string('network_zone') : null;
    const targets = node.type === 'ztc_snat_entry' ? hostsBehind(node) : node.refs(attribute);
    const target = find(targets, (candidate) => {
      const zone = zoneOf(candidate);
      return OUT_OF_CLOUD.includes(candidate.type) || (zone !== null && !zones.includes(zone));
    });
    if (!target) return k.pass();
    const details = { attribute, value: target.address, related: [target] };
    const zone = zoneOf(target);
    if (zone === null) return k.fail('equipment', { target: target.address }, details);
    return k.fail(
      'otherZone',
      { target: target.address, zone, allowed: zones },
      { ...details, allowed: zones },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_instance.web': { site: 'sh-jq' },
          'ztc_dnat_entry.web': { target_type: 'instance', target_id: '${ztc_instance.web.id}' },
        },
      },
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip_association.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_instance.db': { site: 'sh-jq', network_zone: 'high_performance_physical' },
          'ztc_dnat_entry.db': { target_type: 'instance', target_id: '${ztc_instance.db.id}' },
        },
        at: 'ztc_dnat_entry.db',
        message: 'otherZone',
      },
      {
        given: {
          'ztc_vswitch.a': { cidr: '10.8.1.0/24' },
          'ztc_instance.db': { vswitch_id: '${ztc_vswitch.a.id}', network_zone: 'out_of_cloud' },
          'ztc_snat_entry.a': { vswitch_id: '${ztc_vswitch.a.id}' },
        },
        at: 'ztc_snat_entry.a',
        message: 'otherZone',
      },
    ],
    unknown: [
      {
        given: { 'ztc_dnat_entry.web': { target_type: 'instance', target_id: 'i-1' } },
        at: 'ztc_dnat_entry.web',
        because: 'object outside the graph: i-1',
      },
    ],
  },
});
