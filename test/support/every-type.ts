/** A design with every type of the platform at least once, correct by every rule: relations by hand, the rest is made up. */

import type { Design } from './design.ts';
import { everyAccess } from './every-access.ts';
import { entry, site } from './every-site.ts';

const id = (address: string): string => `\${${address}.id}`;

function disks(): Design {
  const host = id('ztc_instance.jq');
  return {
    'ztc_disk_attachment.copy': entry({ disk_id: id('ztc_disk.copy'), instance_id: id('ztc_instance.jq_2') }),
    'ztc_disk.data': entry(
      { site: 'sh-jq', category: 'ssd', size_gib: 200, allow_replace: true },
      { omit: ['source_snapshot_id'], changed: { size_gib: 300, allow_replace: false } },
    ),
    'ztc_disk.copy': entry({
      site: 'sh-jq',
      category: 'ssd',
      size_gib: 200,
      source_snapshot_id: id('ztc_snapshot.data'),
    }),
    'ztc_disk_attachment.data': entry({ disk_id: id('ztc_disk.data'), instance_id: host }),
    'ztc_snapshot.data': entry({ disk_id: id('ztc_disk.data') }),
    'ztc_snapshot.system': entry({ disk_id: '${ztc_instance.jq.system_disk.id}' }),
    'ztc_image.host': entry({ source_instance_id: host }),
    'ztc_image.copies': entry({ source_snapshot_ids: [id('ztc_snapshot.system'), id('ztc_snapshot.data')] }),
    'ztc_network_interface.second': entry(
      {
        vswitch_id: id('ztc_vswitch.own'),
        private_ip: '172.20.1.77',
        security_group_ids: [id('ztc_security_group.own')],
      },
      { changed: { security_group_ids: [id('ztc_security_group.own'), id('ztc_security_group.own_2')] } },
    ),
    'ztc_network_interface_attachment.second': entry({
      network_interface_id: id('ztc_network_interface.second'),
      instance_id: id('ztc_instance.own'),
    }),
  };
}

/** Load balancers, gateways and addresses at Jinqiao. */
function internet(): Design {
  const gateway = id('ztc_nat_gateway.jq');
  const eip = (name: string): Design => ({
    [`ztc_eip.${name}`]: entry({ site: 'sh-jq', bandwidth_mbps: 20 }, { changed: { bandwidth_mbps: 30 } }),
  });
  const bound = (name: string): Design => ({
    ...eip(name),
    [`ztc_eip_association.${name}`]: entry({ eip_id: id(`ztc_eip.${name}`), nat_gateway_id: gateway }),
  });
  const snat = (name: string, source: object, changed: object = {}) => ({
    [`ztc_snat_entry.${name}`]: entry(
      { nat_gateway_id: gateway, eip_id: id('ztc_eip.out'), ...source },
      { changed: { eip_id: id('ztc_eip.out_2'), ...changed } },
    ),
  });
  const policy = (name: string, direction: string, given: object = {}) => ({
    [`ztc_internet_access_policy.${name}`]: entry(
      { eip_id: id(`ztc_eip.${name}`), direction, ...given },
      { changed: direction === 'inbound' ? { ports: ['8443/tcp', '22/udp'] } : {} },
    ),
  });
  return {
    'ztc_nat_gateway.jq': entry({ vpc_id: id('ztc_vpc.jq') }),
    ...bound('out'),
    ...bound('out_2'),
    ...bound('into'),
    ...bound('into_2'),
    ...eip('host'),
    'ztc_eip_association.host': entry({ eip_id: id('ztc_eip.host'), instance_id: id('ztc_instance.web') }),
    ...snat('subnet', { vswitch_id: id('ztc_vswitch.jq') }, { vswitch_id: id('ztc_vswitch.jq_2') }),
    ...snat('host', { instance_id: id('ztc_instance.jq') }, { instance_id: id('ztc_instance.jq_2') }),
    ...snat(
      'range',
      { source_cidr: '${cidrsubnet(ztc_vpc.jq.cidr, 4, 3)}' },
      { source_cidr: '${cidrsubnet(ztc_vpc.jq.cidr, 4, 4)}' },
    ),
    'ztc_dnat_entry.balancer': entry(
      {
        nat_gateway_id: gateway,
        eip_id: id('ztc_eip.into'),
        protocol: 'tcp',
        external_port: 443,
        target_type: 'slb',
        target_id: id('ztc_slb.jq'),
        internal_port: 443,
      },
      { changed: { external_port: 8443, internal_port: 8443 } },
    ),
    'ztc_dnat_entry.host': entry(
      {
        nat_gateway_id: gateway,
        eip_id: id('ztc_eip.into'),
        protocol: 'tcp',
        external_port: 22,
        target_type: 'instance',
        target_id: id('ztc_instance.jq'),
        internal_port: 22,
      },
      {
        changed: {
          protocol: 'udp',
          eip_id: id('ztc_eip.into_2'),
          target_type: 'slb',
          target_id: id('ztc_slb.jq'),
        },
      },
    ),
    ...policy('into', 'inbound', { ports: ['443/tcp', '22/tcp'] }),
    ...policy('into_2', 'inbound', { ports: ['443/tcp'] }),
    ...policy('out', 'outbound'),
    ...policy('out_2', 'outbound'),
    ...policy('host', 'outbound'),
    'ztc_internet_access_policy.host_in': entry(
      { eip_id: id('ztc_eip.host'), direction: 'inbound' },
      { omit: ['ports'] },
    ),
    'ztc_slb.jq': entry(
      { vpc_id: id('ztc_vpc.jq'), vswitch_id: id('ztc_vswitch.jq'), internet_facing: true },
      { changed: { internet_facing: false } },
    ),
    'ztc_slb_backend_group.web': entry({ slb_id: id('ztc_slb.jq') }),
    'ztc_slb_backend_group.api': entry({ slb_id: id('ztc_slb.jq') }),
    ...Object.fromEntries(
      ['web', 'api'].flatMap((group) =>
        ['jq', 'jq_2'].map((host) => [
          `ztc_slb_backend.${group}_${host}`,
          entry(
            {
              backend_group_id: id(`ztc_slb_backend_group.${group}`),
              instance_id: id(`ztc_instance.${host}`),
              port: 8443,
            },
            { changed: { port: 9443 } },
          ),
        ]),
      ),
    ),
    'ztc_slb_listener.https': entry(
      {
        slb_id: id('ztc_slb.jq'),
        protocol: 'https',
        port: 443,
        backend_group_id: id('ztc_slb_backend_group.web'),
        health_check: { enabled: true },
      },
      {
        changed: {
          backend_group_id: id('ztc_slb_backend_group.api'),
          health_check: { enabled: false, protocol: 'http', port: 9000, interval_s: 7 },
        },
      },
    ),
    'ztc_slb_rule.api': entry(
      { listener_id: id('ztc_slb_listener.https'), backend_group_id: id('ztc_slb_backend_group.api') },
      { changed: { backend_group_id: id('ztc_slb_backend_group.web') } },
    ),
  };
}

/** The network of another account, which has to be there before. */
export interface Peer {
  readonly account: string;
  readonly vpc: string;
}

export function everyType(peer: Peer): Design {
  return {
    ...site('sh-jq', 'jq', 'telecom'),
    ...site('sh-nq', 'nq', 'unicom'),
    ...site('bj-aw', 'bj', 'unicom'),
    ...disks(),
    ...internet(),
    ...everyAccess(peer),
  };
}
