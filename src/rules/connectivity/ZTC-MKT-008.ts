import { isAllocated } from '../builders/networks.ts';
import { defineRule } from '../kit/rule.ts';

const LINKS = ['ztc_market_link', 'ztc_fdep_link', 'ztc_vsep_access', 'ztc_zln_access'] as const;

export default defineRule({
  id: 'ZTC-MKT-008',
  on: LINKS,
  reads: [
    ...LINKS.map((type) => `${type}.vpc_id` as const),
    'ztc_vpc.allocation_id',
    'ztc_vpc.cidr',
    'ztc_vpc_address_allocation.cidr',
  ],
  scope: 'request',
  messages: {
    ownRange: {
      en: 'network {vpc} chose its range itself; a link to the market needs one that the operators assigned',
      zh: '专有网络 {vpc} 使用自定义网段，市场接入须使用运维分配的网段',
    },
    noNetwork: {
      en: 'the link names no network; the schema reports it',
      zh: '链路未指明专有网络，由模式校验报告',
    },
  },
  fix: {
    en: 'give the network an allocation_id of a ztc_vpc_address_allocation instead of a cidr',
    zh: '为专有网络设置 ztc_vpc_address_allocation 的 allocation_id，取代自定义 cidr',
  },
  check(node, k) {
    const vpc = node.ref('vpc_id');
    if (!vpc) return k.skip('noNetwork');
    if (isAllocated(vpc, k)) return k.pass();
    return k.fail(
      'ownRange',
      { vpc: vpc.address },
      { attribute: 'vpc_id', value: vpc.address, related: [vpc] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc_address_allocation.r': { site: 'sh-jq', prefix_length: 16 },
          'ztc_vpc.a': { site: 'sh-jq', allocation_id: '${ztc_vpc_address_allocation.r.id}' },
          'ztc_market_link.a': { vpc_id: '${ztc_vpc.a.id}', service: 'sse_order_entry' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '192.168.0.0/16' },
          'ztc_market_link.a': { vpc_id: '${ztc_vpc.a.id}', service: 'sse_order_entry' },
        },
        at: 'ztc_market_link.a',
        message: 'ownRange',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '192.168.0.0/16' },
          'ztc_zln_access.a': { vpc_id: '${ztc_vpc.a.id}', site: 'sh-jq', direction: 'outbound' },
        },
        at: 'ztc_zln_access.a',
        message: 'ownRange',
      },
    ],
    unknown: [
      {
        given: { 'ztc_fdep_link.a': { vpc_id: 'vpc-of-another-stack' } },
        at: 'ztc_fdep_link.a',
        because: 'object outside the graph: vpc-of-another-stack',
      },
    ],
    notApplicable: [{ given: { 'ztc_fdep_link.a': {} } }],
  },
});
