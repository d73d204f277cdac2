import { isRefused } from '../builders/internet.ts';
import { allocationOf, isAllocated, WAYS_OUT } from '../builders/networks.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-VPC-001',
  on: ['ztc_vpc'],
  reads: [
    'ztc_vpc.allocation_id',
    'ztc_vpc.cidr',
    'ztc_vpc_address_allocation.cidr',
    'ztc_vpc_address_allocation.status',
    ...WAYS_OUT.map(([type, attribute]): `${string}.${string}` => `${type}.${attribute}`),
  ],
  scope: 'design',
  messages: {
    selfDefined: {
      en: 'the range {cidr} was not assigned by the operators; the network can never leave the cloud with it',
      zh: '网段 {cidr} 并非运维分配，该专有网络将无法与云外通信',
    },
    other: {
      en: 'the range {cidr} is not the one that was assigned by {allocation}',
      zh: '网段 {cidr} 与 {allocation} 分配的网段不一致',
    },
    refused: {
      en: 'the operators have refused {allocation}, so the network has no assigned range',
      zh: '运维已拒绝 {allocation}，该专有网络没有分配的网段',
    },
    leaving: {
      en: 'the network has connections out of the cloud; ZTC-VPC-002 judges it',
      zh: '该专有网络有云外连接，由 ZTC-VPC-002 判定',
    },
  },
  fix: {
    en: 'request a ztc_vpc_address_allocation for the site and give the network its allocation_id instead of a range',
    zh: '为该站点申请 ztc_vpc_address_allocation，专有网络填写 allocation_id 而非自定网段',
  },
  check(node, k) {
    if (!isAllocated(node, k)) {
      const leaves = WAYS_OUT.some(([type, attribute]) => node.referrers(type, attribute).known.length > 0);
      if (leaves) return k.skip('leaving');
      const cidr = node.string('cidr') ?? '-';
      return k.fail('selfDefined', { cidr }, { attribute: 'cidr', value: cidr });
    }
    const allocation = allocationOf(node, k);
    if (!allocation) return k.pass();
    const details = { attribute: 'allocation_id', related: [allocation] };
    if (isRefused(allocation)) return k.fail('refused', { allocation: allocation.address }, details);
    if (!node.isKnown('cidr') || !allocation.isKnown('cidr')) return k.pass();
    const cidr = node.string('cidr');
    const assigned = allocation.string('cidr');
    if (cidr === null || assigned === null || assigned === cidr) return k.pass();
    return k.fail(
      'other',
      { cidr, allocation: allocation.address },
      { attribute: 'cidr', value: cidr, allowed: assigned, related: [allocation] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc_address_allocation.core': { site: 'sh-jq', prefix_length: 16 },
          'ztc_vpc.core': { site: 'sh-jq', allocation_id: '${ztc_vpc_address_allocation.core.id}' },
        },
      },
      {
        given: {
          'ztc_vpc_address_allocation.core': { site: 'sh-jq', prefix_length: 16 },
          'ztc_vpc.core': { site: 'sh-jq', cidr: '${ztc_vpc_address_allocation.core.cidr}' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_vpc.core': { site: 'sh-jq', cidr: '10.0.0.0/8' } },
        at: 'ztc_vpc.core',
        message: 'selfDefined',
      },
      {
        given: {
          'ztc_vpc_address_allocation.core': { site: 'sh-jq', prefix_length: 16, cidr: '10.9.0.0/16' },
          'ztc_vpc.core': {
            site: 'sh-jq',
            allocation_id: '${ztc_vpc_address_allocation.core.id}',
            cidr: '10.8.0.0/16',
          },
        },
        at: 'ztc_vpc.core',
        message: 'other',
      },
      {
        given: {
          'ztc_vpc_address_allocation.core': { site: 'sh-jq', prefix_length: 16, status: 'rejected' },
          'ztc_vpc.core': { site: 'sh-jq', allocation_id: '${ztc_vpc_address_allocation.core.id}' },
        },
        at: 'ztc_vpc.core',
        message: 'refused',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_vpc.core': { site: 'sh-jq', cidr: '${ztc_service_request.r.completed_at}' },
        },
        at: 'ztc_vpc.core',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_vpc.core': { site: 'sh-jq', cidr: '192.168.0.0/16' },
          'ztc_dedicated_line.a': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.core.id}'] },
        },
      },
    ],
  },
});
