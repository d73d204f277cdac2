/** Designs as a careful engineer writes them, for which no rule may complain. */
import type { ExampleObjects } from '../kit/rule.ts';

type Objects = Record<string, Readonly<Record<string, unknown>>>;

/** A site of the design: its code, a short name for addresses, and the second octet of its range. */
interface Part {
  readonly site: string;
  readonly at: string;
  readonly net: number;
  readonly carrier: string;
  /** Whether the operators have done their part, so that ranges and the like are known. */
  readonly done: boolean;
}

const id = (address: string) => `\${${address}.id}`;
const TIERS = ['web', 'app', 'database'];

function network({ site, at, net, done }: Part): Objects {
  const objects: Objects = {
    [`ztc_vpc_address_allocation.${at}`]: {
      site,
      prefix_length: 16,
      ...(done ? { cidr: `10.${net}.0.0/16`, status: 'completed' } : {}),
    },
    [`ztc_vpc.${at}`]: {
      site,
      allocation_id: id(`ztc_vpc_address_allocation.${at}`),
      ...(done ? { cidr: `10.${net}.0.0/16`, route_table_id: `rtb-${at}` } : {}),
    },
  };
  for (const [n, tier] of [...TIERS, 'entry'].entries()) {
    objects[`ztc_vswitch.${at}_${tier}`] = { vpc_id: id(`ztc_vpc.${at}`), cidr: `10.${net}.${n}.0/24` };
  }
  return objects;
}

function hosts({ site, at }: Part): Objects {
  const objects: Objects = {};
  for (const tier of TIERS) {
    const group = `ztc_security_group.${at}_${tier}`;
    objects[group] = { vpc_id: id(`ztc_vpc.${at}`) };
    objects[`ztc_security_group_rule.${at}_${tier}`] = {
      security_group_id: id(group),
      policy: 'allow',
      direction: 'inbound',
      protocol: 'tcp',
      port_range: tier === 'database' ? '3306' : '8443',
      cidr: '10.0.0.0/8',
    };
    for (const n of [1, 2]) {
      const host = `ztc_instance.${at}_${tier}_${n}`;
      objects[host] = {
        site,
        family: tier === 'app' ? 'compute' : 'general',
        flavor: tier === 'app' ? 'ecs-c1-xlarge' : 'ecs-g1-xlarge',
        image_id: id('data.ztc_images.linux'),
        vswitch_id: id(`ztc_vswitch.${at}_${tier}`),
        security_group_ids: [id(group)],
        system_disk: { category: 'efficient', size_gib: 100 },
        role: tier,
        environment: 'production',
        dns_servers: ['223.5.5.5'],
        ...(tier === 'app' ? { internet: { outbound: true }, required_egress_mbps: 5 } : {}),
        ...(tier === 'web' ? { internet: { inbound: true } } : {}),
      };
      if (tier === 'database') {
        objects[`ztc_disk.${at}_${n}`] = { site, category: 'ssd', size_gib: 500, required_iops: 10000 };
        objects[`ztc_disk_attachment.${at}_${n}`] = {
          disk_id: id(`ztc_disk.${at}_${n}`),
          instance_id: id(host),
        };
      }
    }
  }
  return objects;
}

function balancers({ at }: Part): Objects {
  const objects: Objects = {};
  for (const tier of ['web', 'app']) {
    const slb = `ztc_slb.${at}_${tier}`;
    const group = `ztc_slb_backend_group.${at}_${tier}`;
    objects[slb] = {
      vpc_id: id(`ztc_vpc.${at}`),
      vswitch_id: id(`ztc_vswitch.${at}_entry`),
      ...(tier === 'web' ? { internet_facing: true } : {}),
    };
    objects[group] = { slb_id: id(slb) };
    objects[`ztc_slb_listener.${at}_${tier}`] = {
      slb_id: id(slb),
      protocol: 'https',
      port: 443,
      backend_group_id: id(group),
      algorithm: { class: 'source_ip', sticky: true },
      health_check: { enabled: true, path: '/health' },
    };
    for (const n of [1, 2]) {
      objects[`ztc_slb_backend.${at}_${tier}_${n}`] = {
        backend_group_id: id(group),
        instance_id: id(`ztc_instance.${at}_${tier}_${n}`),
        port: 8443,
      };
    }
  }
  return objects;
}

