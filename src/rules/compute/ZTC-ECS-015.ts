import { said, type Tier, tiersOf } from '../builders/tiers.ts';
import { defineRule } from '../kit/rule.ts';

/** Whether a tier runs on one host: by its declared number, otherwise by the hosts that are there. */
function isSingle({ node, hosts }: Tier): boolean {
  const declared = node.number('instances');
  if (declared !== null) return declared === 1;
  return hosts.atLeast(1) && hosts.atMost(1);
}

export default defineRule({
  id: 'ZTC-ECS-015',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.rto_minutes',
    'ztc_design_profile.tiers',
    'ztc_design_profile.tiers.name',
    'ztc_design_profile.tiers.role',
    'ztc_design_profile.tiers.instances',
    'ztc_design_profile.tiers.instance_ids',
    'ztc_design_profile.tiers.rto_minutes',
    'ztc_instance.role',
  ],
  scope: 'design',
  messages: {
    tooSlow: {
      en: 'tier {tier} runs on one host and tolerates an outage of {rto} minutes; a failed host may take {limit} minutes to come back',
      zh: '层 {tier} 只有一台主机，RTO 为 {rto} 分钟，而故障主机恢复可能需要 {limit} 分钟',
    },
    noTiers: { en: 'the profile describes no tiers', zh: '设计概要未划分层' },
  },
  fix: {
    en: 'run the tier on two or more hosts, or state an objective that leaves time for a failed host to come back',
    zh: '将该层部署为两台以上主机，或放宽 RTO，给故障主机留出恢复时间',
  },
  check(node, k) {
    const tiers = tiersOf(node, k);
    if (tiers.isEmpty()) return k.skip('noTiers');
    const limit = Math.max(
      k.catalog.number('ecs.failure_restart_minutes'),
      k.catalog.number('service_indicators.host_recovery_minutes'),
    );
    const fails = said(tiers, (tier) => {
      const own = tier.node.number('rto_minutes');
      const rto = own ?? node.number('rto_minutes');
      if (rto === null || rto >= limit || !isSingle(tier)) return null;
      const attribute = own === null ? 'rto_minutes' : `${tier.path}.rto_minutes`;
      return k.fail(
        'tooSlow',
        { tier: tier.name, rto, limit },
        { attribute, value: rto, allowed: `>= ${limit}`, related: tier.hosts.known },
      );
    });
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      { given: { 'ztc_design_profile.p': { tiers: [{ name: 'app', instances: 2, rto_minutes: 5 }] } } },
      { given: { 'ztc_design_profile.p': { tiers: [{ name: 'app', instances: 1, rto_minutes: 15 }] } } },
      {
        given: {
          'ztc_design_profile.p': { tiers: [{ name: 'app', rto_minutes: 5 }] },
          'ztc_instance.a': { role: 'app' },
          'ztc_instance.b': { role: 'app' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { tiers: [{ name: 'app', instances: 1, rto_minutes: 5 }] } },
        at: 'ztc_design_profile.p',
        message: 'tooSlow',
      },
      {
        given: {
          'ztc_design_profile.p': { rto_minutes: 10, tiers: [{ name: 'front', role: 'web' }] },
          'ztc_instance.a': { role: 'web' },
        },
        at: 'ztc_design_profile.p',
        message: 'tooSlow',
      },
      {
        given: {
          'ztc_design_profile.p': {
            tiers: [
              { name: 'app', instance_ids: ['${ztc_instance.a.id}', '${ztc_instance.b.id}'], rto_minutes: 5 },
              { name: 'db', instance_ids: ['${ztc_instance.c.id}'], rto_minutes: 5 },
            ],
          },
          'ztc_instance.a': {},
          'ztc_instance.b': {},
          'ztc_instance.c': {},
        },
        at: 'ztc_design_profile.p',
        message: 'tooSlow',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_design_profile.p': {
            tiers: [{ name: 'app', rto_minutes: 5, instance_ids: ['i-of-another-stack'] }],
          },
          'ztc_instance.a': { role: 'app' },
        },
        at: 'ztc_design_profile.p',
        because: 'object outside the graph: i-of-another-stack',
      },
    ],
    notApplicable: [{ given: { 'ztc_design_profile.p': { rto_minutes: 5 } } }],
  },
});
