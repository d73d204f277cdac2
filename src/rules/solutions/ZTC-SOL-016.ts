import { type Ends, endsOf, placeOf, sitesOf } from '../builders/design-ends.ts';
import { vpcOf } from '../builders/networks.ts';
import {
  anyPaths,
  directLanding,
  either,
  landings,
  networksAt,
  onwardPaths,
  PATH_READS,
  type Path,
  ROUTE_READS,
  rightPaths,
  sideWithoutRoute,
} from '../builders/replication-paths.ts';
import { type AnyKit, collect, distinct, find } from '../builders/sets.ts';
import { type Tier, tiersOf } from '../builders/tiers.ts';
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** The two ends between which tiers are copied; null where the design has none or does not say. */
function endsOfCopies(
  profile: RuleNode,
  k: AnyKit,
): { primary: NonNullable<Ends['primary']>; recovery: string } | null {
  if (profile.string('scenario') === 'dr') {
    const { primary, recovery } = endsOf(profile, k.catalog);
    const isPair = primary && recovery?.site && primary.text !== recovery.text;
    return isPair && recovery.site ? { primary, recovery: recovery.site } : null;
  }
  const [first, second, ...more] = sitesOf(profile);
  if (first === undefined || second === undefined || more.length > 0) return null;
  return { primary: placeOf(k.catalog, first), recovery: second };
}

/** The tier's own networks at a site; all networks there where it has no host. */
function networksOf(tier: Tier, site: string, k: AnyKit): Few<RuleNode> {
  const own = tier.hosts
    .filter((host) => host.site() === site)
    .flatMap((host) => {
      const vpc = vpcOf(host);
      return new Few(vpc ? [vpc] : []);
    });
  return either(distinct(own), () => networksAt(site, k));
}

