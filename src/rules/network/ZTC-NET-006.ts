import { membersOf, parsePorts } from '../builders/internet.ts';
import { isEverything, rangeOf } from '../builders/networks.ts';
import { isInternetAddress } from '../builders/places.ts';
import { find } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** Ports for logging in to a host; chosen by the project. */
const MANAGEMENT_PORTS = [22, 3389];

export default defineRule({
  id: 'ZTC-NET-006',
  on: ['ztc_security_group_rule'],
  reads: [
    'ztc_security_group_rule.security_group_id',
    'ztc_security_group_rule.policy',
    'ztc_security_group_rule.direction',
    'ztc_security_group_rule.protocol',
    'ztc_security_group_rule.port_range',
    'ztc_security_group_rule.cidr',
    'ztc_instance.security_group_ids',
    'ztc_network_interface.security_group_ids',
    'ztc_network_interface_attachment.network_interface_id',
    'ztc_network_interface_attachment.instance_id',
    'ztc_eip_association.instance_id',
    'ztc_eip_association.eip_id',
    'ztc_eip.site',
  ],
  scope: 'design',
  messages: {
    exposed: {
      en: 'port {port} of {host} is open to everyone, and its address {eip} is an internet address',
      zh: '{host} 的 {port} 端口对任意来源开放，而其地址 {eip} 即互联网地址',
    },
    narrow: {
      en: 'the rule lets no one in from everywhere on a management port',
      zh: '该规则未向任意来源开放管理端口',
    },
  },
  fix: {
    en: 'limit the rule to the ranges of the administrators, or log in over the bastion or the in-cloud VPN',
    zh: '将规则限定为管理人员网段，或经堡垒机、云内 VPN 登录',
  },
  check(node, k) {
    const port = managementPort(node);
    if (port === undefined) return k.skip('narrow');
    const group = node.ref('security_group_id');
    if (!group) return k.skip('narrow');
    const bound = membersOf(group).flatMap((host) => host.referrers('ztc_eip_association', 'instance_id'));
    const binding = find(bound, (candidate) =>
      isInternetAddress(k.catalog, candidate.ref('eip_id')?.site() ?? null),
    );
    if (!binding) return k.pass();
    const host = binding.ref('instance_id')?.address ?? '';
    const eip = binding.ref('eip_id')?.address ?? '';
    const cidr = node.string('cidr');
    return k.fail('exposed', { port, host, eip }, { attribute: 'cidr', value: cidr, related: [binding] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_security_group.web': {},
          'ztc_security_group_rule.ssh': {
            security_group_id: '${ztc_security_group.web.id}',
            policy: 'allow',
            direction: 'inbound',
            protocol: 'tcp',
            port_range: '22',
            cidr: '0.0.0.0/0',
          },
          'ztc_instance.web': { site: 'sh-jq', security_group_ids: ['${ztc_security_group.web.id}'] },
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}', instance_id: '${ztc_instance.web.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_security_group.web': {},
          'ztc_security_group_rule.ssh': {
            security_group_id: '${ztc_security_group.web.id}',
            policy: 'allow',
            direction: 'inbound',
            protocol: 'tcp',
            port_range: '20-30',
            cidr: '0.0.0.0/0',
          },
          'ztc_instance.web': { site: 'bj-aw', security_group_ids: ['${ztc_security_group.web.id}'] },
          'ztc_eip.web': { site: 'bj-aw' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}', instance_id: '${ztc_instance.web.id}' },
        },
        at: 'ztc_security_group_rule.ssh',
        message: 'exposed',
      },
      {
        given: {
          'ztc_security_group.all': {},
          'ztc_security_group_rule.any': {
            security_group_id: '${ztc_security_group.all.id}',
            policy: 'allow',
            direction: 'inbound',
            protocol: 'all',
            port_range: 'all',
            cidr: '0.0.0.0/0',
          },
          'ztc_instance.web': { site: 'bj-aw', security_group_ids: ['${ztc_security_group.all.id}'] },
          'ztc_eip.web': { site: 'bj-aw' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}', instance_id: '${ztc_instance.web.id}' },
        },
        at: 'ztc_security_group_rule.any',
        message: 'exposed',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_security_group.web': {},
          'ztc_vpc_address_allocation.a': { site: 'bj-aw' },
          'ztc_security_group_rule.ssh': {
            security_group_id: '${ztc_security_group.web.id}',
            policy: 'allow',
            direction: 'inbound',
            protocol: 'tcp',
            port_range: '22',
            cidr: '${ztc_vpc_address_allocation.a.cidr}',
          },
        },
        at: 'ztc_security_group_rule.ssh',
        because: 'ztc_vpc_address_allocation.a.cidr',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_security_group.web': {},
          'ztc_security_group_rule.https': {
            security_group_id: '${ztc_security_group.web.id}',
            policy: 'allow',
            direction: 'inbound',
            protocol: 'tcp',
            port_range: '443',
            cidr: '0.0.0.0/0',
          },
        },
      },
    ],
  },
});

/** The management port that a rule opens to everyone. */
function managementPort(rule: RuleNode): number | undefined {
  if (rule.string('policy') !== 'allow' || rule.string('direction') !== 'inbound') return undefined;
  if (rule.string('protocol') === 'icmp') return undefined;
  const ports = parsePorts(rule.string('port_range') ?? '');
  const port =
    ports && MANAGEMENT_PORTS.find((candidate) => ports.first <= candidate && candidate <= ports.last);
  const range = port && rangeOf(rule);
  return range && isEverything(range) ? port : undefined;
}
