import { linkServes, vpcOf } from '../builders/networks.ts';
import { find } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** What traffic can be handed to, by the type that `next_hop_type` names. */
const HOPS = [
  'ztc_router_interface',
  'ztc_nat_gateway',
  'ztc_instance',
  'ztc_network_interface',
  'ztc_dedicated_line',
  'ztc_lan_access',
  'ztc_cross_site_link',
  'ztc_vpn_gateway',
];

export default defineRule({
  id: 'ZTC-VPC-007',
  on: ['ztc_route_entry'],
  reads: [
    'ztc_route_entry.route_table_id',
    'ztc_route_entry.next_hop_id',
    'ztc_route_entry.next_hop_type',
    'ztc_route_table.vpc_id',
    'ztc_router_interface.vpc_id',
    'ztc_nat_gateway.vpc_id',
    'ztc_instance.vswitch_id',
    'ztc_network_interface.vswitch_id',
    'ztc_vswitch.vpc_id',
    'ztc_dedicated_line.vpc_ids',
    'ztc_lan_access.vpc_id',
    'ztc_cross_site_link.vpc_a_id',
    'ztc_cross_site_link.vpc_b_id',
    'ztc_cross_site_link.site_a',
    'ztc_cross_site_link.site_b',
    'ztc_vpc.site',
  ],
  scope: 'request',
  messages: {
    noHop: {
      en: '{hop} cannot be a next hop',
      zh: '{hop} 不能作为路由下一跳',
    },
    otherType: {
      en: 'the next hop {hop} is not of the type {type} that the entry states',
      zh: '下一跳 {hop} 与条目声明的类型 {type} 不符',
    },
    foreign: {
      en: 'the next hop {hop} is not part of {vpc}, whose route table the entry is in',
      zh: '下一跳 {hop} 不属于路由表所在的专有网络 {vpc}',
    },
    noTable: {
      en: 'the entry names no next hop or table; the schema reports it',
      zh: '条目未指定下一跳或路由表，由模式校验报告',
    },
  },
  fix: {
    en: 'point next_hop_id at an interface, gateway, host or line of the network that the route table belongs to',
    zh: '将 next_hop_id 指向路由表所属专有网络内的接口、网关、主机或专线',
  },
  check(node, k) {
    const hop = node.ref('next_hop_id');
    if (!hop) return k.skip('noTable');
    const details = { attribute: 'next_hop_id', value: hop.address, related: [hop] };
    if (!HOPS.includes(hop.type)) return k.fail('noHop', { hop: hop.address }, { ...details, allowed: HOPS });
    const type = node.isKnown('next_hop_type') ? node.string('next_hop_type') : null;
    if (type !== null && hop.type !== `ztc_${type}`) {
      const allowed = hop.type.replace('ztc_', '');
      return k.fail(
        'otherType',
        { hop: hop.address, type },
        { attribute: 'next_hop_type', value: type, allowed, related: [hop] },
      );
    }
    const table = node.ref('route_table_id');
    const vpc = table && vpcOf(table);
    if (!vpc) return k.skip('noTable');
    if (belongsTo(hop, vpc)) return k.pass();
    return k.fail('foreign', { hop: hop.address, vpc: vpc.address }, { ...details, related: [hop, vpc] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            next_hop_type: 'router_interface',
            next_hop_id: '${ztc_router_interface.a.id}',
          },
        },
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_route_table.app': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_dedicated_line.a': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.a.id}'] },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_route_table.app.id}',
            next_hop_type: 'dedicated_line',
            next_hop_id: '${ztc_dedicated_line.a.id}',
          },
        },
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw' },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            next_hop_type: 'cross_site_link',
            next_hop_id: '${ztc_cross_site_link.a.id}',
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-jq' },
          'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}' },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            next_hop_type: 'router_interface',
            next_hop_id: '${ztc_router_interface.b.id}',
          },
        },
        at: 'ztc_route_entry.a',
        message: 'foreign',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_slb.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            next_hop_type: 'instance',
            next_hop_id: '${ztc_slb.a.id}',
          },
        },
        at: 'ztc_route_entry.a',
        message: 'noHop',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            next_hop_type: 'router_interface',
            next_hop_id: '${ztc_nat_gateway.a.id}',
          },
        },
        at: 'ztc_route_entry.a',
        message: 'otherType',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-jq' },
          'ztc_dedicated_line.b': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.b.id}'] },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            next_hop_type: 'dedicated_line',
            next_hop_id: '${ztc_dedicated_line.b.id}',
          },
        },
        at: 'ztc_route_entry.a',
        message: 'foreign',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_route_entry.a': { route_table_id: 'rtb-1', next_hop_type: 'instance', next_hop_id: 'i-1' },
        },
        at: 'ztc_route_entry.a',
        because: 'object outside the graph: i-1',
      },
    ],
    notApplicable: [{ given: { 'ztc_route_entry.a': { destination_cidr: '10.9.0.0/16' } } }],
  },
});

function belongsTo(hop: RuleNode, vpc: RuleNode): boolean {
  if (hop.type === 'ztc_dedicated_line')
    return find(hop.refs('vpc_ids'), (served) => served.is(vpc)) !== undefined;
  if (hop.type === 'ztc_cross_site_link') return linkServes(hop, 'a', vpc) || linkServes(hop, 'b', vpc);
  const own = vpcOf(hop);
  if (own) return own.is(vpc);
  return hop.ref(hop.isSet('vpc_id') ? 'vpc_id' : 'vswitch_id') === null;
}
