import { isAllocated, WAYS_OUT } from '../builders/networks.ts';
import { find } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

const ATTRIBUTE = new Map(WAYS_OUT);

export default defineRule({
  id: 'ZTC-VPC-002',
  on: [...ATTRIBUTE.keys()],
  reads: [
    ...WAYS_OUT.map(([type, attribute]): `${string}.${string}` => `${type}.${attribute}`),
    'ztc_vpc.allocation_id',
    'ztc_vpc.cidr',
    'ztc_vpc_address_allocation.cidr',
  ],
  scope: 'request',
  messages: {
    selfDefined: {
      en: '{vpc} uses a range of its own choice, which cannot be reached from outside the cloud',
      zh: '{vpc} 使用自定义网段，无法与云外网络通信',
    },
  },
  fix: {
    en: 'build the network on a ztc_vpc_address_allocation, or remove the connection',
    zh: '以 ztc_vpc_address_allocation 分配的网段重建该专有网络，或取消该连接',
  },
  check(node, k) {
    const attribute = ATTRIBUTE.get(node.type) ?? 'vpc_id';
    const vpcs = node.refs(attribute);
    const selfDefined = vpcs.filter((vpc) => vpc.type === 'ztc_vpc' && !isAllocated(vpc, k));
    const vpc = find(selfDefined, () => true);
    if (!vpc) return k.pass();
    return k.fail(
      'selfDefined',
      { vpc: vpc.address },
      { attribute, value: vpc.address, related: selfDefined.known },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc_address_allocation.core': { site: 'sh-jq', prefix_length: 16 },
          'ztc_vpc.core': { site: 'sh-jq', allocation_id: '${ztc_vpc_address_allocation.core.id}' },
          'ztc_dedicated_line.a': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.core.id}'] },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vpc.own': { site: 'sh-jq', cidr: '192.168.0.0/16' },
          'ztc_dedicated_line.a': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.own.id}'] },
        },
        at: 'ztc_dedicated_line.a',
        message: 'selfDefined',
      },
      {
        given: {
          'ztc_vpc.own': { site: 'sh-jq', cidr: '192.168.0.0/16' },
          'ztc_fdep_link.a': { vpc_id: '${ztc_vpc.own.id}' },
        },
        at: 'ztc_fdep_link.a',
        message: 'selfDefined',
      },
    ],
    unknown: [
      {
        given: { 'ztc_lan_access.a': { vpc_id: 'vpc-1' } },
        at: 'ztc_lan_access.a',
        because: 'object outside the graph: vpc-1',
      },
    ],
  },
});
