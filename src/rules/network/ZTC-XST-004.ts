import { isRefused, isWaiting } from '../builders/internet.ts';
import { find } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

const KIND = 'cross_site_transport';
const LINK = { 'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 50 } };

export default defineRule({
  id: 'ZTC-XST-004',
  on: ['ztc_cross_site_link'],
  reads: [
    'ztc_cross_site_link.status',
    'ztc_service_request.subject_id',
    'ztc_service_request.kind',
    'ztc_service_request.status',
  ],
  scope: 'design',
  messages: {
    noTicket: {
      en: 'no service request of kind {kind} asks the operators to configure the link',
      zh: '没有 {kind} 类工单申请运维配置该异地传输',
    },
    waiting: {
      en: 'the {kind} request {request} is {status}; nothing gets through before the operators have completed it',
      zh: '{kind} 类工单 {request} 当前为 {status}，运维完成配置前网络不通',
    },
  },
  fix: {
    en: 'add a ztc_service_request of kind {kind} with the link as subject_id and rely on the link once it is completed',
    zh: '增加 kind 为 {kind}、subject_id 指向该传输的 ztc_service_request，完成后再使用',
  },
  check(node, k) {
    if (node.isKnown('status') && node.string('status') === 'ready') return k.pass();
    const requests = node
      .referrers('ztc_service_request', 'subject_id')
      .filter((request) => request.string('kind') === KIND && !isRefused(request));
    if (find(requests, (request) => !isWaiting(request, 'completed'))) return k.pass();
    const waiting = requests.known[0];
    if (!waiting) return k.fail('noTicket', { kind: KIND });
    const status = waiting.string('status') ?? '';
    return k.fail(
      'waiting',
      { request: waiting.address, status, kind: KIND },
      { value: status, related: [waiting] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          ...LINK,
          'ztc_service_request.a': { kind: KIND, subject_id: '${ztc_cross_site_link.a.id}' },
        },
      },
      { given: { 'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw', status: 'ready' } } },
    ],
    fail: [
      { given: LINK, at: 'ztc_cross_site_link.a', message: 'noTicket' },
      {
        given: {
          ...LINK,
          'ztc_service_request.a': {
            kind: KIND,
            subject_id: '${ztc_cross_site_link.a.id}',
            status: 'submitted',
          },
        },
        at: 'ztc_cross_site_link.a',
        message: 'waiting',
      },
      {
        given: {
          ...LINK,
          'ztc_service_request.a': { kind: 'other', subject_id: '${ztc_cross_site_link.a.id}' },
          'ztc_service_request.b': {
            kind: KIND,
            subject_id: '${ztc_cross_site_link.a.id}',
            status: 'rejected',
          },
        },
        at: 'ztc_cross_site_link.a',
        message: 'noTicket',
      },
    ],
    unknown: [
      {
        given: {
          ...LINK,
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_service_request.a': {
            kind: '${ztc_service_request.r.completed_at}',
            subject_id: '${ztc_cross_site_link.a.id}',
          },
        },
        at: 'ztc_cross_site_link.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
