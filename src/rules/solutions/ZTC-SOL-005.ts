import { statedHosts } from '../builders/availability-target.ts';
import { type AnyKit, collect } from '../builders/sets.ts';
import { type Tier, tiersOf } from '../builders/tiers.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** Names of tiers that keep no data, for tiers that do not say. */
const STATELESS = /^(web|app|api|portal|front|frontend)$/i;

interface Group extends Pick<Tier, 'name' | 'path' | 'hosts'> {
  /** Hosts that the design states, at least. */
  readonly stated: number;
}

/** The stateless tiers; in a design that names no tiers, the hosts of such roles. */
function statelessGroups(profile: RuleNode, k: AnyKit): readonly Group[] {
  const tiers = tiersOf(profile, k).all();
  if (tiers.length > 0) {
    return tiers.flatMap((tier) => {
      const said = tier.node.get('stateless');
      const is = typeof said === 'boolean' ? said : STATELESS.test(tier.node.string('role') ?? tier.name);
      return is ? [{ name: tier.name, path: tier.path, hosts: tier.hosts, stated: statedHosts(tier) }] : [];
    });
  }
  const roleOf = (host: RuleNode) => host.string('role') ?? '';
  const roles = new Set(
    k
      .all('ztc_instance')
      .map(roleOf)
      .known.filter((role) => STATELESS.test(role)),
  );
  return [...roles].toSorted().map((role) => {
    const hosts = k.all('ztc_instance').filter((host) => roleOf(host) === role);
    return { name: role, path: 'tiers', hosts, stated: 0 };
  });
}

function isBalanced(host: RuleNode): boolean {
  return host
    .referrers('ztc_slb_backend', 'instance_id')
    .flatMap((backend) => backend.refs('backend_group_id'))
    .some((group) => group.isSet('slb_id'));
}

export default defineRule({
  id: 'ZTC-SOL-005',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.scenario',
    'ztc_design_profile.monitoring',
    'ztc_design_profile.tiers',
    'ztc_instance.role',
    'ztc_slb_backend.instance_id',
    'ztc_slb_backend.backend_group_id',
    'ztc_slb_backend_group.slb_id',
  ],
  scope: 'design',
  messages: {
    unwatched: {
      en: 'an internet-finance system is watched centrally, but monitoring is not declared',
      zh: '互金系统须统一监控，但设计未声明 monitoring',
    },
    single: {
      en: 'the stateless tier {tier} has {count} host, so that it can neither grow nor lose one',
      zh: '无状态层 {tier} 仅有 {count} 台云服务器，无法弹性扩展，也无法承受单台故障',
    },
    unbalanced: {
      en: 'fewer than two of the {count} hosts of the stateless tier {tier} stand behind a load balancer',
      zh: '无状态层 {tier} 的 {count} 台云服务器中，接入负载均衡的不足两台',
    },
    otherScenario: { en: 'the design is not an internet-finance system', zh: '该设计不是互金方案' },
  },
  fix: {
    en: 'put two or more hosts of each stateless tier behind a ztc_slb and set monitoring = true',
    zh: '每个无状态层至少两台云服务器接入 ztc_slb，并设置 monitoring = true',
  },
  check(node, k) {
    if (node.string('scenario') !== 'internet_finance') return k.skip('otherScenario');
    const fails = collect([
      () =>
        node.flag('monitoring')
          ? null
          : k.fail(
              'unwatched',
              {},
              { attribute: 'monitoring', value: node.get('monitoring'), allowed: true },
            ),
      ...statelessGroups(node, k).map(({ name: tier, path: attribute, hosts, stated }) => () => {
        const related = hosts.known;
        if (stated < 2 && !hosts.atLeast(2)) {
          const count = Math.max(stated, hosts.known.length);
          return count === 0 ? null : k.fail('single', { tier, count }, { attribute, related });
        }
        // Hosts that are described elsewhere are balanced there.
        if (hosts.known.length < 2 || hosts.filter(isBalanced).atLeast(2)) return null;
        return k.fail('unbalanced', { tier, count: hosts.known.length }, { attribute, related });
      }),
    ]);
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'internet_finance',
            monitoring: true,
            tiers: [{ name: 'web', stateless: true }, { name: 'database' }],
          },
          'ztc_instance.a': { role: 'web' },
          'ztc_instance.b': { role: 'web' },
          'ztc_instance.d': { role: 'database' },
          'ztc_slb.s': {},
          'ztc_slb_backend_group.g': { slb_id: '${ztc_slb.s.id}' },
          'ztc_slb_backend.a': {
            backend_group_id: '${ztc_slb_backend_group.g.id}',
            instance_id: '${ztc_instance.a.id}',
          },
          'ztc_slb_backend.b': {
            backend_group_id: '${ztc_slb_backend_group.g.id}',
            instance_id: '${ztc_instance.b.id}',
          },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'internet_finance',
            monitoring: true,
            tiers: [
              { name: 'app', stateless: false },
              { name: 'web', instances: 3 },
            ],
          },
          'ztc_instance.a': { role: 'app' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'internet_finance',
            monitoring: true,
            tiers: [{ name: 'quotes', stateless: true }],
          },
          'ztc_instance.a': { role: 'quotes' },
        },
        at: 'ztc_design_profile.p',
        message: 'single',
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'internet_finance', monitoring: true },
          'ztc_instance.a': { role: 'web' },
        },
        at: 'ztc_design_profile.p',
        message: 'single',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'internet_finance',
            monitoring: true,
            tiers: [{ name: 'web' }],
          },
          'ztc_instance.a': { role: 'web' },
          'ztc_instance.b': { role: 'web' },
        },
        at: 'ztc_design_profile.p',
        message: 'unbalanced',
      },
      {
        given: { 'ztc_design_profile.p': { scenario: 'internet_finance' } },
        at: 'ztc_design_profile.p',
        message: 'unwatched',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': {
            scenario: 'internet_finance',
            monitoring: true,
            tiers: [{ name: 'web' }],
          },
          'ztc_instance.a': { role: 'web' },
          'ztc_instance.b': { role: '${ztc_vswitch.a.site}' },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_design_profile.p': { scenario: 'other' }, 'ztc_instance.a': { role: 'web' } } },
    ],
  },
});
