/** Designs as a careful engineer writes them, for which no rule may complain. */
import type { ExampleObjects } from '../kit/rule.ts';
import {
  balancers,
  channel,
  hosts,
  id,
  internet,
  line,
  markets,
  network,
  type Objects,
  type Part,
} from './clean-design-parts.ts';

const PROFILE = {
  scenario: 'internet_finance',
  sites: ['sh-jq', 'sh-nq'],
  topology: 'same_city_active_active',
  internet_facing: true,
  high_availability: true,
  rpo_minutes: 5,
  rto_minutes: 30,
  target_availability: 99.95,
  provider_response_minutes: 15,
  claims: ['JR/T 0167-2018'],
  owner_contact: 'operations team',
  environment: 'production',
  monitoring: true,
  tiers: [
    { name: 'web', stateless: true },
    { name: 'app', stateless: true },
    { name: 'database', replication: true },
  ],
};

/** Two sites of Shanghai that serve the internet together, as a careful engineer writes them. */
export function twoSites(done: boolean): ExampleObjects {
  const parts: readonly [Part, Part] = [
    { site: 'sh-jq', at: 'jq', net: 8, carrier: 'telecom', done },
    { site: 'sh-nq', at: 'nq', net: 9, carrier: 'unicom', done },
  ];
  return Object.assign(
    {
      'ztc_design_profile.portal': PROFILE,
      'ztc_management_vpn_account.ops': { username: 'ops', applicant: 'Operations' },
      'data.ztc_images.linux': { os_type: 'linux', ...(done ? { id: 'img-linux-9' } : {}) },
    },
    ...parts.flatMap((part) =>
      [network, hosts, balancers, internet, line, markets].map((objects) => objects(part)),
    ),
    channel(parts),
  ) as ExampleObjects;
}

const RECOVERY_PROFILE = {
  scenario: 'dr',
  sites: ['sh-jq', 'bj-aw'],
  primary: 'sh-jq',
  recovery: 'bj-aw',
  topology: 'remote_dr',
  rpo_minutes: 15,
  rto_minutes: 120,
  change_rate_mbps: 30,
  drill_interval_days: 180,
  scale_up: 'runbook 7: raise the flavors, add hosts',
  important_system: true,
  important_data: true,
  claims: ['JR/T 0168-2018'],
  markets: ['sse', 'szse'],
  external_primary: { szse: 'own line to the Shenzhen exchange' },
  owner_contact: 'operations team',
  environment: 'production',
  tiers: [{ name: 'database', replication: true }],
};

function recoveryHost(part: Part, name: string, more: Readonly<Record<string, unknown>>): Objects {
  const { site, at, done } = part;
  return {
    [`ztc_instance.${name}`]: {
      site,
      family: 'general',
      flavor: 'ecs-g1-xlarge',
      image_id: 'img-linux-9',
      vswitch_id: id(`ztc_vswitch.${at}_database`),
      security_group_ids: [id(`ztc_security_group.${at}`)],
      system_disk: { category: 'efficient', size_gib: 100, ...(done ? { id: `d-${name}` } : {}) },
      role: 'database',
      environment: 'production',
      ...more,
    },
  };
}

/** A network at one end of a link between cities. */
function end(part: Part, other: Part, link: string): Objects {
  const { at, net } = part;
  return {
    ...network(part),
    ...line(part),
    [`ztc_security_group.${at}`]: { vpc_id: id(`ztc_vpc.${at}`) },
    [`ztc_security_group_rule.${at}`]: {
      security_group_id: id(`ztc_security_group.${at}`),
      policy: 'allow',
      direction: 'inbound',
      protocol: 'tcp',
      port_range: '3306-9000',
      cidr: '10.0.0.0/8',
    },
    [`ztc_route_table.${at}`]: { vpc_id: id(`ztc_vpc.${at}`) },
    [`ztc_route_entry.${at}`]: {
      route_table_id: id(`ztc_route_table.${at}`),
      destination_cidr: `\${ztc_vpc.${other.at}.cidr}`,
      next_hop_type: 'cross_site_link',
      next_hop_id: id(link),
    },
    [`ztc_network_interface.${at}`]: {
      vswitch_id: id(`ztc_vswitch.${at}_app`),
      security_group_ids: [id(`ztc_security_group.${at}`)],
      ...(part.done ? { private_ip: `10.${net}.1.20` } : {}),
    },
    [`ztc_network_interface_attachment.${at}`]: {
      network_interface_id: id(`ztc_network_interface.${at}`),
      instance_id: id(`ztc_instance.${at}_1`),
    },
  };
}

