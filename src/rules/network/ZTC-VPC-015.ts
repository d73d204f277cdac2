import { isRefused } from '../builders/internet.ts';
import { rangeOf } from '../builders/networks.ts';
import { find, precedes } from '../builders/sets.ts';
import { overlaps } from '../kit/cidr.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-VPC-015',
  on: ['ztc_vpc_address_allocation'],
  reads: [
    'ztc_vpc_address_allocation.cidr',
    'ztc_vpc_address_allocation.status',
    'ztc_vpc_address_allocation.account_id',
  ],
  scope: 'request',
  messages: {
    overlapping: {
      en: 'the assigned range {cidr} overlaps {other} of {neighbour}',
      zh: '分配的网段 {cidr} 与 {neighbour} 的 {other} 重叠',
    },
    refused: { en: 'the request was refused, so there is no range', zh: '申请已被拒绝，没有分配网段' },
  },
  fix: {
    en: 'ask the operators for another range: replace the allocation',
    zh: '重建该分配，请运维另行分配网段',
  },
  check(node, k) {
    if (isRefused(node)) return k.skip('refused');
    const isRival = (other: RuleNode) =>
      !other.is(node) && precedes(other, node, k) && isSameAccount(other, node) && !isRefused(other);
    const all = k.all('ztc_vpc_address_allocation');
    if (!all.known.some(isRival)) return k.pass();
    const own = rangeOf(node);
    if (!own) return k.pass();
    const neighbour = find(all.filter(isRival), (other) => {
      const range = rangeOf(other);
      return range !== null && overlaps(range, own);
    });
    if (!neighbour) return k.pass();
    const cidr = node.string('cidr') ?? '';
    const other = neighbour.string('cidr') ?? '';
    return k.fail(
      'overlapping',
      { cidr, other, neighbour: neighbour.address },
      { attribute: 'cidr', value: cidr, related: [neighbour] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc_address_allocation.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vpc_address_allocation.b': { site: 'sh-nq', cidr: '10.9.0.0/16' },
        },
      },
      { given: { 'ztc_vpc_address_allocation.a': { site: 'sh-jq' } } },
    ],
    fail: [
      {
        given: {
          'ztc_vpc_address_allocation.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vpc_address_allocation.b': { site: 'sh-nq', cidr: '10.8.128.0/17' },
        },
        at: 'ztc_vpc_address_allocation.b',
        message: 'overlapping',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vpc_address_allocation.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vpc_address_allocation.b': { site: 'sh-nq' },
        },
        at: 'ztc_vpc_address_allocation.b',
        because: 'ztc_vpc_address_allocation.b.cidr',
      },
    ],
    notApplicable: [{ given: { 'ztc_vpc_address_allocation.a': { site: 'sh-jq', status: 'rejected' } } }],
  },
});

function isSameAccount(a: RuleNode, b: RuleNode): boolean {
  if (!a.isKnown('account_id') || !b.isKnown('account_id')) return true;
  const [one, two] = [a.string('account_id'), b.string('account_id')];
  return one === null || two === null || one === two;
}
