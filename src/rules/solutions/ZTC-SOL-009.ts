import { placesOf } from '../builders/design-ends.ts';
import { cityAt } from '../builders/places.ts';
import { type AnyKit, find, total } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** The cities that a link joins; null where an end is no place of the platform. */
function citiesOf(link: RuleNode, k: AnyKit): readonly string[] | null {
  const [a, b] = ['site_a', 'site_b'].map((end) => cityAt(k.catalog, link.string(end)));
  return a == null || b == null ? null : [a, b].toSorted();
}

/** Whether the places of a design lie in all of the cities; one that names a single city may use every link. */
function concerns(profile: RuleNode, cities: readonly string[], k: AnyKit): boolean {
  const own = new Set(placesOf(profile, k.catalog).flatMap(({ city }) => (city === null ? [] : [city])));
  return own.size < 2 || cities.every((city) => own.has(city));
}

export default defineRule({
  id: 'ZTC-SOL-009',
  on: ['ztc_cross_site_link'],
  reads: [
    'ztc_cross_site_link.bandwidth_mbps',
    'ztc_cross_site_link.site_a',
    'ztc_cross_site_link.site_b',
    'ztc_design_profile.change_rate_mbps',
    'ztc_design_profile.sites',
    'ztc_design_profile.primary',
    'ztc_design_profile.recovery',
  ],
  scope: 'design',
  messages: {
    tooNarrow: {
      en: '{bandwidth} Mbps cannot carry the {rate} Mbps at which the data of the design change',
      zh: '{bandwidth} Mbps 的带宽无法承载设计声明的 {rate} Mbps 数据变化量',
    },
    noRate: {
      en: 'no design states a rate of change that is copied over the link',
      zh: '没有设计声明经该链路复制的数据变化量',
    },
    noEnds: {
      en: 'an end is not a place of the platform; the schema reports it',
      zh: '端点有误，由模式校验报告',
    },
  },
  fix: {
    en: 'order a tier that carries the change rate, or add a second link between the same cities',
    zh: '申请可承载数据变化量的带宽档位，或在相同城市间增加链路',
  },
  check(node, k) {
    const cities = citiesOf(node, k);
    if (!cities) return k.skip('noEnds');
    const rated = k.profiles().filter((profile) => profile.number('change_rate_mbps') !== null);
    const profile = find(rated, (candidate) => concerns(candidate, cities, k));
    if (!profile) return k.skip('noRate');
    const rate = profile.number('change_rate_mbps') ?? 0;
    const parallel = k
      .all('ztc_cross_site_link')
      .filter((link) => citiesOf(link, k)?.join() === cities.join());
    const { sum, rest } = total(parallel, (link) => link.number('bandwidth_mbps') ?? 0);
    if (sum >= rate) return k.pass();
    rest.isEmpty();
    // The first of several links stands for all of them.
    if (parallel.known[0] && !parallel.known[0].is(node)) return k.pass();
    const allowed = k.catalog.enum('cross_site_bandwidth_mbps').filter((tier) => Number(tier) >= rate);
    return k.fail(
      'tooNarrow',
      { bandwidth: sum, rate },
      { attribute: 'bandwidth_mbps', value: node.number('bandwidth_mbps'), allowed, related: [profile] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { change_rate_mbps: 30, primary: 'sh-jq', recovery: 'bj-aw' },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 50 },
        },
      },
      {
        given: {
          'ztc_design_profile.p': { change_rate_mbps: 50, sites: ['bj-aw'] },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 50 },
        },
      },
      {
        given: {
          'ztc_design_profile.p': { change_rate_mbps: 250, sites: ['sh-jq', 'bj-aw'] },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 200 },
          'ztc_cross_site_link.b': { site_a: 'bj-aw', site_b: 'sh-nq', bandwidth_mbps: 50 },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': { change_rate_mbps: 80, primary: 'sh-jq', recovery: 'bj-aw' },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 50 },
        },
        at: 'ztc_cross_site_link.a',
        message: 'tooNarrow',
      },
      {
        given: {
          'ztc_design_profile.p': { change_rate_mbps: 80, sites: ['sh-jq', 'bj-aw'] },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 50 },
          'ztc_cross_site_link.b': { site_a: 'sh-nq', site_b: 'bj-aw', bandwidth_mbps: 20 },
        },
        at: 'ztc_cross_site_link.a',
        message: 'tooNarrow',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_instance.a': {},
          'ztc_design_profile.p': { change_rate_mbps: 80, sites: ['sh-jq', 'bj-aw'] },
          'ztc_cross_site_link.a': {
            site_a: 'sh-jq',
            site_b: 'bj-aw',
            bandwidth_mbps: '${ztc_instance.a.private_ip}',
          },
        },
        at: 'ztc_cross_site_link.a',
        because: 'ztc_instance.a.private_ip',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_design_profile.p': { sites: ['sh-jq', 'bj-aw'] },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 2 },
        },
      },
      {
        given: {
          'ztc_design_profile.p': { change_rate_mbps: 80, primary: 'sh-jq', recovery: 'bj-aw' },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'dongguan', bandwidth_mbps: 2 },
        },
      },
    ],
  },
});
