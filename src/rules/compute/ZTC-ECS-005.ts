import { said } from '../builders/tiers.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ECS-005',
  on: ['ztc_market_link'],
  reads: ['ztc_market_link.delivery', 'ztc_market_link.receiver_instance_ids', 'ztc_instance.family'],
  scope: 'request',
  messages: {
    cannotReceive: {
      en: 'multicast quotes are to be received by {hosts}, of family {families}; only family {allowed} receives multicast',
      zh: '组播行情的接收主机 {hosts} 属于规格族 {families}，只有 {allowed} 规格族能接收组播',
    },
    unicast: { en: 'the data do not arrive by multicast', zh: '该链路不以组播方式传输' },
  },
  fix: {
    en: 'receive the feed with hosts of the multicast family and forward it to the others by route',
    zh: '改由组播型主机接收，再经路由转发给其他主机',
  },
  check(node, k) {
    if (node.string('delivery') !== 'multicast') return k.skip('unicast');
    const allowed = 'multicast';
    const wrong = said(node.refs('receiver_instance_ids'), (host) => {
      const family = host.string('family') ?? '';
      return family === allowed ? null : { host, family };
    });
    if (wrong.length === 0) return k.pass();
    const families = [...new Set(wrong.map(({ family }) => family))].toSorted();
    const hosts = wrong.map(({ host }) => host.address).toSorted();
    return k.fail(
      'cannotReceive',
      { hosts, families, allowed },
      { attribute: 'receiver_instance_ids', value: hosts, allowed, related: wrong.map(({ host }) => host) },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_instance.mc': { family: 'multicast', site: 'sh-jq' },
          'ztc_market_link.q': { delivery: 'multicast', receiver_instance_ids: ['${ztc_instance.mc.id}'] },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_instance.web': { family: 'general', site: 'sh-jq' },
          'ztc_market_link.q': { delivery: 'multicast', receiver_instance_ids: ['${ztc_instance.web.id}'] },
        },
        at: 'ztc_market_link.q',
        message: 'cannotReceive',
      },
      {
        given: {
          'ztc_instance.mc': { family: 'multicast', site: 'sh-jq' },
          'ztc_instance.web': { family: 'compute', site: 'sh-jq' },
          'ztc_market_link.q': {
            delivery: 'multicast',
            receiver_instance_ids: ['${ztc_instance.mc.id}', '${ztc_instance.web.id}'],
          },
        },
        at: 'ztc_market_link.q',
        message: 'cannotReceive',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_market_link.q': { delivery: 'multicast', receiver_instance_ids: ['i-of-another-stack'] },
        },
        at: 'ztc_market_link.q',
        because: 'object outside the graph: i-of-another-stack',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_instance.web': { family: 'general', site: 'sh-jq' },
          'ztc_market_link.q': { delivery: 'unicast', receiver_instance_ids: ['${ztc_instance.web.id}'] },
        },
      },
    ],
  },
});
