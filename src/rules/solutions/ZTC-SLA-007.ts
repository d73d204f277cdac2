import { collect } from '../builders/sets.ts';
import { tiersOf } from '../builders/tiers.ts';
import { defineRule } from '../kit/rule.ts';

/** Products for which the whitepaper prints no commitment. */
const WITHOUT_COMMITMENT = [
  'ztc_slb',
  'ztc_nat_gateway',
  'ztc_eip',
  'ztc_mongodb_instance',
  'ztc_hbase_cluster',
  'ztc_nas_file_system',
];

export default defineRule({
  id: 'ZTC-SLA-007',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.tiers'],
  scope: 'design',
  messages: {
    uncommitted: {
      en: 'tier {tier} has a target of {percent} percent and depends on {types}, for which there is no commitment',
      zh: '层 {tier} 的目标为 {percent}%，但依赖的 {types} 没有公布可用性承诺',
    },
    noTarget: { en: 'no tier has a target of its own', zh: '没有层单独声明可用性目标' },
  },
  fix: {
    en: 'leave target_availability of the tier out, or agree on a figure with the provider and waive this finding',
    zh: '删去该层的 target_availability，或与服务商另行约定后豁免本项',
  },
  check(node, k) {
    const tiers = tiersOf(node, k).filter((tier) => tier.node.isSet('target_availability'));
    if (tiers.isEmpty()) return k.skip('noTarget');
    const fails = collect(
      tiers.known.map((tier) => () => {
        const members = tier.node.refs('resource_ids');
        const without = members.known.filter(({ type }) => WITHOUT_COMMITMENT.includes(type));
        if (without.length === 0) {
          members.all();
          return null;
        }
        const percent = tier.node.number('target_availability') ?? 0;
        const types = [...new Set(without.map(({ type }) => type))].toSorted();
        return k.fail(
          'uncommitted',
          { tier: tier.name, percent, types },
          { attribute: `${tier.path}.target_availability`, value: percent, related: without },
        );
      }),
    );
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_instance.a': { role: 'web' },
          'ztc_design_profile.p': {
            tiers: [{ name: 'web', target_availability: 99.9, resource_ids: ['${ztc_instance.a.id}'] }],
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_slb.a': {},
          'ztc_design_profile.p': {
            tiers: [{ name: 'entry', target_availability: 99.95, resource_ids: ['${ztc_slb.a.id}'] }],
          },
        },
        at: 'ztc_design_profile.p',
        message: 'uncommitted',
      },
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_design_profile.p': {
            tiers: [
              { name: 'web', target_availability: 99.9 },
              {
                name: 'exit',
                target_availability: 99.9,
                resource_ids: ['${ztc_nat_gateway.a.id}', '${ztc_eip.a.id}'],
              },
            ],
          },
        },
        at: 'ztc_design_profile.p',
        message: 'uncommitted',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_design_profile.p': {
            tiers: [{ name: 'entry', target_availability: 99.95, resource_ids: ['slb-1'] }],
          },
        },
        at: 'ztc_design_profile.p',
        because: 'object outside the graph: slb-1',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_slb.a': {},
          'ztc_design_profile.p': {
            target_availability: 99.9,
            tiers: [{ name: 'entry', resource_ids: ['${ztc_slb.a.id}'] }],
          },
        },
      },
    ],
  },
});
