import { bindingsOf, parseAddress, snatEntriesOf } from '../builders/internet.ts';
import { collect, union } from '../builders/sets.ts';
import { contains, parseCidr } from '../kit/cidr.ts';
import { defineRule } from '../kit/rule.ts';

/** Ranges that no public resolver is in. */
const SPECIAL = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
].flatMap((text) => parseCidr(text) ?? []);

export default defineRule({
  id: 'ZTC-EIP-005',
  on: ['ztc_instance'],
  reads: [
    'ztc_instance.internet.outbound',
    'ztc_instance.dns_servers',
    'ztc_instance.vswitch_id',
    'ztc_instance.private_ip',
    'ztc_eip_association.instance_id',
    'ztc_vswitch.vpc_id',
    'ztc_vswitch.cidr',
    'ztc_nat_gateway.vpc_id',
    'ztc_snat_entry.instance_id',
    'ztc_snat_entry.vswitch_id',
    'ztc_snat_entry.nat_gateway_id',
    'ztc_snat_entry.source_cidr',
  ],
  scope: 'design',
  messages: {
    noWay: {
      en: 'the host is to go out to the internet, but it has no elastic public IP and no SNAT entry covers it',
      zh: '主机需访问互联网，但未绑定弹性公网IP，也没有 SNAT 条目覆盖',
    },
    noResolver: {
      en: 'the host is to go out to the internet, but none of its DNS servers ({servers}) is a public one',
      zh: '主机需访问互联网，但其 DNS 服务器（{servers}）中没有公网 DNS',
    },
    inside: { en: 'the host does not ask for outbound internet', zh: '主机未要求访问互联网' },
  },
  fix: {
    en: 'bind an elastic public IP to the host or add a SNAT entry for its subnet, and list a public resolver in dns_servers',
    zh: '为主机绑定弹性公网IP 或为其子网增加 SNAT 条目，并在 dns_servers 中配置公网 DNS',
  },
  check(node, k) {
    if (!node.flag('internet.outbound')) return k.skip('inside');
    const fails = collect([
      () => {
        const servers = node.strings('dns_servers');
        if (servers.some(isPublic)) return null;
        const value = servers.known;
        const shown = value.length > 0 ? value : '-';
        return k.fail('noResolver', { servers: shown }, { attribute: 'dns_servers', value });
      },
      () => {
        if (!union(bindingsOf(node), snatEntriesOf(node)).isEmpty()) return null;
        return k.fail('noWay', {}, { attribute: 'internet.outbound', value: true });
      },
    ]);
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_instance.app': { internet: { outbound: true }, dns_servers: ['10.8.0.2', '223.5.5.5'] },
          'ztc_eip.app': { site: 'sh-jq' },
          'ztc_eip_association.app': { eip_id: '${ztc_eip.app.id}', instance_id: '${ztc_instance.app.id}' },
        },
      },
      {
        given: {
          'ztc_vpc.a': { cidr: '10.8.0.0/16' },
          'ztc_vswitch.app': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_instance.app': {
            vswitch_id: '${ztc_vswitch.app.id}',
            internet: { outbound: true },
            dns_servers: ['223.5.5.5'],
          },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_snat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', source_cidr: '10.8.0.0/20' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_instance.app': { internet: { outbound: true }, dns_servers: ['223.5.5.5'] } },
        at: 'ztc_instance.app',
        message: 'noWay',
      },
      {
        given: {
          'ztc_vswitch.app': { cidr: '10.8.1.0/24' },
          'ztc_instance.app': {
            vswitch_id: '${ztc_vswitch.app.id}',
            internet: { outbound: true },
            dns_servers: ['10.8.0.2'],
          },
          'ztc_snat_entry.a': { vswitch_id: '${ztc_vswitch.app.id}' },
        },
        at: 'ztc_instance.app',
        message: 'noResolver',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vpc.a': { cidr: '10.8.0.0/16' },
          'ztc_vswitch.app': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_instance.app': {
            vswitch_id: '${ztc_vswitch.app.id}',
            internet: { outbound: true },
            dns_servers: ['223.5.5.5'],
          },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_snat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', source_cidr: '10.8.1.0/25' },
        },
        at: 'ztc_instance.app',
        because: 'ztc_instance.app.private_ip',
      },
    ],
    notApplicable: [{ given: { 'ztc_instance.db': { internet: { outbound: false } } } }],
  },
});

function isPublic(server: string): boolean {
  const address = parseAddress(server);
  if (address === null) return false;
  return !SPECIAL.some((range) => contains(range, { first: address, last: address }));
}
