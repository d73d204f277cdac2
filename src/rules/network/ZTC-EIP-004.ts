import {
  bindingsOf,
  covers,
  exposedBy,
  openings,
  type Ports,
  parsePorts,
  publicRules,
} from '../builders/internet.ts';
import { isOpenedByOperator } from '../builders/places.ts';
import { find, union } from '../builders/sets.ts';
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** One way in from the internet. */
interface Exposure {
  readonly eip: RuleNode;
  /** The DNAT entry or binding that makes it. */
  readonly by: RuleNode;
  /** Null where no port is named. */
  readonly ports: Ports | null;
}

export default defineRule({
  id: 'ZTC-EIP-004',
  on: ['ztc_instance', 'ztc_slb'],
  reads: [
    'ztc_instance.site',
    'ztc_instance.internet.inbound',
    'ztc_instance.security_group_ids',
    'ztc_slb.site',
    'ztc_slb.vpc_id',
    'ztc_vpc.site',
    'ztc_dnat_entry.target_id',
    'ztc_dnat_entry.eip_id',
    'ztc_dnat_entry.external_port',
    'ztc_dnat_entry.protocol',
    'ztc_eip_association.instance_id',
    'ztc_eip_association.eip_id',
    'ztc_network_interface_attachment.instance_id',
    'ztc_network_interface_attachment.network_interface_id',
    'ztc_network_interface.security_group_ids',
    'ztc_security_group_rule.security_group_id',
    'ztc_security_group_rule.direction',
    'ztc_security_group_rule.policy',
    'ztc_security_group_rule.network',
    'ztc_security_group_rule.port_range',
    'ztc_security_group_rule.protocol',
    'ztc_internet_access_policy.eip_id',
    'ztc_internet_access_policy.direction',
    'ztc_internet_access_policy.status',
    'ztc_internet_access_policy.ports',
  ],
  scope: 'design',
  messages: {
    closed: {
      en: 'reached from the internet over {eip} ({ports}), but no inbound policy of that address covers it',
      zh: '经 {eip} 对互联网开放 {ports}，但该地址没有覆盖此端口的入方向互联网策略',
    },
    noStep: { en: 'no operator opens the internet at this site', zh: '该站点无需运维开通互联网' },
    inside: { en: 'not reached from the internet', zh: '未对互联网开放' },
  },
  fix: {
    en: 'request a ztc_internet_access_policy with direction inbound for {eip} whose ports include {ports}',
    zh: '为 {eip} 申请入方向的 ztc_internet_access_policy，端口包含 {ports}',
  },
  check(node, k) {
    const site = node.site();
    if (site === null || !isOpenedByOperator(k.catalog, site)) return k.skip('noStep');
    const exposures = union(mapped(node), direct(node));
    if (exposures.isEmpty()) return k.skip('inside');
    const closed = find(exposures, ({ eip, ports }) =>
      openings(eip, 'inbound').none((policy) => ports === null || covers(policy, ports)),
    );
    if (!closed) return k.pass();
    const { eip, by } = closed;
    const ports = closed.ports === null ? '*' : shown(closed.ports);
    return k.fail('closed', { eip: eip.address, ports }, { value: ports, related: [eip, by] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_instance.web': { site: 'sh-jq', internet: { inbound: true } },
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}', instance_id: '${ztc_instance.web.id}' },
          'ztc_internet_access_policy.web': {
            eip_id: '${ztc_eip.web.id}',
            direction: 'inbound',
            ports: ['443/tcp'],
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_instance.web': { site: 'sh-jq' },
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_dnat_entry.web': {
            eip_id: '${ztc_eip.web.id}',
            target_id: '${ztc_instance.web.id}',
            external_port: 443,
            protocol: 'tcp',
          },
          'ztc_internet_access_policy.web': {
            eip_id: '${ztc_eip.web.id}',
            direction: 'inbound',
            ports: ['80/tcp'],
          },
        },
        at: 'ztc_instance.web',
        message: 'closed',
      },
      {
        given: {
          'ztc_security_group.web': {},
          'ztc_security_group_rule.web': {
            security_group_id: '${ztc_security_group.web.id}',
            policy: 'allow',
            direction: 'inbound',
            network: 'public',
            protocol: 'tcp',
            port_range: '8443',
          },
          'ztc_instance.web': { site: 'sh-nq', security_group_ids: ['${ztc_security_group.web.id}'] },
          'ztc_eip.web': { site: 'sh-nq' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}', instance_id: '${ztc_instance.web.id}' },
          'ztc_internet_access_policy.web': {
            eip_id: '${ztc_eip.web.id}',
            direction: 'inbound',
            ports: ['443/tcp'],
          },
        },
        at: 'ztc_instance.web',
        message: 'closed',
      },
      {
        given: {
          'ztc_instance.web': { site: 'sh-jq', internet: { inbound: true } },
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}', instance_id: '${ztc_instance.web.id}' },
        },
        at: 'ztc_instance.web',
        message: 'closed',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_instance.web': { site: 'sh-jq', internet: { inbound: true } },
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}', instance_id: '${ztc_instance.web.id}' },
          'ztc_internet_access_policy.web': {
            eip_id: '${ztc_eip.web.id}',
            direction: '${ztc_service_request.r.completed_at}',
          },
        },
        at: 'ztc_instance.web',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
    notApplicable: [
      { given: { 'ztc_instance.web': { site: 'bj-aw', internet: { inbound: true } } } },
      { given: { 'ztc_instance.app': { site: 'sh-jq' } } },
    ],
  },
});

function mapped(target: RuleNode): Few<Exposure> {
  return target.referrers('ztc_dnat_entry', 'target_id').flatMap((entry) => {
    const ports = exposedBy(entry);
    return entry.refs('eip_id').map((eip): Exposure => ({ eip, by: entry, ports }));
  });
}

function direct(host: RuleNode): Few<Exposure> {
  if (host.type !== 'ztc_instance') return new Few([]);
  return bindingsOf(host).flatMap((binding) =>
    binding.refs('eip_id').flatMap((eip) => {
      const ports = publicRules(host).map(portsOf);
      const meant = new Few(host.flag('internet.inbound') ? [null] : []);
      return union<Ports | null>(ports, meant).map((open): Exposure => ({ eip, by: binding, ports: open }));
    }),
  );
}

/** The ports that a security-group rule names; null for all of them. */
function portsOf(rule: RuleNode): Ports | null {
  const range = rule.string('port_range');
  const ports = range === null || range === 'all' ? null : parsePorts(range);
  const protocol = rule.string('protocol');
  return ports && { ...ports, protocol: protocol === 'all' ? null : protocol };
}

function shown({ first, last, protocol }: Ports): string {
  const range = first === last ? String(first) : `${first}-${last}`;
  return protocol === null ? range : `${range}/${protocol}`;
}
