import { isForwardingAllowed, reachedFrom } from '../builders/forwarding.ts';
import { hostsIn, vpcOf } from '../builders/networks.ts';
import { distinct, union } from '../builders/sets.ts';
import { Few } from '../kit/few.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ECS-006',
  on: ['ztc_instance'],
  reads: [
    'ztc_instance.family',
    'ztc_instance.vswitch_id',
    'ztc_instance.security_group_ids',
    'ztc_network_interface_attachment.instance_id',
    'ztc_network_interface_attachment.network_interface_id',
    'ztc_network_interface.security_group_ids',
    'ztc_vswitch.vpc_id',
    'ztc_vswitch.cidr',
    'ztc_express_channel.local_interface_id',
    'ztc_express_channel.peer_interface_id',
    'ztc_express_channel.peer_account_id',
    'ztc_express_channel.peer_vpc_id',
    'ztc_router_interface.vpc_id',
    'ztc_router_interface.peer_vpc_id',
    'ztc_route_entry.route_table_id',
    'ztc_route_entry.next_hop_type',
    'ztc_route_entry.next_hop_id',
    'ztc_route_table.vpc_id',
    'ztc_cross_site_link.vpc_a_id',
    'ztc_cross_site_link.vpc_b_id',
    'ztc_security_group_rule.security_group_id',
    'ztc_security_group_rule.direction',
    'ztc_security_group_rule.policy',
    'ztc_security_group_rule.cidr',
  ],
  scope: 'design',
  messages: {
    alone: {
      en: 'the multicast host reaches no host that uses the quotes: there is none in {vpc}, and no channel or route leads to one',
      zh: '组播型主机无法把行情送达使用方：{vpc} 内没有其他主机，也没有通往其他主机的高速通道或路由',
    },
    blocked: {
      en: 'no security-group rule lets the multicast host forward quotes to {hosts}',
      zh: '没有安全组规则允许组播型主机向 {hosts} 转发行情',
    },
    other: { en: 'the host is not of the multicast family', zh: '该主机不是组播型' },
    elsewhere: {
      en: 'the network of the host is not part of this design',
      zh: '主机所在专有网络不在本设计内',
    },
  },
  fix: {
    en: 'put the trading hosts into the same network or route to theirs, and allow the traffic in their security group',
    zh: '将交易主机放在同一专有网络或打通路由，并在其安全组中放行来自组播主机的流量',
  },
  check(node, k) {
    if (node.string('family') !== 'multicast') return k.skip('other');
    const vpc = vpcOf(node);
    if (!vpc) return k.skip('elsewhere');
    const reached = reachedFrom(vpc, k);
    if (reached.known.includes(null)) return k.pass();
    const remote = reached.flatMap((other) => (other ? hostsIn(other) : new Few([])));
    const consumers = distinct(union(hostsIn(vpc), remote)).filter(
      (host) => host.string('family') !== 'multicast',
    );
    if (consumers.some((host) => isForwardingAllowed(node, host, k))) return k.pass();
    const hosts = consumers.known.map((host) => host.address).toSorted();
    if (hosts.length === 0) return k.fail('alone', { vpc: vpc.address }, { attribute: 'vswitch_id' });
    return k.fail('blocked', { hosts }, { attribute: 'security_group_ids', related: consumers.known });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_security_group.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_security_group_rule.a': {
            security_group_id: '${ztc_security_group.a.id}',
            policy: 'allow',
            direction: 'inbound',
            protocol: 'udp',
            port_range: 'all',
            cidr: '10.8.1.0/24',
          },
          'ztc_instance.mc': { family: 'multicast', vswitch_id: '${ztc_vswitch.a.id}' },
          'ztc_instance.trade': {
            family: 'compute',
            vswitch_id: '${ztc_vswitch.a.id}',
            security_group_ids: ['${ztc_security_group.a.id}'],
          },
        },
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vpc.b': { site: 'sh-nq', cidr: '10.9.0.0/16' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_vswitch.b': { vpc_id: '${ztc_vpc.b.id}', cidr: '10.9.1.0/24' },
          'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}', peer_vpc_id: '${ztc_vpc.b.id}' },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            destination_cidr: '10.9.0.0/16',
            next_hop_type: 'router_interface',
            next_hop_id: '${ztc_router_interface.a.id}',
          },
          'ztc_security_group.b': { vpc_id: '${ztc_vpc.b.id}' },
          'ztc_security_group_rule.b': {
            security_group_id: '${ztc_security_group.b.id}',
            policy: 'allow',
            direction: 'inbound',
            cidr: '${ztc_vpc.a.cidr}',
          },
          'ztc_instance.mc': { family: 'multicast', vswitch_id: '${ztc_vswitch.a.id}' },
          'ztc_instance.trade': {
            family: 'compute',
            vswitch_id: '${ztc_vswitch.b.id}',
            security_group_ids: ['${ztc_security_group.b.id}'],
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_instance.mc': { family: 'multicast', vswitch_id: '${ztc_vswitch.a.id}' },
        },
        at: 'ztc_instance.mc',
        message: 'alone',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_security_group.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_security_group_rule.a': {
            security_group_id: '${ztc_security_group.a.id}',
            policy: 'allow',
            direction: 'inbound',
            cidr: '172.16.0.0/16',
          },
          'ztc_instance.mc': { family: 'multicast', vswitch_id: '${ztc_vswitch.a.id}' },
          'ztc_instance.trade': {
            family: 'compute',
            vswitch_id: '${ztc_vswitch.a.id}',
            security_group_ids: ['${ztc_security_group.a.id}'],
          },
        },
        at: 'ztc_instance.mc',
        message: 'blocked',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_instance.mc': {
            family: '${ztc_service_request.r.assigned_values.family}',
            vswitch_id: '${ztc_vswitch.a.id}',
          },
        },
        at: 'ztc_instance.mc',
        because: 'ztc_service_request.r.assigned_values.family',
      },
    ],
    notApplicable: [
      { given: { 'ztc_instance.a': { family: 'general' } } },
      { given: { 'ztc_instance.a': { family: 'multicast', vswitch_id: 'vsw-of-another-stack' } } },
    ],
  },
});
