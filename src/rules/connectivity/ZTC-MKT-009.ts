import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-MKT-009',
  on: ['ztc_market_link'],
  reads: ['ztc_market_link.delivery', 'ztc_market_link.feed', 'ztc_market_link.receiver_instance_ids'],
  scope: 'request',
  messages: {
    noFeed: {
      en: 'a multicast link names its feed: one of {allowed}',
      zh: '组播链路须指明行情源，可选 {allowed}',
    },
    otherFeed: {
      en: 'there is no multicast feed {feed}; there is {allowed}',
      zh: '没有组播行情源 {feed}，可选 {allowed}',
    },
    noReceiver: {
      en: 'a multicast link names at least one host that receives the feed',
      zh: '组播链路须指明至少一台接收主机',
    },
    unicast: { en: 'the link is not multicast', zh: '该链路不是组播' },
  },
  fix: {
    en: 'set feed and receiver_instance_ids, or delivery = unicast',
    zh: '设置 feed 与 receiver_instance_ids，或改为 delivery = unicast',
  },
  check(node, k) {
    if (node.string('delivery') !== 'multicast') return k.skip('unicast');
    const allowed = k.catalog.keys('multicast_feeds');
    const feed = node.string('feed');
    if (feed === null) return k.fail('noFeed', { allowed }, { attribute: 'feed', value: null, allowed });
    if (!allowed.includes(feed))
      return k.fail('otherFeed', { feed, allowed }, { attribute: 'feed', value: feed, allowed });
    const list = node.list('receiver_instance_ids');
    if (list.known.length + list.open.length > 0) return k.pass();
    return k.fail('noReceiver', {}, { attribute: 'receiver_instance_ids', value: [] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_instance.mc': { family: 'multicast' },
          'ztc_market_link.a': {
            delivery: 'multicast',
            feed: 'sse_high_speed_quote_network',
            receiver_instance_ids: ['${ztc_instance.mc.id}'],
          },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_market_link.a': { delivery: 'multicast', receiver_instance_ids: ['i-1'] } },
        at: 'ztc_market_link.a',
        message: 'noFeed',
      },
      {
        given: { 'ztc_market_link.a': { delivery: 'multicast', feed: 'lse' } },
        at: 'ztc_market_link.a',
        message: 'otherFeed',
      },
      {
        given: {
          'ztc_market_link.a': {
            delivery: 'multicast',
            feed: 'sse_high_speed_quote_network',
            receiver_instance_ids: [],
          },
        },
        at: 'ztc_market_link.a',
        message: 'noReceiver',
      },
    ],
    unknown: {
      never: 'delivery and feed are given by the user, and a receiver that is named counts whatever its id',
    },
    notApplicable: [{ given: { 'ztc_market_link.a': { delivery: 'unicast' } } }],
  },
});
