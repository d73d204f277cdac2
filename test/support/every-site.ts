/** What each site of the design has: networks, groups, hosts and a line. */
import type { Design, Entry, Values } from './design.ts';

const id = (address: string): string => `\${${address}.id}`;

export const entry = (given: Values, more: Omit<Entry, 'given'> = {}): Entry => ({ given, ...more });

/** Intents that call for something else; the hosts that have them say so. */
const INTENTS = [
  'internet',
  'requires_gpu',
  'remote_file_transfer',
  'shared_files',
  'required_egress_mbps',
  'patch_server',
];

export function host(at: string, site: string, given: Values = {}, more: Omit<Entry, 'given'> = {}): Entry {
  return entry(
    {
      site,
      family: 'general',
      flavor: 'ecs-g1-large',
      image_id: 'img-linux-9',
      vswitch_id: id(`ztc_vswitch.${at}`),
      security_group_ids: [id(`ztc_security_group.${at}`)],
      system_disk: { category: 'efficient' },
      role: 'database',
      environment: 'production',
      network_zone: 'virtual',
      ...given,
    },
    {
      omit: INTENTS.filter((name) => given[name] === undefined),
      changed: { ...(given.family === undefined ? { flavor: 'ecs-g1-xlarge' } : {}), ...more.changed },
    },
  );
}

export function site(site: string, at: string, carrier: string): Design {
  const vpc = `ztc_vpc.${at}`;
  const allocation = `ztc_line_parameter_allocation.${at}`;
  return {
    [`ztc_vpc_address_allocation.${at}`]: entry({ site, prefix_length: 20 }),
    [vpc]: entry({ site, allocation_id: id(`ztc_vpc_address_allocation.${at}`) }),
    [`ztc_vswitch.${at}`]: entry({ vpc_id: id(vpc), cidr: `\${cidrsubnet(${vpc}.cidr, 4, 1)}` }),
    [`ztc_vswitch.${at}_2`]: entry({ vpc_id: id(vpc), cidr: `\${cidrsubnet(${vpc}.cidr, 4, 2)}` }),
    ...group(at, vpc),
    [`ztc_instance.${at}`]: host(at, site),
    [`ztc_instance.${at}_2`]: host(at, site),
    [allocation]: entry({ site, carrier }),
    [`ztc_dedicated_line.${at}`]: entry(
      {
        site,
        carrier,
        application_mode: 'agency',
        customer_site_address: 'Century Avenue 8, Shanghai',
        vpc_ids: [id(vpc)],
        allocation_id: id(allocation),
      },
      {
        omit: ['aggregate_line_code', 'vlan_id', 'interconnect_cidr'],
        changed: { customer_site_address: 'Century Avenue 9, Shanghai' },
      },
    ),
  };
}

export function group(at: string, vpc: string, changed: Values = {}): Design {
  const group = `ztc_security_group.${at}`;
  return {
    [group]: entry({ vpc_id: id(vpc) }),
    [`ztc_security_group_rule.${at}`]: entry(
      {
        security_group_id: id(group),
        policy: 'allow',
        direction: 'inbound',
        protocol: 'tcp',
        port_range: '3306-9000',
        cidr: '10.0.0.0/8',
        network: 'private',
      },
      { changed: { protocol: 'udp', port_range: '3306-9001', cidr: '10.0.0.0/9', ...changed } },
    ),
  };
}
