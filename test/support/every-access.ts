/** Networks that are joined: with each other, with another account, with markets and data centres; and the intent of it all. */
import type { Design, Values } from './design.ts';
import { entry, group, host } from './every-site.ts';
import type { Peer } from './every-type.ts';

const id = (address: string): string => `\${${address}.id}`;

/** Each object with the request to the operators that opens it. */
function requested(kind: string, objects: Design): Design {
  const requests = Object.keys(objects).map((address) => [
    `ztc_service_request.${address.replace('.', '_')}`,
    entry({ kind, subject_id: id(address) }),
  ]);
  return { ...objects, ...Object.fromEntries(requests) };
}

function routeTo(name: string, table: string, range: string, hop: string): Design {
  const next_hop_type = hop.slice('ztc_'.length, hop.indexOf('.'));
  return {
    [`ztc_route_entry.${name}`]: entry({
      route_table_id: table,
      destination_cidr: range,
      next_hop_type,
      next_hop_id: id(hop),
    }),
  };
}

/** A line that repeats what the operators have assigned. */
function parametersByHand(): Design {
  const place = { site: 'sh-jq', carrier: 'telecom' };
  const assigned = (allocation: string) => ({
    allocation_id: id(allocation),
    aggregate_line_code: `\${${allocation}.aggregate_line_code}`,
    vlan_id: `\${${allocation}.vlan_id}`,
    interconnect_cidr: `\${${allocation}.interconnect_cidr}`,
  });
  const [before, after] = ['ztc_line_parameter_allocation.second', 'ztc_line_parameter_allocation.third'];
  return {
    [before]: entry(place),
    [after]: entry(place),
    'ztc_dedicated_line.second': entry(
      {
        ...place,
        application_mode: 'self',
        customer_site_address: 'Century Avenue 8, Shanghai',
        vpc_ids: [id('ztc_vpc.jq')],
        ...assigned(before),
      },
      { changed: { vpc_ids: [id('ztc_vpc.jq'), id('ztc_vpc.spare')], ...assigned(after) } },
    ),
  };
}

function between(peer: Peer): Design {
  const interfaceOf = (at: string, other: string, role: string) => ({
    [`ztc_router_interface.${at}`]: entry(
      { vpc_id: id(`ztc_vpc.${at}`), peer_vpc_id: id(`ztc_vpc.${other}`), role },
      { omit: ['peer_account_id'] },
    ),
  });
  return {
    ...interfaceOf('jq', 'nq', 'initiator'),
    ...interfaceOf('nq', 'jq', 'acceptor'),
    'ztc_express_channel.pair': entry(
      { local_interface_id: id('ztc_router_interface.jq'), peer_interface_id: id('ztc_router_interface.nq') },
      { omit: ['peer_vpc_id'] },
    ),
    'ztc_vpc_address_allocation.spare': entry({ site: 'sh-jq', prefix_length: 24 }),
    'ztc_vpc.spare': entry({ site: 'sh-jq', allocation_id: id('ztc_vpc_address_allocation.spare') }),
    'ztc_vpc.own': entry({ site: 'sh-jq', cidr: '172.20.0.0/16' }),
    'ztc_vswitch.own': entry({ vpc_id: id('ztc_vpc.own'), cidr: '172.20.1.0/24' }),
    ...group('own', 'ztc_vpc.own'),
    ...group('own_2', 'ztc_vpc.own', { policy: 'deny', direction: 'outbound', network: 'public' }),
    'ztc_instance.own': host(
      'own',
      'sh-jq',
      {},
      {
        changed: {
          security_group_ids: [id('ztc_security_group.own'), id('ztc_security_group.own_2')],
          network_zone: 'tenant_network',
        },
      },
    ),
    'ztc_router_interface.cross': entry(
      {
        vpc_id: id('ztc_vpc.own'),
        peer_vpc_id: peer.vpc,
        peer_account_id: peer.account,
        role: 'initiator',
      },
      { changed: { role: 'acceptor', peer_account_id: undefined } },
    ),
    'ztc_express_channel.cross': entry({
      local_interface_id: id('ztc_router_interface.cross'),
      peer_account_id: peer.account,
      peer_vpc_id: peer.vpc,
    }),
    'ztc_route_table.jq': entry({ vpc_id: id('ztc_vpc.jq') }),
    ...routeTo('nq', '${ztc_vpc.jq.route_table_id}', '${ztc_vpc.nq.cidr}', 'ztc_router_interface.jq'),
    ...routeTo('jq', '${ztc_vpc.nq.route_table_id}', '${ztc_vpc.jq.cidr}', 'ztc_router_interface.nq'),
    ...routeTo('peer', '${ztc_vpc.own.route_table_id}', '172.30.0.0/16', 'ztc_router_interface.cross'),
    ...routeTo('bj', id('ztc_route_table.jq'), '${ztc_vpc.bj.cidr}', 'ztc_cross_site_link.pair'),
    ...routeTo('sh', '${ztc_vpc.bj.route_table_id}', '${ztc_vpc.jq.cidr}', 'ztc_cross_site_link.pair'),
    ...parametersByHand(),
    ...requested('cross_site_transport', {
      'ztc_cross_site_link.pair': entry(
        {
          site_a: 'sh-jq',
          site_b: 'bj-aw',
          bandwidth_mbps: 50,
          vpc_a_id: id('ztc_vpc.jq'),
          vpc_b_id: id('ztc_vpc.bj'),
        },
        { changed: { bandwidth_mbps: 100 } },
      ),
      'ztc_cross_site_link.idle': entry(
        {
          site_a: 'sh-jq',
          site_b: 'bj-aw',
          bandwidth_mbps: 20,
          vpc_a_id: id('ztc_vpc.spare'),
          vpc_b_id: id('ztc_vpc.bj'),
        },
        { changed: { vpc_a_id: undefined, vpc_b_id: undefined } },
      ),
    }),
  };
}

