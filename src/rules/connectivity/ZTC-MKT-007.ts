import { defineRule } from '../kit/rule.ts';

/** The project's reading of which services are latency-sensitive (order entry and quotes). */
const FAST: readonly string[] = ['sse_order_entry', 'sse_level1_quotes'];

export default defineRule({
  id: 'ZTC-MKT-007',
  on: ['ztc_market_link'],
  reads: [
    'ztc_market_link.service',
    'ztc_market_link.vpc_id',
    'ztc_market_link.site',
    'ztc_vpc.site',
    'ztc_design_profile.latency_sensitive',
  ],
  scope: 'design',
  messages: {
    far: {
      en: 'the design is latency-sensitive, but its {service} link ends at {site}; quotes are co-located at {allowed}',
      zh: '设计对时延敏感，但 {service} 链路接在 {site}，行情同址的站点为 {allowed}',
    },
    notWanted: { en: 'no latency-sensitive design uses the service', zh: '没有时延敏感的设计使用该业务' },
  },
  fix: {
    en: 'place the order and quote systems at a site that quotes are co-located with',
    zh: '将报盘与行情系统部署在行情同址的站点',
  },
  check(node, k) {
    const service = node.string('service') ?? '';
    if (!FAST.includes(service) || !k.profiles().some((profile) => profile.flag('latency_sensitive')))
      return k.skip('notWanted');
    const site = node.site();
    const allowed = k.catalog.keys('quote_sites.values');
    if (site === null || allowed.includes(site)) return k.pass();
    const vpc = node.ref('vpc_id');
    return k.fail(
      'far',
      { service, site, allowed },
      { attribute: 'vpc_id', value: site, allowed, related: vpc ? [vpc] : [] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { latency_sensitive: true },
          'ztc_vpc.a': { site: 'sh-nq', cidr: '10.8.0.0/16' },
          'ztc_market_link.a': { vpc_id: '${ztc_vpc.a.id}', service: 'sse_order_entry' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': { latency_sensitive: true },
          'ztc_vpc.a': { site: 'sh-wgq', cidr: '10.8.0.0/16' },
          'ztc_market_link.a': { vpc_id: '${ztc_vpc.a.id}', service: 'sse_order_entry' },
        },
        at: 'ztc_market_link.a',
        message: 'far',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_design_profile.p': { latency_sensitive: true },
          'ztc_market_link.a': { vpc_id: 'vpc-of-another-stack', service: 'sse_order_entry' },
        },
        at: 'ztc_market_link.a',
        because: 'object outside the graph: vpc-of-another-stack',
      },
    ],
    notApplicable: [{ given: { 'ztc_market_link.a': { vpc_id: 'vpc-1', service: 'sse_order_entry' } } }],
  },
});
