import { endsOf } from '../builders/design-ends.ts';
import { type AnyKit, collect } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

interface Size {
  readonly hosts: number;
  readonly vcpu: number;
  readonly memory: number;
}

/** What runs at a site in normal operation. */
function sizeAt(site: string, k: AnyKit): Size {
  const hosts = k
    .all('ztc_instance')
    .filter((host) => host.site() === site && host.string('power_state') !== 'stopped')
    .all();
  const sum = (field: 'vcpu' | 'memory_gib') => hosts.reduce((all, host) => all + figure(host, field, k), 0);
  return { hosts: hosts.length, vcpu: sum('vcpu'), memory: sum('memory_gib') };
}

function figure(host: RuleNode, field: 'vcpu' | 'memory_gib', k: AnyKit): number {
  const value = k.catalog.lookup(`instance_flavors.{flavor}.${field}`, { flavor: host.string('flavor') });
  return typeof value === 'number' ? value : 0;
}

export default defineRule({
  id: 'ZTC-SOL-003',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.scenario',
    'ztc_design_profile.topology',
    'ztc_design_profile.sites',
    'ztc_design_profile.primary',
    'ztc_design_profile.recovery',
    'ztc_design_profile.scale_up',
    'ztc_instance.site',
    'ztc_instance.flavor',
    'ztc_instance.power_state',
  ],
  scope: 'design',
  messages: {
    fullSize: {
      en: '{recovery} runs {theirs} hosts, no fewer and no smaller than the {ours} at {primary}',
      zh: '{recovery} 日常运行 {theirs} 台云服务器，数量和规格均不低于 {primary} 的 {ours} 台',
    },
    noScaleUp: {
      en: 'the design does not say how the recovery side grows to full size',
      zh: '设计未说明灾备侧如何扩容到完整规模',
    },
    noRecovery: { en: 'the design is not about disaster recovery', zh: '该设计不是灾备方案' },
    bothActive: { en: 'both sites carry the business all the time', zh: '两个站点始终共同承载业务' },
  },
  fix: {
    en: 'run the recovery side with fewer or smaller hosts and describe in scale_up how it grows',
    zh: '灾备侧以更少或更小规格的云服务器运行，并在 scale_up 中说明扩容方案',
  },
  check(node, k) {
    if (node.string('scenario') !== 'dr') return k.skip('noRecovery');
    if (node.string('topology') === 'same_city_active_active') return k.skip('bothActive');
    const fails = collect([
      () => (node.isSet('scale_up') ? null : k.fail('noScaleUp', {}, { attribute: 'scale_up' })),
      () => {
        const ends = endsOf(node, k.catalog);
        const [primary, recovery] = [ends.primary?.site, ends.recovery?.site];
        const isNamed = node.isSet('primary') || node.isSet('recovery');
        if (!primary || !recovery || !isNamed || primary === recovery) return null;
        const [ours, theirs] = [sizeAt(primary, k), sizeAt(recovery, k)];
        if (ours.hosts === 0 || theirs.hosts === 0) return null;
        const isSmaller = theirs.hosts < ours.hosts || theirs.vcpu < ours.vcpu || theirs.memory < ours.memory;
        if (isSmaller) return null;
        return k.fail(
          'fullSize',
          { primary, recovery, ours: ours.hosts, theirs: theirs.hosts },
          { attribute: 'recovery', value: recovery },
        );
      },
    ]);
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'sh-nq',
            scale_up: 'runbook 7',
          },
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_instance.b': { site: 'sh-jq' },
          'ztc_instance.c': { site: 'sh-nq' },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'sh-nq',
            scale_up: 'runbook 7',
          },
          'ztc_instance.a': { site: 'sh-jq', flavor: 'ecs-g1-2xlarge' },
          'ztc_instance.c': { site: 'sh-nq', flavor: 'ecs-g1-large' },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'on_premises:shanghai',
            recovery: 'sh-nq',
            scale_up: 'runbook 7',
          },
          'ztc_instance.c': { site: 'sh-nq' },
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
            scale_up: 'runbook 7',
          },
          'ztc_instance.a': { site: 'sh-jq', flavor: 'ecs-g1-large' },
          'ztc_instance.c': { site: 'sh-nq', flavor: 'ecs-g1-large' },
        },
        at: 'ztc_design_profile.p',
        message: 'fullSize',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'bj-aw',
            scale_up: 'runbook 7',
          },
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_instance.b': { site: 'sh-jq', power_state: 'stopped' },
          'ztc_instance.c': { site: 'bj-aw' },
        },
        at: 'ztc_design_profile.p',
        message: 'fullSize',
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'dr', primary: 'on_premises:shanghai', recovery: 'sh-nq' },
        },
        at: 'ztc_design_profile.p',
        message: 'noScaleUp',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'sh-nq',
            scale_up: 'runbook 7',
          },
          'ztc_instance.a': { site: '${ztc_vswitch.a.site}' },
          'ztc_instance.c': { site: 'sh-nq' },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_design_profile.p': { scenario: 'new_fund' } } },
      { given: { 'ztc_design_profile.p': { scenario: 'dr', topology: 'same_city_active_active' } } },
    ],
  },
});
