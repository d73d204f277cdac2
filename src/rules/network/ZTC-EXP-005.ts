import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-EXP-005',
  on: ['ztc_service_request'],
  reads: ['ztc_service_request.subject_id'],
  scope: 'design',
  messages: {
    needless: {
      en: 'the request asks the operators about {channel}, which users set up themselves',
      zh: '该工单针对 {channel}，而高速通道由用户自助完成，无需运维',
    },
  },
  fix: { en: 'remove the request', zh: '删除该工单' },
  check(node, k) {
    const channel = node.refs('subject_id').known.find((subject) => subject.type === 'ztc_express_channel');
    if (!channel) return k.pass();
    return k.fail(
      'needless',
      { channel: channel.address },
      { attribute: 'subject_id', value: channel.address, related: [channel] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw' },
          'ztc_service_request.a': {
            kind: 'cross_site_transport',
            subject_id: '${ztc_cross_site_link.a.id}',
          },
        },
      },
      { given: { 'ztc_service_request.a': { kind: 'tenant_admission', subject_id: 'acct-1' } } },
    ],
    fail: [
      {
        given: {
          'ztc_express_channel.a': { peer_account_id: 'acct-2' },
          'ztc_service_request.a': { kind: 'network_access', subject_id: '${ztc_express_channel.a.id}' },
        },
        at: 'ztc_service_request.a',
        message: 'needless',
      },
    ],
    unknown: { never: 'a subject that the graph does not hold is taken for something that needs the step' },
  },
});
