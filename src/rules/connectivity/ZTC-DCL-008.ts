import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-DCL-008',
  on: ['ztc_dedicated_line'],
  reads: [
    'ztc_dedicated_line.site',
    'ztc_dedicated_line.customer_site_address',
    'ztc_dedicated_line.vpc_ids',
    'ztc_vpc.site',
  ],
  scope: 'request',
  messages: {
    noAddress: { en: 'the line names no customer address that it starts at', zh: '专线未注明用户端地址' },
    otherSite: {
      en: 'the line ends at {site}, but network {vpc} is at {elsewhere}',
      zh: '专线接入 {site}，而专有网络 {vpc} 位于 {elsewhere}',
    },
  },
  fix: {
    en: 'give the line one customer address and networks of the one site it ends at; reach other sites from there',
    zh: '一条专线只对应一个用户端地址和一个站点的专有网络，其他站点经该站点转接',
  },
  check(node, k) {
    const site = node.string('site') ?? '';
    if (node.isKnown('customer_site_address') && node.string('customer_site_address') === null) {
      return k.fail('noAddress', {}, { attribute: 'customer_site_address', value: '' });
    }
    const stray = node.refs('vpc_ids').filter((vpc) => {
      const at = vpc.site();
      return at !== null && at !== site;
    });
    const first = stray.known[0];
    if (first) {
      return k.fail(
        'otherSite',
        { site, vpc: first.address, elsewhere: first.site() ?? '-' },
        { attribute: 'vpc_ids', value: first.address, related: stray.known },
      );
    }
    return k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_dedicated_line.a': {
            site: 'sh-jq',
            customer_site_address: 'Pudong South Road 528',
            vpc_ids: ['${ztc_vpc.a.id}'],
          },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_dedicated_line.a': { site: 'sh-jq', customer_site_address: '' } },
        at: 'ztc_dedicated_line.a',
        message: 'noAddress',
      },
      {
        given: {
          'ztc_vpc.b': { site: 'sh-nq', cidr: '10.9.0.0/16' },
          'ztc_dedicated_line.a': {
            site: 'sh-jq',
            customer_site_address: 'Pudong South Road 528',
            vpc_ids: ['${ztc_vpc.b.id}'],
          },
        },
        at: 'ztc_dedicated_line.a',
        message: 'otherSite',
      },
    ],
    unknown: {
      never: 'site and address are given by the user, and so is the site of a network of the design',
    },
  },
});
