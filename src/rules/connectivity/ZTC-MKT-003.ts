import type { ProductKey } from '../../catalog/generated/types.ts';
import { availabilityOf } from '../builders/market-services.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-MKT-003',
  on: ['ztc_market_link'],
  reads: [
    'ztc_market_link.service',
    'ztc_market_link.vpc_id',
    'ztc_market_link.operator_confirmed',
    'ztc_vpc.site',
    'ztc_market_link.site',
  ],
  scope: 'request',
  messages: {
    notConfirmed: {
      en: '{service} is not confirmed at {site}; it is at {allowed}',
      zh: '{service} 在 {site} 尚待确认，已确认的站点为 {allowed}',
    },
    noSite: { en: 'the site of the network is not known to the platform', zh: '专有网络的站点代码有误' },
    anywhere: { en: 'the whitepaper names no sites for the service', zh: '白皮书未限定该业务的站点' },
  },
  fix: {
    en: 'connect a network at a confirmed site, or set operator_confirmed once the operator has confirmed this one',
    zh: '改由已确认站点的专有网络接入，或在平台确认后设置 operator_confirmed',
  },
  check(node, k) {
    const service = node.string('service') ?? '';
    const row = availabilityOf(k.catalog, service);
    if (row === null) return k.skip('anywhere');
    if (node.flag('operator_confirmed')) return k.pass();
    const site = node.site();
    if (!k.catalog.isSite(site)) return k.skip('noSite');
    const product = row as ProductKey;
    if (k.catalog.availability(product, site).usable) return k.pass();
    const allowed = k.catalog
      .sites()
      .flatMap(({ code }) => (k.catalog.availability(product, code).usable ? [code] : []));
    const vpc = node.ref('vpc_id');
    return k.fail(
      'notConfirmed',
      { service, site, allowed },
      { attribute: 'vpc_id', value: site, allowed, related: vpc ? [vpc] : [] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_market_link.a': { vpc_id: '${ztc_vpc.a.id}', service: 'sse_level2_nondisplay' },
        },
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-nq', cidr: '10.8.0.0/16' },
          'ztc_market_link.a': {
            vpc_id: '${ztc_vpc.a.id}',
            service: 'sse_level2_nondisplay',
            operator_confirmed: true,
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vpc.a': { site: 'bj-aw', cidr: '10.8.0.0/16' },
          'ztc_market_link.a': { vpc_id: '${ztc_vpc.a.id}', service: 'sse_level2_nondisplay' },
        },
        at: 'ztc_market_link.a',
        message: 'notConfirmed',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-nq', cidr: '10.8.0.0/16' },
          'ztc_market_link.a': {
            vpc_id: '${ztc_vpc.a.id}',
            service: 'sse_level2_nondisplay',
            operator_confirmed: false,
          },
        },
        at: 'ztc_market_link.a',
        message: 'notConfirmed',
      },
    ],
    unknown: [
      {
        given: { 'ztc_market_link.a': { vpc_id: 'vpc-of-another-stack', service: 'sse_level2_nondisplay' } },
        at: 'ztc_market_link.a',
        because: 'object outside the graph: vpc-of-another-stack',
      },
    ],
    notApplicable: [{ given: { 'ztc_market_link.a': { vpc_id: 'vpc-1', service: 'neeq' } } }],
  },
});
