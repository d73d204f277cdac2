import { find } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-NAT-007',
  on: ['ztc_nat_gateway'],
  reads: [
    'ztc_nat_gateway.vpc_id',
    'ztc_nat_gateway.site',
    'ztc_vpc.site',
    'ztc_design_profile.high_availability',
    'ztc_design_profile.sites',
  ],
  scope: 'design',
  messages: {
    oneZone: {
      en: 'the design asks for high availability, but {site} is the only zone of its region, so the gateway cannot outlive it',
      zh: '设计要求高可用，而 {site} 所在地域仅一个可用区，NAT 网关无法跨可用区',
    },
    notAsked: { en: 'no design at this site asks for high availability', zh: '该站点没有要求高可用的设计' },
  },
  fix: {
    en: 'place the internet entry in a region with several zones, or accept the loss of the entry together with the site',
    zh: '将互联网出入口设在有多个可用区的地域，或接受随站点一并中断',
  },
  check(node, k) {
    const site = node.site();
    if (!k.catalog.isSite(site)) return k.skip('notAsked');
    if (k.catalog.number(`regions.${k.catalog.regionOf(site)}.zones`) > 1) return k.pass();
    const here = k.profiles().filter((profile) => profile.strings('sites').some((code) => code === site));
    const profiles = here.known.length > 0 ? here : k.profiles();
    const profile = find(profiles, (candidate) => candidate.flag('high_availability'));
    if (!profile) return k.skip('notAsked');
    return k.fail('oneZone', { site }, { attribute: 'vpc_id', value: site, related: [profile] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.d': { sites: ['sh-jq'], high_availability: true },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.d': { sites: ['bj-aw'], high_availability: true },
          'ztc_vpc.a': { site: 'bj-aw' },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
        },
        at: 'ztc_nat_gateway.a',
        message: 'oneZone',
      },
    ],
    unknown: [
      {
        given: { 'ztc_nat_gateway.a': { vpc_id: 'vpc-1' } },
        at: 'ztc_nat_gateway.a',
        because: 'object outside the graph: vpc-1',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_design_profile.d': { sites: ['bj-aw'] },
          'ztc_vpc.a': { site: 'bj-aw' },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
        },
      },
    ],
  },
});