function internet({ site, at }: Part): Objects {
  const gateway = `ztc_nat_gateway.${at}`;
  const [out, into] = [`ztc_eip.${at}_out`, `ztc_eip.${at}_in`];
  return {
    [gateway]: { vpc_id: id(`ztc_vpc.${at}`) },
    [out]: { site, bandwidth_mbps: 50 },
    [into]: { site, bandwidth_mbps: 100 },
    [`ztc_eip_association.${at}_out`]: { eip_id: id(out), nat_gateway_id: id(gateway) },
    [`ztc_eip_association.${at}_in`]: { eip_id: id(into), nat_gateway_id: id(gateway) },
    [`ztc_snat_entry.${at}`]: {
      nat_gateway_id: id(gateway),
      eip_id: id(out),
      vswitch_id: id(`ztc_vswitch.${at}_app`),
    },
    [`ztc_dnat_entry.${at}`]: {
      nat_gateway_id: id(gateway),
      eip_id: id(into),
      protocol: 'tcp',
      external_port: 443,
      target_type: 'slb',
      target_id: id(`ztc_slb.${at}_web`),
      internal_port: 443,
    },
    [`ztc_internet_access_policy.${at}_in`]: {
      eip_id: id(into),
      direction: 'inbound',
      justification: 'customers reach the trading portal',
      ports: ['443/tcp'],
    },
    [`ztc_internet_access_policy.${at}_out`]: {
      eip_id: id(out),
      direction: 'outbound',
      justification: 'the portal calls the payment service',
      ports: ['443/tcp'],
    },
  };
}

function line({ site, at, carrier, net, done }: Part): Objects {
  const allocation = `ztc_line_parameter_allocation.${at}`;
  const assigned = {
    aggregate_line_code: `code-${at}`,
    vlan_id: 100 + net,
    interconnect_cidr: `172.16.${net}.0/30`,
  };
  return {
    [allocation]: { site, carrier, ...(done ? { ...assigned, status: 'completed' } : {}) },
    [`ztc_dedicated_line.${at}`]: {
      site,
      carrier,
      application_mode: 'self',
      customer_site_address: '1 Example Road',
      vpc_ids: [id(`ztc_vpc.${at}`)],
      bandwidth_mbps: 100,
      allocation_id: id(allocation),
      ...(done ? assigned : {}),
    },
  };
}

function markets({ at }: Part): Objects {
  const objects: Objects = {};
  for (const service of ['sse_order_entry', 'sse_level1_quotes', 'csdc_prop']) {
    const link = `ztc_market_link.${at}_${service}`;
    objects[link] = { vpc_id: id(`ztc_vpc.${at}`), service, role: 'primary', operator_confirmed: true };
    objects[`ztc_service_request.${at}_${service}`] = { kind: 'market_access', subject_id: id(link) };
  }
  return objects;
}

function channel([a, b]: readonly [Part, Part]): Objects {
  const side = (own: Part, other: Part): Objects => ({
    [`ztc_router_interface.${own.at}`]: {
      vpc_id: id(`ztc_vpc.${own.at}`),
      peer_vpc_id: id(`ztc_vpc.${other.at}`),
      role: own === a ? 'initiator' : 'acceptor',
    },
    [`ztc_route_entry.${own.at}`]: {
      route_table_id: `\${ztc_vpc.${own.at}.route_table_id}`,
      destination_cidr: `\${ztc_vpc.${other.at}.cidr}`,
      next_hop_type: 'router_interface',
      next_hop_id: id(`ztc_router_interface.${own.at}`),
    },
  });
  return {
    ...side(a, b),
    ...side(b, a),
    'ztc_express_channel.pair': {
      local_interface_id: id(`ztc_router_interface.${a.at}`),
      peer_interface_id: id(`ztc_router_interface.${b.at}`),
    },
  };
}

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
