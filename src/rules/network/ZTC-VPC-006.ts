import { isUnknown, plainEqual } from '../../graph/plain.ts';
import { rangeOf } from '../builders/networks.ts';
import { find, precedes, siblings } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-VPC-006',
  on: ['ztc_route_entry'],
  reads: ['ztc_route_entry.route_table_id', 'ztc_route_entry.destination_cidr'],
  scope: 'request',
  messages: {
    twice: {
      en: 'the route table has an entry for {cidr} already: {other}',
      zh: '路由表中已有目的网段 {cidr} 的条目 {other}',
    },
    malformed: {
      en: 'the destination is not in CIDR notation; the schema reports it',
      zh: '目的网段格式有误，由模式校验报告',
    },
  },
  fix: {
    en: 'keep one entry for the destination, or narrow one of them; the longest prefix is used',
    zh: '同一目的网段只保留一条，或将其中一条改为更精确的网段，按最长前缀匹配',
  },
  check(node, k) {
    const raw = node.node.values.destination_cidr;
    if (node.isKnown('destination_cidr') && !rangeOf(node, 'destination_cidr')) return k.skip('malformed');
    const earlier = siblings(node, 'route_table_id', k).filter((other) => precedes(other, node, k));
    const other = find(earlier, (candidate) => {
      if (plainEqual(candidate.node.values.destination_cidr, raw)) return true;
      const [range, own] = [rangeOf(candidate, 'destination_cidr'), rangeOf(node, 'destination_cidr')];
      return range !== null && own !== null && range.first === own.first && range.last === own.last;
    });
    if (!other) return k.pass();
    const cidr = isUnknown(raw) ? raw.cause : (node.string('destination_cidr') ?? '');
    return k.fail(
      'twice',
      { cidr, other: other.address },
      { attribute: 'destination_cidr', value: cidr, related: [other] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-nq' },
          'ztc_route_entry.line': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            destination_cidr: '10.0.0.0/8',
          },
          'ztc_route_entry.peer': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            destination_cidr: '10.9.0.0/16',
          },
          'ztc_route_entry.back': {
            route_table_id: '${ztc_vpc.b.route_table_id}',
            destination_cidr: '10.0.0.0/8',
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_route_entry.one': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            destination_cidr: '10.8.0.0/16',
          },
          'ztc_route_entry.two': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            destination_cidr: '10.8.0.0/16',
          },
        },
        at: 'ztc_route_entry.two',
        message: 'twice',
      },
      {
        given: {
          'ztc_route_entry.one': { route_table_id: 'rtb-1', destination_cidr: '10.8.0.0/16' },
          'ztc_route_entry.two': { route_table_id: 'rtb-1', destination_cidr: '10.8.0.0/16' },
        },
        at: 'ztc_route_entry.two',
        message: 'twice',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-nq' },
          'ztc_route_entry.one': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            destination_cidr: '${ztc_vpc.b.cidr}',
          },
          'ztc_route_entry.two': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            destination_cidr: '${ztc_vpc.b.cidr}',
          },
        },
        at: 'ztc_route_entry.two',
        message: 'twice',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'sh-nq' },
          'ztc_route_entry.one': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            destination_cidr: '${ztc_vpc.b.cidr}',
          },
          'ztc_route_entry.two': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            destination_cidr: '10.9.0.0/16',
          },
        },
        at: 'ztc_route_entry.two',
        because: 'ztc_vpc.b.cidr',
      },
    ],
    notApplicable: [{ given: { 'ztc_route_entry.a': { destination_cidr: '10.8.0.1/16' } } }],
  },
});
