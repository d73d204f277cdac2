import { collect, find, precedes, siblings } from '../builders/sets.ts';
import { contains, overlaps, parseCidr } from '../kit/cidr.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-VPC-003',
  on: ['ztc_vswitch'],
  reads: ['ztc_vswitch.cidr', 'ztc_vswitch.vpc_id', 'ztc_vpc.cidr'],
  scope: 'request',
  messages: {
    outside: {
      en: 'subnet {cidr} is outside the range {range} of network {vpc}',
      zh: '子网 {cidr} 不在专有网络 {vpc} 的网段 {range} 之内',
    },
    overlapping: {
      en: 'subnet {cidr} overlaps {other} of {neighbour} in the same network',
      zh: '子网 {cidr} 与同一专有网络内 {neighbour} 的 {other} 重叠',
    },
    malformed: {
      en: 'the range is not in CIDR notation; the schema reports it',
      zh: '网段格式有误，由模式校验报告',
    },
  },
  fix: {
    en: 'choose a range inside the network that no other subnet uses',
    zh: '改用专有网络网段内、未被其他子网占用的网段',
  },
  check(node, k) {
    const cidr = node.string('cidr') ?? '';
    const own = parseCidr(cidr);
    if (!own) return k.skip('malformed');
    const fails = collect([
      () => {
        const others = siblings(node, 'vpc_id', k).filter((other) => precedes(other, node, k));
        const neighbour = find(others, (other) => {
          const range = parseCidr(other.string('cidr') ?? '');
          return range !== null && overlaps(range, own);
        });
        if (!neighbour) return null;
        const other = neighbour.string('cidr') ?? '';
        return k.fail(
          'overlapping',
          { cidr, other, neighbour: neighbour.address },
          { attribute: 'cidr', value: cidr, related: [neighbour] },
        );
      },
      () => {
        const vpc = node.ref('vpc_id');
        const range = vpc?.string('cidr') ?? '';
        const outer = parseCidr(range);
        if (!vpc || !outer || contains(outer, own)) return null;
        return k.fail(
          'outside',
          { cidr, range, vpc: vpc.address },
          { attribute: 'cidr', value: cidr, allowed: range, related: [vpc] },
        );
      },
    ]);
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.app': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_vswitch.data': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.2.0/24' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.app': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.9.1.0/24' },
        },
        at: 'ztc_vswitch.app',
        message: 'outside',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.app': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.0.0/20' },
          'ztc_vswitch.data': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
        },
        at: 'ztc_vswitch.data',
        message: 'overlapping',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vpc_address_allocation.r': { site: 'sh-jq', prefix_length: 16 },
          'ztc_vpc.a': { site: 'sh-jq', allocation_id: '${ztc_vpc_address_allocation.r.id}' },
          'ztc_vswitch.app': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
        },
        at: 'ztc_vswitch.app',
        because: 'ztc_vpc.a.cidr',
      },
    ],
  },
});
