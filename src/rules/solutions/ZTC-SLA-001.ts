import { hasOneHost, targetOf, tiersOrWhole } from '../builders/availability-target.ts';
import { collect } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SLA-001',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.tiers', 'ztc_design_profile.target_availability', 'ztc_instance.role'],
  scope: 'design',
  messages: {
    oneHost: {
      en: 'tier {tier} has one host and a target of {percent} percent; one host is committed to {max}',
      zh: '层 {tier} 只有一台云服务器，目标为 {percent}%，单实例承诺为 {max}%',
    },
    noTarget: { en: 'the design promises no availability', zh: '设计未声明可用性目标' },
  },
  fix: {
    en: 'add hosts at a second site of the region or lower the target to the commitment for one host',
    zh: '在同地域另一站点增加云服务器，或将目标降至单实例承诺值',
  },
  check(node, k) {
    const max = k.catalog.number('sla.ecs_single_instance.percent');
    const tiers = tiersOrWhole(node, k);
    if (tiers.every((tier) => targetOf(node, tier) === null)) return k.skip('noTarget');
    const fails = collect(
      tiers.map((tier) => () => {
        const target = targetOf(node, tier);
        if (!target || target.percent <= max || !hasOneHost(tier)) return null;
        const { percent, attribute } = target;
        return k.fail(
          'oneHost',
          { tier: tier.name, percent, max },
          { attribute, value: percent, allowed: `<= ${max}`, related: tier.hosts.known },
        );
      }),
    );
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { tiers: [{ name: 'web', target_availability: 99.9 }] },
          'ztc_instance.a': { role: 'web' },
        },
      },
      {
        given: {
          'ztc_design_profile.p': { target_availability: 99.95, tiers: [{ name: 'web' }] },
          'ztc_instance.a': { role: 'web' },
          'ztc_instance.b': { role: 'web' },
        },
      },
      {
        given: {
          'ztc_design_profile.p': { target_availability: 99.95, tiers: [{ name: 'web', instances: 2 }] },
          'ztc_instance.a': { role: 'web' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': { tiers: [{ name: 'web', target_availability: 99.95 }] },
          'ztc_instance.a': { role: 'web' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneHost',
      },
      {
        given: {
          'ztc_design_profile.p': {
            target_availability: 99.92,
            tiers: [
              { name: 'front', role: 'web' },
              { name: 'core', instances: 4 },
            ],
          },
          'ztc_instance.a': { role: 'web' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneHost',
      },
      {
        given: {
          'ztc_design_profile.p': { tiers: [{ name: 'core', instances: 1, target_availability: 99.95 }] },
        },
        at: 'ztc_design_profile.p',
        message: 'oneHost',
      },
      {
        given: {
          'ztc_design_profile.p': {
            tiers: [{ name: 'core', instance_ids: ['${ztc_instance.a.id}'], target_availability: 99.95 }],
          },
          'ztc_instance.a': {},
        },
        at: 'ztc_design_profile.p',
        message: 'oneHost',
      },
      {
        given: { 'ztc_design_profile.p': { target_availability: 99.95 }, 'ztc_instance.a': {} },
        at: 'ztc_design_profile.p',
        message: 'oneHost',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': { tiers: [{ name: 'web', target_availability: 99.95 }] },
          'ztc_instance.a': { role: '${ztc_vswitch.a.site}' },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_design_profile.p': { tiers: [{ name: 'web' }] }, 'ztc_instance.a': { role: 'web' } } },
    ],
  },
});
