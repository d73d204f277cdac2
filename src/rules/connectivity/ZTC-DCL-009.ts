import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-DCL-009',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.high_availability', 'ztc_dedicated_line.carrier'],
  scope: 'design',
  messages: {
    oneCarrier: {
      en: 'the design wants high availability, but all of its dedicated lines are of {carrier}',
      zh: '设计要求高可用，但全部专线均属 {carrier}',
    },
    notWanted: { en: 'the design does not ask for high availability', zh: '设计未要求高可用' },
    noLine: { en: 'the design has no dedicated line', zh: '设计没有专线' },
  },
  fix: { en: 'add a second line of another carrier', zh: '增加另一家运营商的第二条专线' },
  check(node, k) {
    if (!node.flag('high_availability')) return k.skip('notWanted');
    const lines = k.all('ztc_dedicated_line');
    if (lines.isEmpty()) return k.skip('noLine');
    const carriers = lines.map((line) => line.string('carrier') ?? '');
    const first = carriers.known[0] ?? '';
    if (carriers.some((carrier) => carrier !== first)) return k.pass();
    return k.fail(
      'oneCarrier',
      { carrier: first },
      { attribute: 'high_availability', value: true, related: lines.known },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { high_availability: true },
          'ztc_dedicated_line.a': { site: 'sh-jq', carrier: 'telecom' },
          'ztc_dedicated_line.b': { site: 'sh-nq', carrier: 'unicom' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': { high_availability: true },
          'ztc_dedicated_line.a': { site: 'sh-jq', carrier: 'telecom' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneCarrier',
      },
      {
        given: {
          'ztc_design_profile.p': { high_availability: true },
          'ztc_dedicated_line.a': { site: 'sh-jq', carrier: 'telecom' },
          'ztc_dedicated_line.b': { site: 'sh-nq', carrier: 'telecom' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneCarrier',
      },
    ],
    unknown: { never: 'carriers are given by the user' },
    notApplicable: [
      { given: { 'ztc_design_profile.p': { high_availability: true } } },
      {
        given: { 'ztc_design_profile.p': {}, 'ztc_dedicated_line.a': { site: 'sh-jq', carrier: 'telecom' } },
      },
    ],
  },
});
