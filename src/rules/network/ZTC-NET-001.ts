import { internetSites } from '../builders/places.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-NET-001',
  on: ['ztc_eip', 'ztc_nat_gateway'],
  reads: ['ztc_eip.site', 'ztc_nat_gateway.site', 'ztc_nat_gateway.vpc_id', 'ztc_vpc.site'],
  scope: 'request',
  messages: {
    noExit: {
      en: 'site {site} has no internet exit; there is one at {allowed}',
      zh: '站点 {site} 没有互联网出口，提供互联网服务的站点为 {allowed}',
    },
    noSite: {
      en: 'the site is not one of the platform; the schema reports it',
      zh: '站点代码有误，由模式校验报告',
    },
  },
  fix: {
    en: 'place the internet entry at one of the sites with internet service and reach the other sites privately',
    zh: '将互联网出入口设在有互联网服务的站点，其他站点经内网访问',
  },
  check(node, k) {
    const site = node.site();
    if (!k.catalog.isSite(site)) return k.skip('noSite');
    if (k.catalog.hasInternet(site)) return k.pass();
    const allowed = internetSites(k.catalog);
    const attribute = node.type === 'ztc_eip' ? 'site' : 'vpc_id';
    return k.fail('noExit', { site, allowed }, { attribute, value: site, allowed });
  },
  examples: {
    pass: [
      { given: { 'ztc_eip.web': { site: 'sh-nq', bandwidth_mbps: 20 } } },
      {
        given: {
          'ztc_vpc.a': { site: 'bj-aw', cidr: '10.8.0.0/16' },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_eip.web': { site: 'sh-wgq', bandwidth_mbps: 20 } },
        at: 'ztc_eip.web',
        message: 'noExit',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-wgq', cidr: '10.8.0.0/16' },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
        },
        at: 'ztc_nat_gateway.a',
        message: 'noExit',
      },
    ],
    unknown: [
      {
        given: { 'ztc_nat_gateway.a': { vpc_id: 'vpc-of-another-stack' } },
        at: 'ztc_nat_gateway.a',
        because: 'object outside the graph: vpc-of-another-stack',
      },
    ],
    notApplicable: [{ given: { 'ztc_eip.web': { site: 'gz-th', bandwidth_mbps: 20 } } }],
  },
});
