import { FLOW_READS, unservedFlow } from '../builders/flows.ts';
import { defineRule } from '../kit/rule.ts';

const CHAIN = {
  'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
  'ztc_vpc.b': { site: 'sh-jq', cidr: '10.9.0.0/16' },
  'ztc_vpc.c': { site: 'sh-nq', cidr: '10.10.0.0/16' },
  'ztc_router_interface.ab': { vpc_id: '${ztc_vpc.a.id}', peer_vpc_id: '${ztc_vpc.b.id}' },
  'ztc_router_interface.ba': { vpc_id: '${ztc_vpc.b.id}', peer_vpc_id: '${ztc_vpc.a.id}' },
  'ztc_router_interface.bc': { vpc_id: '${ztc_vpc.b.id}', peer_vpc_id: '${ztc_vpc.c.id}' },
  'ztc_router_interface.cb': { vpc_id: '${ztc_vpc.c.id}', peer_vpc_id: '${ztc_vpc.b.id}' },
  'ztc_express_channel.ab': {
    local_interface_id: '${ztc_router_interface.ab.id}',
    peer_interface_id: '${ztc_router_interface.ba.id}',
  },
  'ztc_express_channel.bc': {
    local_interface_id: '${ztc_router_interface.bc.id}',
    peer_interface_id: '${ztc_router_interface.cb.id}',
  },
  'ztc_security_group.c': { vpc_id: '${ztc_vpc.c.id}' },
  'ztc_security_group_rule.c': {
    security_group_id: '${ztc_security_group.c.id}',
    policy: 'allow',
    direction: 'inbound',
    cidr: '10.8.0.0/16',
  },
};

export default defineRule({
  id: 'ZTC-EXP-008',
  on: ['ztc_security_group_rule'],
  reads: FLOW_READS,
  scope: 'design',
  messages: {
    transit: {
      en: 'the rule lets traffic pass between {own} and {peer}, but the channels only lead over {over}, and channels do not pass traffic on',
      zh: '规则放行 {own} 与 {peer} 之间的流量，但高速通道须经 {over}，而高速通道不传递转发',
    },
  },
  fix: {
    en: 'add a ztc_express_channel of its own between {own} and {peer}',
    zh: '在 {own} 与 {peer} 之间另建一条 ztc_express_channel',
  },
  check(node, k) {
    const flow = unservedFlow(node, k);
    if (!flow || flow.over.length === 0) return k.pass();
    const { own, peer, over } = flow;
    return k.fail(
      'transit',
      { own: own.address, peer: peer.address, over },
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
          ...CHAIN,
          'ztc_router_interface.ac': { vpc_id: '${ztc_vpc.a.id}', peer_vpc_id: '${ztc_vpc.c.id}' },
          'ztc_router_interface.ca': { vpc_id: '${ztc_vpc.c.id}', peer_vpc_id: '${ztc_vpc.a.id}' },
          'ztc_express_channel.ac': {
            local_interface_id: '${ztc_router_interface.ac.id}',
            peer_interface_id: '${ztc_router_interface.ca.id}',
          },
        },
      },
    ],
    fail: [{ given: CHAIN, at: 'ztc_security_group_rule.c', message: 'transit' }],
    unknown: [
      {
        given: {
          ...CHAIN,
          'ztc_vpc_address_allocation.a': { site: 'sh-jq', prefix_length: 16 },
          'ztc_vpc.a': { site: 'sh-jq', allocation_id: '${ztc_vpc_address_allocation.a.id}' },
        },
        at: 'ztc_security_group_rule.c',
        because: 'ztc_vpc.a.cidr',
      },
    ],
  },
});