function accesses(): Design {
  const vpc_id = id('ztc_vpc.jq');
  const market = (service: string, more: Values = {}, changed: Values = {}) =>
    entry(
      { vpc_id, service, role: 'primary', operator_confirmed: true, ...more },
      {
        changed,
        omit: ['feed', 'delivery', 'receiver_instance_ids', 'display_use', 'channel'].filter(
          (name) => !(name in more),
        ),
      },
    );
  return {
    ...requested('network_access', {
      'ztc_lan_access.racks': entry({ rack_id: 'rack-17', vpc_id, network: 'tenant' }),
      'ztc_vsep_access.users': entry({ vpc_id, direction: 'inbound', peer_kind: 'data_centre_user' }),
      'ztc_vsep_access.exchange': entry({ vpc_id, direction: 'outbound' }, { omit: ['peer_kind'] }),
      'ztc_zln_access.out': entry(
        { vpc_id, site: 'sh-jq', direction: 'outbound' },
        { omit: ['csi_application_id', 'csi_status'] },
      ),
      'ztc_zln_access.in': entry({
        vpc_id,
        site: 'sh-jq',
        direction: 'inbound',
        csi_application_id: 'csi-2026-7',
        csi_status: 'approved',
      }),
      'ztc_fdep_link.szse': entry({ vpc_id, bandwidth_mbps: 10 }, { changed: { bandwidth_mbps: 20 } }),
    }),
    ...requested('market_access', {
      'ztc_market_link.orders': market('sse_order_entry', {}, { role: 'backup' }),
      'ztc_market_link.level2': market(
        'sse_level2_nondisplay',
        { display_use: false, channel: 'gigabit_lan' },
        { operator_confirmed: false, display_use: undefined, channel: 'other' },
      ),
      'ztc_market_link.quotes': market(
        'sse_level1_quotes',
        {
          delivery: 'multicast',
          feed: 'sse_high_speed_quote_network',
          receiver_instance_ids: [id('ztc_instance.receiver')],
        },
        { delivery: 'unicast', feed: undefined, receiver_instance_ids: undefined },
      ),
    }),
    'ztc_instance.receiver': host('jq', 'sh-jq', { family: 'multicast', flavor: 'ecs-m1-xlarge' }),
  };
}

function intent(): Design {
  return {
    'ztc_management_vpn_account.ops': entry({}),
    'ztc_instance.web': host(
      'jq_2',
      'sh-jq',
      {
        security_group_ids: [id('ztc_security_group.jq')],
        role: 'web',
        internet: { outbound: true, inbound: true },
        required_egress_mbps: 5,
      },
      {
        changed: {
          role: 'portal',
          environment: 'test',
          internet: { outbound: false, inbound: false },
          required_egress_mbps: 6,
        },
      },
    ),
    'ztc_instance.gpu': host(
      'jq',
      'sh-jq',
      { family: 'gpu', flavor: 'ecs-gn1-2xlarge', requires_gpu: true },
      { changed: { requires_gpu: false } },
    ),
    'ztc_instance.windows': host(
      'jq',
      'sh-jq',
      {
        image_id: 'img-windows-2022',
        remote_file_transfer: false,
        shared_files: false,
        patch_server: 'wsus.inside.invalid',
      },
      { changed: { remote_file_transfer: true, shared_files: true, patch_server: 'wsus-2.inside.invalid' } },
    ),
    'ztc_design_profile.recovery': entry(
      {
        scenario: 'dr',
        sites: ['sh-jq', 'bj-aw'],
        primary: 'sh-jq',
        recovery: 'bj-aw',
        topology: 'remote_dr',
        rto_minutes: 240,
        provider_response_minutes: 30,
        tiers: [
          {
            name: 'database',
            replication: true,
            rto_minutes: 240,
            instance_ids: [id('ztc_instance.jq'), id('ztc_instance.bj')],
            resource_ids: [id('ztc_slb.jq')],
          },
        ],
      },
      {
        changed: {
          scenario: 'other',
          sites: ['sh-jq', 'sh-nq'],
          primary: 'sh-nq',
          recovery: 'sh-jq',
          topology: 'same_city_dr',
          rto_minutes: 300,
          provider_response_minutes: 45,
          tiers: [
            {
              name: 'application',
              role: 'database',
              instances: 4,
              replication: false,
              stateless: false,
              rto_minutes: 300,
              target_availability: 99,
              instance_ids: [id('ztc_instance.jq'), id('ztc_instance.nq')],
              resource_ids: [id('ztc_nat_gateway.jq')],
            },
            { name: 'second' },
          ],
        },
      },
    ),
  };
}

export function everyAccess(peer: Peer): Design {
  return { ...between(peer), ...accesses(), ...intent() };
}
