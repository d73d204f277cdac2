import { bindingsOf, covers, dnatEntriesTo, exposedBy, openings } from '../builders/internet.ts';
import { vpcOf, waysToPremises } from '../builders/networks.ts';
import { refInside, union } from '../builders/sets.ts';
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** The openings by which the internet reaches a host, over its own address or a mapped port. */
function inboundOpenings(host: RuleNode): Few<RuleNode> {
  const own = bindingsOf(host)
    .flatMap((binding) => binding.refs('eip_id'))
    .flatMap((eip) => openings(eip, 'inbound'));
  const mapped = dnatEntriesTo(host).flatMap((entry) => {
    const exposed = exposedBy(entry);
    const eip = refInside(entry, 'eip_id');
    if (!exposed || !eip) return new Few<RuleNode>([]);
    return openings(eip, 'inbound').filter((policy) => !policy.isSet('ports') || covers(policy, exposed));
  });
  return union(own, mapped);
}

export default defineRule({
  id: 'ZTC-ACC-004',
  on: ['ztc_instance'],
  reads: [
    'ztc_instance.remote_file_transfer',
    'ztc_instance.vswitch_id',
    'ztc_vswitch.vpc_id',
    'ztc_eip_association.instance_id',
    'ztc_eip_association.eip_id',
    'ztc_internet_access_policy.eip_id',
    'ztc_internet_access_policy.direction',
    'ztc_internet_access_policy.status',
    'ztc_internet_access_policy.ports',
    'ztc_dnat_entry.target_id',
    'ztc_dnat_entry.eip_id',
    'ztc_dnat_entry.external_port',
    'ztc_dnat_entry.protocol',
    'ztc_slb_backend.instance_id',
    'ztc_slb_backend.backend_group_id',
    'ztc_slb_backend_group.slb_id',
    'ztc_dedicated_line.vpc_ids',
    'ztc_lan_access.vpc_id',
  ],
  scope: 'design',
  messages: {
    noWay: {
      en: 'files are to be sent to the host from outside, but no way leads to it: neither a port opened to the internet nor a VPN gateway, a dedicated line or LAN access in its network',
      zh: '需要从外部向主机传送文件，但没有可用通道：既无互联网端口映射，其专有网络内也没有 VPN 网关、专线或局域网接入',
    },
    notAsked: { en: 'nobody sends files to the host from outside', zh: '未声明需要从外部传送文件' },
    elsewhere: {
      en: 'the network of the host is not part of this design',
      zh: '主机所在专有网络不在本设计内',
    },
  },
  fix: {
    en: 'open the transfer port by an inbound internet access policy, or put a VPN gateway into the network',
    zh: '通过入方向互联网访问策略开放传输端口，或在该专有网络内部署 VPN 网关',
  },
  check(node, k) {
    if (!node.flag('remote_file_transfer')) return k.skip('notAsked');
    const vpc = vpcOf(node);
    const gateways = vpc ? vpc.referrers('ztc_vpn_gateway', 'vpc_id') : new Few<RuleNode>([]);
    const ways = vpc ? union(gateways, waysToPremises(vpc)) : gateways;
    if (union(ways, inboundOpenings(node)).atLeast(1)) return k.pass();
    if (!vpc) return k.skip('elsewhere');
    return k.fail('noWay', {}, { attribute: 'remote_file_transfer', value: true, related: [vpc] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_instance.a': { remote_file_transfer: true, vswitch_id: '${ztc_vswitch.a.id}' },
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}', instance_id: '${ztc_instance.a.id}' },
          'ztc_internet_access_policy.a': {
            eip_id: '${ztc_eip.a.id}',
            direction: 'inbound',
            ports: ['22/tcp'],
          },
        },
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_instance.a': { remote_file_transfer: true, vswitch_id: '${ztc_vswitch.a.id}' },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}', nat_gateway_id: '${ztc_nat_gateway.a.id}' },
          'ztc_dnat_entry.a': {
            nat_gateway_id: '${ztc_nat_gateway.a.id}',
            eip_id: '${ztc_eip.a.id}',
            protocol: 'tcp',
            external_port: 2222,
            target_type: 'instance',
            target_id: '${ztc_instance.a.id}',
            internal_port: 22,
          },
          'ztc_internet_access_policy.a': {
            eip_id: '${ztc_eip.a.id}',
            direction: 'inbound',
            ports: ['2000-3000/tcp'],
          },
        },
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_instance.a': { remote_file_transfer: true, vswitch_id: '${ztc_vswitch.a.id}' },
          'ztc_dedicated_line.a': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.a.id}'] },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_instance.a': { remote_file_transfer: true, vswitch_id: '${ztc_vswitch.a.id}' },
        },
        at: 'ztc_instance.a',
        message: 'noWay',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_instance.a': { remote_file_transfer: true, vswitch_id: '${ztc_vswitch.a.id}' },
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}', instance_id: '${ztc_instance.a.id}' },
          'ztc_internet_access_policy.a': { eip_id: '${ztc_eip.a.id}', direction: 'outbound' },
        },
        at: 'ztc_instance.a',
        message: 'noWay',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { remote_file_transfer: '${ztc_service_request.r.assigned_values.transfer}' },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.transfer',
      },
    ],
    notApplicable: [
      { given: { 'ztc_instance.a': { role: 'web' } } },
      { given: { 'ztc_instance.a': { remote_file_transfer: true, vswitch_id: 'vsw-of-another-stack' } } },
    ],
  },
});
