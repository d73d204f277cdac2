import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ACC-006',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.owner_contact'],
  scope: 'design',
  messages: {
    nobody: {
      en: 'the profile names nobody who operates the applications; that is the duty of the tenant, not of the platform',
      zh: '设计概要未指定应用运维责任人；应用的运维由租户而非平台负责',
    },
  },
  fix: {
    en: 'set owner_contact to the team that operates the applications',
    zh: '将 owner_contact 设为负责应用运维的团队',
  },
  check(node, k) {
    if (node.isKnown('owner_contact') && (node.string('owner_contact') ?? '').trim() === '') {
      return k.fail('nobody', {}, { attribute: 'owner_contact' });
    }
    return k.pass();
  },
  examples: {
    pass: [{ given: { 'ztc_design_profile.p': { owner_contact: 'ops team' } } }],
    fail: [
      {
        given: { 'ztc_design_profile.p': { scenario: 'other' } },
        at: 'ztc_design_profile.p',
        message: 'nobody',
      },
      {
        given: { 'ztc_design_profile.p': { owner_contact: ' ' } },
        at: 'ztc_design_profile.p',
        message: 'nobody',
      },
    ],
    unknown: { never: 'a contact that is set counts, whatever it will be' },
  },
});
