import { linkServes } from '../builders/networks.ts';
import { distinct, find, refInside } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

const REMOTE = {
  'ztc_vpc.a': { site: 'sh-jq' },
  'ztc_cross_site_link.ab': { site_a: 'sh-jq', site_b: 'bj-aw' },
  'ztc_service_request.ab': { kind: 'cross_site_transport', subject_id: '${ztc_cross_site_link.ab.id}' },
};
const line = (more: object) => ({
  'ztc_dedicated_line.a': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.a.id}'], ...more },
});

export default defineRule({
  id: 'ZTC-XST-007',
  on: ['ztc_service_request'],
  reads: [
    'ztc_service_request.kind',
    'ztc_service_request.subject_id',
    'ztc_service_request.status',
    'ztc_cross_site_link.vpc_a_id',
    'ztc_cross_site_link.vpc_b_id',
    'ztc_cross_site_link.site_a',
    'ztc_cross_site_link.site_b',
    'ztc_vpc.site',
    'ztc_dedicated_line.vpc_ids',
    'ztc_dedicated_line.status',
  ],
  scope: 'design',
  messages: {
    early: {
      en: 'the request is filed while {line} is {status}; the operators configure the link once the local line is in place',
      zh: '工单提交时 {line} 仍为 {status}，本地专线接入后运维方可配置',
    },
    noLine: {
      en: 'no customer line uses a cross-site link by this request',
      zh: '该工单不涉及经专线使用的异地传输',
    },
    done: { en: 'the request is settled', zh: '该工单已办结' },
  },
  fix: {
    en: 'file the request after {line} is ready, for example with depends_on or in a later run',
    zh: '待 {line} 就绪后再提交工单，例如使用 depends_on 或在下次执行时提交',
  },
  check(node, k) {
    if (node.string('kind') !== 'cross_site_transport') return k.skip('noLine');
    const settled = node.isKnown('status') ? node.string('status') : null;
    if (settled === 'completed' || settled === 'rejected') return k.skip('done');
    const link = refInside(node, 'subject_id');
    if (link?.type !== 'ztc_cross_site_link') return k.skip('noLine');
    const served = k.all('ztc_vpc').filter((vpc) => linkServes(link, 'a', vpc) || linkServes(link, 'b', vpc));
    const lines = distinct(served.flatMap((vpc) => vpc.referrers('ztc_dedicated_line', 'vpc_ids')));
    if (lines.known.length === 0) return k.skip('noLine');
    const pending = find(lines, (candidate) => !isReady(candidate));
    if (!pending) return k.pass();
    const status = pending.string('status') ?? '';
    return k.fail(
      'early',
      { line: pending.address, status },
      { value: status, allowed: 'ready', related: [pending, link] },
    );
  },
  examples: {
    pass: [{ given: { ...REMOTE, ...line({ status: 'ready' }) } }],
    fail: [
      {
        given: { ...REMOTE, ...line({ status: 'pending' }) },
        at: 'ztc_service_request.ab',
        message: 'early',
      },
    ],
    unknown: [
      {
        given: { ...REMOTE, ...line({}) },
        at: 'ztc_service_request.ab',
        because: 'ztc_dedicated_line.a.status',
      },
    ],
    notApplicable: [
      { given: REMOTE },
      { given: { 'ztc_service_request.a': { kind: 'other', subject_id: 'acct-1' } } },
    ],
  },
});

function isReady(line: RuleNode): boolean {
  return ['ready', 'updating', null].includes(line.string('status'));
}