export default defineRule({
  id: 'ZTC-SOL-016',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.scenario',
    'ztc_design_profile.topology',
    'ztc_design_profile.sites',
    'ztc_design_profile.primary',
    'ztc_design_profile.recovery',
    'ztc_design_profile.tiers',
    'ztc_instance.role',
    'ztc_instance.site',
    'ztc_instance.vswitch_id',
    'ztc_vswitch.vpc_id',
    ...PATH_READS,
    ...ROUTE_READS,
  ],
  scope: 'design',
  messages: {
    noPath: {
      en: 'tier {tier} is replicated between {primary} and {recovery}, but no path joins its networks there',
      zh: '层 {tier} 在 {primary} 与 {recovery} 之间复制，但两端专有网络之间没有通道',
    },
    noRoute: {
      en: 'tier {tier} is replicated over {path}, but {side} has no route to it',
      zh: '层 {tier} 经 {path} 复制，但 {side} 没有指向该通道的路由',
    },
    notReplicated: {
      en: 'no tier of a recovery or active-active design is replicated',
      zh: '该设计没有需要复制的灾备或双活层级',
    },
    noEnds: {
      en: 'the design does not name the two ends between which tiers are replicated',
      zh: '设计未指明复制的两端',
    },
    noNetworks: { en: 'the design holds no networks', zh: '设计中没有专有网络' },
  },
  fix: {
    en: 'join the two networks by the path that their distance asks for and add a ztc_route_entry on each side',
    zh: '按距离建立两端专有网络间的通道，并在两侧各添加 ztc_route_entry',
  },
  check(node, k) {
    const isDr = node.string('scenario') === 'dr';
    const isMeant = isDr || node.string('topology') === 'same_city_active_active';
    const tiers = isMeant
      ? tiersOf(node, k).filter((tier) => tier.node.flag('replication'))
      : new Few<Tier>([]);
    if (tiers.isEmpty()) return k.skip('notReplicated');
    const ends = endsOfCopies(node, k);
    if (!ends) return k.skip('noEnds');
    if (k.all('ztc_vpc').isEmpty()) return k.skip('noNetworks');
    const { primary, recovery } = ends;
    const fails = collect(
      tiers.known.map((tier) => () => {
        const attribute = `${tier.path}.replication`;
        const there = networksOf(tier, recovery, k);
        const here = primary.site === null ? landings(k) : networksOf(tier, primary.site, k);
        if (primary.site === null && directLanding(there, k)) return null;
        const paths: Few<Path> = primary.site === null ? onwardPaths(there, k) : rightPaths(here, there, k);
        if (find(paths, (path) => sideWithoutRoute(path) === null)) return null;
        const [first] = paths.known;
        if (first) {
          const side = sideWithoutRoute(first)?.address ?? '-';
          const related = [first.path];
          return k.fail(
            'noRoute',
            { tier: tier.name, path: first.path.address, side },
            { attribute, value: true, related },
          );
        }
        // A path of the wrong kind is reported for the design as a whole.
        if (isDr && anyPaths(here, there, k).known.length > 0) return null;
        return k.fail(
          'noPath',
          { tier: tier.name, primary: primary.text, recovery },
          { attribute, value: true },
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
            scenario: 'internet_finance',
            topology: 'same_city_active_active',
            sites: ['sh-jq', 'sh-nq'],
            tiers: [{ name: 'database', replication: true }, { name: 'web' }],
          },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-nq' },
          'ztc_route_table.b': { vpc_id: '${ztc_vpc.b.id}' },
          'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}' },
          'ztc_express_channel.c': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_interface_id: '${ztc_router_interface.b.id}',
          },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            next_hop_id: '${ztc_router_interface.a.id}',
          },
          'ztc_route_entry.b': {
            route_table_id: '${ztc_route_table.b.id}',
            next_hop_id: '${ztc_router_interface.b.id}',
          },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'on_premises:shanghai',
            recovery: 'sh-nq',
            tiers: [{ name: 'database', replication: true }],
          },
          'ztc_vpc.b': { site: 'sh-nq' },
          'ztc_dedicated_line.d': { site: 'sh-nq', vpc_ids: ['${ztc_vpc.b.id}'] },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'sh-nq',
            tiers: [{ name: 'database', replication: true }],
          },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-nq' },
        },
        at: 'ztc_design_profile.p',
        message: 'noPath',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'bj-aw',
            tiers: [{ name: 'database', replication: true }],
          },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'bj-aw' },
          'ztc_cross_site_link.l': { site_a: 'sh-jq', site_b: 'bj-aw' },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            next_hop_id: '${ztc_cross_site_link.l.id}',
          },
        },
        at: 'ztc_design_profile.p',
        message: 'noRoute',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'on_premises:shanghai',
            recovery: 'sh-nq',
            tiers: [{ name: 'database', replication: true }],
          },
          'ztc_vpc.b': { site: 'sh-nq' },
        },
        at: 'ztc_design_profile.p',
        message: 'noPath',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'other',
            topology: 'same_city_active_active',
            sites: ['sh-jq', 'sh-nq'],
            tiers: [{ name: 'database', replication: true }],
          },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-nq' },
          'ztc_vpc.c': { site: 'sh-nq' },
          'ztc_vswitch.c': { vpc_id: '${ztc_vpc.c.id}' },
          'ztc_instance.c': { role: 'database', site: 'sh-nq', vswitch_id: '${ztc_vswitch.c.id}' },
          'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}' },
          'ztc_express_channel.c': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_interface_id: '${ztc_router_interface.b.id}',
          },
        },
        at: 'ztc_design_profile.p',
        message: 'noPath',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'bj-aw',
            tiers: [{ name: 'database', replication: true }],
          },
          'ztc_vswitch.x': {},
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'bj-aw' },
          'ztc_cross_site_link.l': { site_a: 'sh-jq', site_b: '${ztc_vswitch.x.site}' },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.x.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_design_profile.p': { scenario: 'dr', tiers: [{ name: 'web' }] } } },
      {
        given: { 'ztc_design_profile.p': { scenario: 'other', tiers: [{ name: 'web', replication: true }] } },
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'sh-nq',
            tiers: [{ name: 'web', replication: true }],
          },
        },
      },
    ],
  },
});
