import { FLOW_READS, unservedFlow } from '../builders/flows.ts';
import { defineRule } from '../kit/rule.ts';

const TWO = {
  'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
  'ztc_vpc.b': { site: 'sh-nq', cidr: '10.9.0.0/16' },
  'ztc_security_group.db': { vpc_id: '${ztc_vpc.b.id}' },
};
const FROM_A = {
  'ztc_security_group_rule.mysql': {
    security_group_id: '${ztc_security_group.db.id}',
    policy: 'allow',
    direction: 'inbound',
    cidr: '10.8.1.0/24',
  },
};

export default defineRule({
  id: 'ZTC-VPC-004',
  on: ['ztc_security_group_rule'],
  reads: FLOW_READS,
  scope: 'design',
  messages: {
    isolated: {
      en: 'the rule lets traffic pass between {own} and {peer}, but nothing joins the two networks',
      zh: '规则放行 {own} 与 {peer} 之间的流量，但两个专有网络之间没有连接',
    },
  },
  fix: {
    en: 'join {own} and {peer} by a ztc_express_channel in one city, a ztc_cross_site_link between cities or an IPsec connection, or remove the rule',
    zh: '同城以 ztc_express_channel、异地以 ztc_cross_site_link 或以 IPsec 连接打通 {own} 与 {peer}，否则删除该规则',
  },
  check(node, k) {
    const flow = unservedFlow(node, k);
    if (!flow || flow.over.length > 0) return k.pass();
    const { own, peer } = flow;
    return k.fail(
      'isolated',
      { own: own.address, peer: peer.address },
      {
        attribute: 'cidr',
        value: node.isKnown('cidr') ? node.string('cidr') : `${peer.address}.cidr`,
        related: [own, peer],
      },
    );
  },
  examples: {
    pass: [
      {
        given: {
          ...TWO,
          ...FROM_A,
          'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}', peer_vpc_id: '${ztc_vpc.b.id}' },
          'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}', peer_vpc_id: '${ztc_vpc.a.id}' },
          'ztc_express_channel.ab': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_interface_id: '${ztc_router_interface.b.id}',
          },
        },
      },
      {
        given: {
          ...TWO,
          'ztc_security_group_rule.any': {
            security_group_id: '${ztc_security_group.db.id}',
            policy: 'allow',
            direction: 'inbound',
            cidr: '10.0.0.0/8',
          },
        },
      },
    ],
    fail: [
      { given: { ...TWO, ...FROM_A }, at: 'ztc_security_group_rule.mysql', message: 'isolated' },
      {
        given: {
          ...TWO,
          'ztc_security_group_rule.app': {
            security_group_id: '${ztc_security_group.db.id}',
            policy: 'allow',
            direction: 'outbound',
            cidr: '${ztc_vpc.a.cidr}',
          },
        },
        at: 'ztc_security_group_rule.app',
        message: 'isolated',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vpc_address_allocation.a': { site: 'sh-jq', prefix_length: 16 },
          'ztc_vpc.a': { site: 'sh-jq', allocation_id: '${ztc_vpc_address_allocation.a.id}' },
          'ztc_vpc.b': { site: 'sh-nq', cidr: '10.9.0.0/16' },
          'ztc_security_group.db': { vpc_id: '${ztc_vpc.b.id}' },
          ...FROM_A,
        },
        at: 'ztc_security_group_rule.mysql',
        because: 'ztc_vpc.a.cidr',
      },
    ],
  },
});
