import { defineRule } from '../kit/rule.ts';

/** How a design says that there is another copy. */
const COPY = /copy|copies|backup|back-up|replica|custody|副本|备份|存管|复制/i;

export default defineRule({
  id: 'ZTC-SOL-012',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.important_data',
    'ztc_design_profile.tiers',
    'ztc_design_profile.assumptions',
    'ztc_design_profile.confirmations',
  ],
  scope: 'design',
  messages: {
    oneCopy: {
      en: 'the design keeps important data and documents no second copy of them elsewhere',
      zh: '设计存有重要数据，但未说明在别处另有副本',
    },
    notImportant: { en: 'the design keeps no important data', zh: '设计未声明存有重要数据' },
  },
  fix: {
    en: 'replicate the tier that keeps the data to another site, or name the copy in confirmations, such as second_copy_on_premises',
    zh: '将保存数据的层复制到另一站点，或在 confirmations 中写明副本所在，例如 second_copy_on_premises',
  },
  check(node, k) {
    if (!node.flag('important_data')) return k.skip('notImportant');
    if (k.all('ztc_data_custody_vault').atLeast(1)) return k.pass();
    if (node.objects('tiers').some((tier) => tier.flag('replication'))) return k.pass();
    const isNamed = ['assumptions', 'confirmations'].some((list) =>
      node.strings(list).some((text) => COPY.test(text)),
    );
    return isNamed ? k.pass() : k.fail('oneCopy', {}, { attribute: 'important_data', value: true });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { important_data: true, tiers: [{ name: 'database', replication: true }] },
        },
      },
      {
        given: {
          'ztc_design_profile.p': { important_data: true, confirmations: ['second_copy_on_premises'] },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': {
            important_data: true,
            tiers: [{ name: 'database' }],
            confirmations: ['relocation_done'],
          },
        },
        at: 'ztc_design_profile.p',
        message: 'oneCopy',
      },
    ],
    unknown: { never: 'what a design says about its data is written by the user' },
    notApplicable: [{ given: { 'ztc_design_profile.p': {} } }],
  },
});
