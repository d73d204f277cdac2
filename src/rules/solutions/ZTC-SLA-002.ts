import type { Catalog } from '../../catalog/catalog.ts';
import { isOfOtherObjects, statedHosts, targetOf, tiersOrWhole } from '../builders/availability-target.ts';
import { sitesOf } from '../builders/design-ends.ts';
import { collect } from '../builders/sets.ts';
import type { Tier } from '../builders/tiers.ts';
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** Where the hosts of a tier are; the sites of the design where some of them are described elsewhere. */
function sitesOfTier(profile: RuleNode, tier: Tier): Few<string> {
  const known = tier.hosts.map((host) => host.site() ?? '');
  const complete = tier.path === '' || Math.max(1, statedHosts(tier)) <= known.known.length;
  return complete ? known : new Few([...known.known, ...sitesOf(profile)], known.open);
}

function areTwoOfOneRegion(sites: Few<string>, catalog: Catalog): boolean {
  const regionOf = (site: string) => (catalog.isSite(site) ? catalog.regionOf(site) : null);
  return sites.some((a) =>
    sites.known.some((b) => a !== b && regionOf(a) !== null && regionOf(a) === regionOf(b)),
  );
}

export default defineRule({
  id: 'ZTC-SLA-002',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.tiers',
    'ztc_design_profile.target_availability',
    'ztc_design_profile.sites',
    'ztc_instance.role',
    'ztc_instance.site',
  ],
  scope: 'design',
  messages: {
    oneZone: {
      en: 'tier {tier} has a target of {percent} percent, which needs hosts at two sites of one region; it has {sites}',
      zh: '层 {tier} 的目标为 {percent}%，须在同一地域的两个站点部署云服务器，现为 {sites}',
    },
    noTarget: {
      en: 'no tier of hosts has a target that the multi-zone commitment is about',
      zh: '没有云服务器层的目标落在多可用区承诺范围内',
    },
  },
  fix: {
    en: 'spread the hosts of the tier over two sites of Shanghai or lower the target to that of one host',
    zh: '将该层云服务器分布到上海的两个站点，或将目标降至单实例承诺值',
  },
  check(node, k) {
    const single = k.catalog.number('sla.ecs_single_instance.percent');
    const multi = k.catalog.number('sla.ecs_multi_zone_single_region.percent');
    const tiers = tiersOrWhole(node, k).flatMap((tier) => {
      const target = targetOf(node, tier);
      const isMeant = target !== null && target.percent > single && target.percent <= multi;
      return isMeant && !isOfOtherObjects(tier) ? [{ tier, target }] : [];
    });
    const meant = tiers.filter(({ tier }) => tier.path !== '' || tier.hosts.atLeast(1));
    if (meant.length === 0) return k.skip('noTarget');
    const fails = collect(
      meant.map(({ tier, target: { percent, attribute } }) => () => {
        const sites = sitesOfTier(node, tier);
        if (areTwoOfOneRegion(sites, k.catalog)) return null;
        const named = [...new Set(sites.known)].toSorted();
        const shown = named.length > 0 ? named : ['-'];
        return k.fail(
          'oneZone',
          { tier: tier.name, percent, sites: shown },
          { attribute, value: percent, allowed: `<= ${single}`, related: tier.hosts.known },
        );
      }),
    );
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': {
            sites: ['sh-jq', 'sh-nq'],
            tiers: [{ name: 'web', target_availability: 99.95 }],
          },
          'ztc_instance.a': { role: 'web', site: 'sh-jq' },
          'ztc_instance.b': { role: 'web', site: 'sh-nq' },
        },
      },
      {
        given: {
          'ztc_design_profile.p': { sites: ['sh-jq', 'sh-nq'], target_availability: 99.95 },
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_instance.b': { site: 'sh-nq' },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            sites: ['sh-jq', 'sh-wgq'],
            target_availability: 99.95,
            tiers: [{ name: 'core', instances: 4 }],
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': { sites: ['bj-aw'], tiers: [{ name: 'web', target_availability: 99.95 }] },
          'ztc_instance.a': { role: 'web', site: 'bj-aw' },
          'ztc_instance.b': { role: 'web', site: 'bj-aw' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneZone',
      },
      {
        given: {
          'ztc_design_profile.p': {
            sites: ['sh-jq', 'sh-nq'],
            target_availability: 99.95,
            tiers: [{ name: 'web' }],
          },
          'ztc_instance.a': { role: 'web', site: 'sh-jq' },
          'ztc_instance.b': { role: 'web', site: 'sh-jq' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneZone',
      },
      {
        given: {
          'ztc_design_profile.p': {
            sites: ['sh-jq', 'bj-aw'],
            tiers: [{ name: 'web', target_availability: 99.93 }],
          },
          'ztc_instance.a': { role: 'web', site: 'sh-jq' },
          'ztc_instance.b': { role: 'web', site: 'bj-aw' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneZone',
      },
      {
        given: {
          'ztc_design_profile.p': {
            sites: ['bj-aw'],
            target_availability: 99.95,
            tiers: [{ name: 'core', instances: 4 }],
          },
        },
        at: 'ztc_design_profile.p',
        message: 'oneZone',
      },
      {
        given: {
          'ztc_design_profile.p': { sites: ['sh-jq'], target_availability: 99.95 },
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_instance.b': { site: 'sh-jq' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneZone',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': { sites: ['sh-jq'], tiers: [{ name: 'web', target_availability: 99.95 }] },
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
          'ztc_design_profile.p': { sites: ['bj-aw'], tiers: [{ name: 'web', target_availability: 99.9 }] },
          'ztc_instance.a': { role: 'web', site: 'bj-aw' },
        },
      },
      {
        given: {
          'ztc_slb.a': {},
          'ztc_design_profile.p': {
            sites: ['bj-aw'],
            tiers: [{ name: 'entry', resource_ids: ['${ztc_slb.a.id}'], target_availability: 99.95 }],
          },
        },
      },
    ],
  },
});
