/** Rules about steps with the provider that a service request of one kind stands for. */
import type { Localized } from '../../schema/model.ts';
import { defineRule, type Rule } from '../kit/rule.ts';

interface NeedsRequest {
  readonly id: string;
  readonly type: string;
  /** Kind of the service request. */
  readonly kind: string;
  readonly what: Localized;
}

/** Every object of the type has a service request of the kind that names it. */
export function needsRequest({ id, type, kind, what }: NeedsRequest): Rule {
  return defineRule({
    id,
    on: [type],
    reads: ['ztc_service_request.kind', 'ztc_service_request.subject_id', 'ztc_service_request.status'],
    scope: 'design',
    messages: {
      none: {
        en: `${what.en} is opened by the provider, and no service request of kind {kind} names it`,
        zh: `${what.zh}由平台开通，但没有 {kind} 类工单指向它`,
      },
      rejected: {
        en: `the service request of kind {kind} for ${what.en} was rejected`,
        zh: `${what.zh}的 {kind} 类工单已被驳回`,
      },
    },
    fix: {
      en: `add a ztc_service_request with kind = ${kind} and this object as subject_id`,
      zh: `增加 kind = ${kind}、subject_id 指向该资源的 ztc_service_request`,
    },
    check(node, k) {
      const requests = node
        .referrers('ztc_service_request', 'subject_id')
        .filter((request) => request.string('kind') === kind);
      if (requests.isEmpty()) return k.fail('none', { kind });
      const open = requests.known.some(
        (request) => !request.isKnown('status') || request.string('status') !== 'rejected',
      );
      return open ? k.pass() : k.fail('rejected', { kind }, { related: requests.known });
    },
    examples: {
      pass: [
        {
          given: {
            [`${type}.a`]: {},
            'ztc_service_request.a': { kind, subject_id: `\${${type}.a.id}` },
          },
        },
      ],
      fail: [
        { given: { [`${type}.a`]: {} }, at: `${type}.a`, message: 'none' },
        {
          given: {
            [`${type}.a`]: {},
            'ztc_service_request.a': { kind, subject_id: `\${${type}.a.id}`, status: 'rejected' },
          },
          at: `${type}.a`,
          message: 'rejected',
        },
        {
          given: {
            [`${type}.a`]: {},
            'ztc_service_request.a': { kind: 'other', subject_id: `\${${type}.a.id}` },
          },
          at: `${type}.a`,
          message: 'none',
        },
      ],
      unknown: { never: 'whether a request is declared is written in the design' },
    },
  });
}
