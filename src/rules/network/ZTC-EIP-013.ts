import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-EIP-013',
  on: ['ztc_internet_access_policy'],
  reads: ['ztc_internet_access_policy.justification'],
  scope: 'request',
  messages: {
    noPurpose: {
      en: 'the request does not say what the opening is for',
      zh: '申请未说明开放用途',
    },
  },
  fix: {
    en: 'state in justification which service is opened to whom',
    zh: '在 justification 中说明向谁开放何种服务',
  },
  check(node, k) {
    const value = node.get('justification');
    if (typeof value === 'string' ? value.trim() !== '' : value !== null) return k.pass();
    return k.fail('noPurpose', {}, { attribute: 'justification', ...(value === null ? {} : { value }) });
  },
  examples: {
    pass: [{ given: { 'ztc_internet_access_policy.a': { justification: 'fund sales portal, 443/tcp' } } }],
    fail: [
      {
        given: { 'ztc_internet_access_policy.a': { justification: '  ' } },
        at: 'ztc_internet_access_policy.a',
        message: 'noPurpose',
      },
      {
        given: { 'ztc_internet_access_policy.a': { direction: 'inbound' } },
        at: 'ztc_internet_access_policy.a',
        message: 'noPurpose',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_internet_access_policy.a': { justification: '${ztc_service_request.r.completed_at}' },
        },
        at: 'ztc_internet_access_policy.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
