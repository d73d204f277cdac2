import { said, tiersOf } from '../builders/tiers.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ECS-016',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.high_availability',
    'ztc_design_profile.tiers',
    'ztc_design_profile.tiers.name',
    'ztc_design_profile.tiers.role',
    'ztc_design_profile.tiers.instance_ids',
    'ztc_instance.role',
    'ztc_instance.site',
  ],
  scope: 'design',
  messages: {
    oneSite: {
      en: 'the design promises high availability, but the hosts of tier {tier} lie at {sites}: no two sites of one region',
      zh: '设计声明高可用，但层 {tier} 的主机位于 {sites}，未跨同一地域的两个站点',
    },
    notPromised: { en: 'the design promises no high availability', zh: '设计未声明高可用' },
    noTiers: { en: 'no tier has hosts in this design', zh: '本设计内没有含主机的层' },
  },
  fix: {
    en: 'spread the hosts of each tier over two sites of one region, as primary and standby or both active',
    zh: '将每一层的主机分布到同一地域的两个站点，采用主备或双活',
  },
  check(node, k) {
    if (!node.flag('high_availability')) return k.skip('notPromised');
    const tiers = tiersOf(node, k).filter((tier) => tier.hosts.atLeast(1));
    if (tiers.isEmpty()) return k.skip('noTiers');
    const region = (site: string | null) => (k.catalog.isSite(site) ? k.catalog.regionOf(site) : null);
    const fails = said(tiers, (tier) => {
      const sites = tier.hosts.map((host) => host.site());
      const spread = sites.some((a) =>
        sites.known.some((b) => a !== b && region(a) !== null && region(a) === region(b)),
      );
      if (spread) return null;
      const named = [...new Set(sites.known.filter((site) => site !== null))].toSorted();
      return k.fail(
        'oneSite',
        { tier: tier.name, sites: named },
        { attribute: tier.path, value: named, related: tier.hosts.known },
      );
    });
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { high_availability: true, tiers: [{ name: 'web' }] },
          'ztc_instance.a': { role: 'web', site: 'sh-jq' },
          'ztc_instance.b': { role: 'web', site: 'sh-nq' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': { high_availability: true, tiers: [{ name: 'web' }] },
          'ztc_instance.a': { role: 'web', site: 'sh-jq' },
          'ztc_instance.b': { role: 'web', site: 'sh-jq' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneSite',
      },
      {
        given: {
          'ztc_design_profile.p': {
            high_availability: true,
            tiers: [{ name: 'app', instance_ids: ['${ztc_instance.a.id}', '${ztc_instance.b.id}'] }],
          },
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_instance.b': { site: 'bj-aw' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneSite',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_design_profile.p': { high_availability: true, tiers: [{ name: 'web' }] },
          'ztc_vswitch.a': {},
          'ztc_instance.a': { role: 'web', site: 'sh-jq' },
          'ztc_instance.b': { role: 'web', site: '${ztc_vswitch.a.site}' },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_design_profile.p': { tiers: [{ name: 'web' }] },
          'ztc_instance.a': { role: 'web', site: 'sh-jq' },
        },
      },
      { given: { 'ztc_design_profile.p': { high_availability: true } } },
    ],
  },
});
