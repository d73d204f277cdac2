import { endsOf } from '../builders/design-ends.ts';
import {
  anyPaths,
  directLanding,
  landings,
  networksAt,
  onwardPaths,
  PATH_READS,
  pathType,
  rightPaths,
} from '../builders/replication-paths.ts';
import type { AnyKit } from '../builders/sets.ts';
import type { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** Whether a path that is not there is a mistake here: what single tiers lack is said by the rule about tiers. */
function lacksPath(profile: RuleNode): boolean {
  return profile.objects('tiers').known.length === 0;
}

/** What joins the networks although the distance asks for something else. */
function wrongPath(as: Few<RuleNode>, bs: Few<RuleNode>, k: AnyKit): RuleNode | undefined {
  return anyPaths(as, bs, k).known[0];
}

export default defineRule({
  id: 'ZTC-SOL-008',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.scenario',
    'ztc_design_profile.sites',
    'ztc_design_profile.primary',
    'ztc_design_profile.recovery',
    'ztc_design_profile.tiers',
    ...PATH_READS,
  ],
  scope: 'design',
  messages: {
    wrongKind: {
      en: 'data go from {primary} to {recovery} over {path}, but the distance asks for a {type}',
      zh: '{primary} 到 {recovery} 的数据经 {path} 传输，而该距离应使用 {type}',
    },
    noPath: {
      en: 'no {type} joins the networks at {primary} and {recovery}',
      zh: '{primary} 与 {recovery} 的专有网络之间没有 {type}',
    },
    noLine: {
      en: 'no dedicated line, hosted rack or VPN joins the premises {primary} with a network of the cloud',
      zh: '{primary} 与云内专有网络之间没有专线、局域网接入或 VPN',
    },
    noRecovery: { en: 'the design is not about disaster recovery', zh: '该设计不是灾备方案' },
    noEnds: {
      en: 'the design does not say where it runs and where it recovers',
      zh: '设计未说明主中心与灾备中心',
    },
    noNetworks: {
      en: 'the networks at the two ends are not part of the design',
      zh: '两端的专有网络不在设计中',
    },
  },
  fix: {
    en: 'use an express channel inside a city, a cross-site link between cities, and a line, a hosted rack or a VPN from premises',
    zh: '同城使用高速通道，异地使用异地站点传输，本地机房经专线、局域网接入或 VPN 接入',
  },
  check(node, k) {
    if (node.string('scenario') !== 'dr') return k.skip('noRecovery');
    const { primary, recovery } = endsOf(node, k.catalog);
    if (!primary || !recovery?.site || primary.site === recovery.site) return k.skip('noEnds');
    const names = { primary: primary.text, recovery: recovery.text };
    const details = { attribute: 'recovery', value: recovery.text };
    const there = networksAt(recovery.site, k);
    if (primary.site !== null) {
      const here = networksAt(primary.site, k);
      if (here.isEmpty() || there.isEmpty()) return k.skip('noNetworks');
      if (rightPaths(here, there, k).atLeast(1)) return k.pass();
      const type = pathType(primary.site, recovery.site, k);
      const path = wrongPath(here, there, k);
      if (path)
        return k.fail('wrongKind', { ...names, type, path: path.address }, { ...details, related: [path] });
      return lacksPath(node) ? k.fail('noPath', { ...names, type }, details) : k.pass();
    }
    if (there.isEmpty()) return k.skip('noNetworks');
    if (directLanding(there, k) || onwardPaths(there, k).atLeast(1)) return k.pass();
    const [landing] = landings(k).known;
    if (!landing) return lacksPath(node) ? k.fail('noLine', { primary: primary.text }, details) : k.pass();
    const type = pathType(landing.site() ?? '', recovery.site, k);
    const path = wrongPath(landings(k), there, k);
    if (path)
      return k.fail('wrongKind', { ...names, type, path: path.address }, { ...details, related: [path] });
    const from = { ...names, primary: landing.site() ?? primary.text };
    return lacksPath(node) ? k.fail('noPath', { ...from, type }, details) : k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { scenario: 'dr', primary: 'sh-jq', recovery: 'sh-nq' },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-nq' },
          'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}' },
          'ztc_express_channel.c': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_interface_id: '${ztc_router_interface.b.id}',
          },
        },
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'dr', sites: ['sh-jq', 'bj-aw'] },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'bj-aw' },
          'ztc_cross_site_link.l': { site_a: 'bj-aw', site_b: 'sh-jq', bandwidth_mbps: 50 },
        },
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'dr', primary: 'on_premises:shanghai', recovery: 'sh-wgq' },
          'ztc_vpc.b': { site: 'sh-wgq' },
          'ztc_lan_access.l': { vpc_id: '${ztc_vpc.b.id}' },
        },
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'dr', primary: 'on_premises:shanghai', recovery: 'bj-aw' },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'bj-aw' },
          'ztc_dedicated_line.d': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.a.id}'] },
          'ztc_cross_site_link.l': {
            site_a: 'sh-jq',
            site_b: 'bj-aw',
            vpc_a_id: '${ztc_vpc.a.id}',
            vpc_b_id: '${ztc_vpc.b.id}',
          },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'sh-nq',
            tiers: [{ name: 'web', replication: false }],
          },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-nq' },
        },
      },
    ],
    fail: [
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
          'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}' },
          'ztc_express_channel.c': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_interface_id: '${ztc_router_interface.b.id}',
          },
        },
        at: 'ztc_design_profile.p',
        message: 'wrongKind',
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'dr', primary: 'sh-jq', recovery: 'sh-nq' },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-nq' },
          'ztc_cross_site_link.l': { site_a: 'sh-jq', site_b: 'sh-nq', bandwidth_mbps: 50 },
        },
        at: 'ztc_design_profile.p',
        message: 'wrongKind',
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'dr', primary: 'sh-jq', recovery: 'sh-nq' },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-nq' },
        },
        at: 'ztc_design_profile.p',
        message: 'noPath',
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'dr', primary: 'on_premises:shanghai', recovery: 'sh-nq' },
          'ztc_vpc.b': { site: 'sh-nq' },
        },
        at: 'ztc_design_profile.p',
        message: 'noLine',
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'dr', primary: 'on_premises:shanghai', recovery: 'bj-aw' },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'bj-aw' },
          'ztc_dedicated_line.d': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.a.id}'] },
        },
        at: 'ztc_design_profile.p',
        message: 'noPath',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': { scenario: 'dr', primary: 'sh-jq', recovery: 'bj-aw' },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'bj-aw' },
          'ztc_cross_site_link.l': { site_a: 'sh-jq', site_b: '${ztc_vswitch.a.site}' },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_design_profile.p': { scenario: 'other', primary: 'sh-jq', recovery: 'bj-aw' } } },
      { given: { 'ztc_design_profile.p': { scenario: 'dr' } } },
      { given: { 'ztc_design_profile.p': { scenario: 'dr', primary: 'sh-jq', recovery: 'bj-aw' } } },
    ],
  },
});
