import { cityAt } from '../builders/places.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-XST-002',
  on: ['ztc_cross_site_link'],
  reads: ['ztc_cross_site_link.site_a', 'ztc_cross_site_link.site_b'],
  scope: 'request',
  messages: {
    noEnd: {
      en: '{end} is no end point of cross-site transport; there is {allowed}',
      zh: '{end} 不是异地站点传输的端点，可选 {allowed}',
    },
    oneCity: {
      en: '{a} and {b} are both in {city}; the transport joins different cities',
      zh: '{a} 与 {b} 同在 {city}，异地站点传输只连接不同城市',
    },
    incomplete: { en: 'an end is missing; the schema reports it', zh: '缺少端点，由模式校验报告' },
  },
  fix: {
    en: 'name two ends in different cities; inside one city join the networks by a ztc_express_channel',
    zh: '两端须位于不同城市；同城专有网络互通请使用 ztc_express_channel',
  },
  check(node, k) {
    const allowed = k.catalog.keys('transport_end_points');
    for (const attribute of ['site_a', 'site_b']) {
      const end = node.isKnown(attribute) ? node.string(attribute) : null;
      if (end !== null && !allowed.includes(end)) {
        return k.fail('noEnd', { end, allowed }, { attribute, value: end, allowed });
      }
    }
    const [a, b] = [node.string('site_a'), node.string('site_b')];
    if (a === null || b === null) return k.skip('incomplete');
    const city = cityAt(k.catalog, a);
    if (city === null || city !== cityAt(k.catalog, b)) return k.pass();
    const others = allowed.filter((end) => cityAt(k.catalog, end) !== city);
    return k.fail('oneCity', { a, b, city }, { attribute: 'site_b', value: b, allowed: others });
  },
  examples: {
    pass: [
      { given: { 'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw' } } },
      { given: { 'ztc_cross_site_link.a': { site_a: 'dongguan', site_b: 'sh-wgq' } } },
    ],
    fail: [
      {
        given: { 'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'sh-nq' } },
        at: 'ztc_cross_site_link.a',
        message: 'oneCity',
      },
      {
        given: { 'ztc_cross_site_link.a': { site_a: 'bj-aw', site_b: 'bj-aw' } },
        at: 'ztc_cross_site_link.a',
        message: 'oneCity',
      },
      {
        given: { 'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'shenzhen' } },
        at: 'ztc_cross_site_link.a',
        message: 'noEnd',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: '${ztc_service_request.r.completed_at}' },
        },
        at: 'ztc_cross_site_link.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
    notApplicable: [{ given: { 'ztc_cross_site_link.a': { site_a: 'sh-jq' } } }],
  },
});