/** Everything that joins the primary with the markets and with the customer's racks. */
function accesses({ site, at }: Part): Objects {
  const vpc_id = id(`ztc_vpc.${at}`);
  const objects: Objects = {
    'ztc_lan_access.racks': { rack_id: 'rack-17', vpc_id, network: 'tenant' },
    'ztc_vsep_access.users': { vpc_id, direction: 'inbound', peer_kind: 'data_centre_user' },
    'ztc_vsep_access.exchange': { vpc_id, direction: 'outbound' },
    'ztc_zln_access.out': { vpc_id, site, direction: 'outbound' },
    'ztc_zln_access.in': {
      vpc_id,
      site,
      direction: 'inbound',
      csi_application_id: 'csi-2026-7',
      csi_status: 'approved',
    },
    'ztc_fdep_link.szse': { vpc_id, bandwidth_mbps: 10 },
    'ztc_market_link.szse': {
      vpc_id,
      service: 'szse_trade_quote_backup',
      role: 'backup',
      operator_confirmed: true,
    },
    'ztc_market_link.neeq': {
      vpc_id,
      service: 'neeq',
      role: 'primary',
      channel: 'gigabit_lan',
      bandwidth_mbps: 100,
      operator_confirmed: true,
    },
    'ztc_market_link.level2': {
      vpc_id,
      service: 'sse_level2_nondisplay',
      role: 'primary',
      display_use: false,
      channel: 'gigabit_lan',
    },
    'ztc_market_link.quotes': {
      vpc_id,
      service: 'sse_level1_quotes',
      role: 'primary',
      delivery: 'multicast',
      feed: 'sse_high_speed_quote_network',
      receiver_instance_ids: [id('ztc_instance.receiver')],
      operator_confirmed: true,
    },
  };
  for (const address of Object.keys(objects)) {
    const kind = address.startsWith('ztc_market_link') ? 'market_access' : 'network_access';
    objects[`ztc_service_request.${address.replace('.', '_')}`] = { kind, subject_id: id(address) };
  }
  return objects;
}

/** A primary in Shanghai that recovers in Beijing with a small part of its hosts. */
export function twoCities(done: boolean): ExampleObjects {
  const a: Part = { site: 'sh-jq', at: 'jq', net: 8, carrier: 'telecom', done };
  const b: Part = { site: 'bj-aw', at: 'bj', net: 10, carrier: 'unicom', done };
  const link = 'ztc_cross_site_link.pair';
  return {
    'ztc_design_profile.recovery': RECOVERY_PROFILE,
    'ztc_management_vpn_account.ops': { username: 'ops', applicant: 'Operations' },
    ...end(a, b, link),
    ...end(b, a, link),
    ...recoveryHost(a, 'jq_1', {}),
    ...recoveryHost(a, 'jq_2', {}),
    ...recoveryHost(b, 'bj_1', {}),
    ...recoveryHost(a, 'receiver', { family: 'multicast', flavor: 'ecs-m1-xlarge', role: 'quotes' }),
    [link]: {
      site_a: a.site,
      site_b: b.site,
      bandwidth_mbps: 50,
      vpc_a_id: id('ztc_vpc.jq'),
      vpc_b_id: id('ztc_vpc.bj'),
    },
    'ztc_service_request.link': {
      kind: 'cross_site_transport',
      subject_id: id(link),
      ...(done ? { status: 'completed' } : {}),
    },
    'ztc_snapshot.system': { disk_id: '${ztc_instance.jq_1.system_disk.id}' },
    'ztc_image.golden': { source_snapshot_ids: [id('ztc_snapshot.system')] },
    ...accesses(a),
  };
}
