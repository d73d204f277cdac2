/** What correct designs are put together from: the networks, hosts and ways of one site. */

export type Objects = Record<string, Readonly<Record<string, unknown>>>;

/** A site of the design: its code, a short name for addresses, and the second octet of its range. */
export interface Part {
  readonly site: string;
  readonly at: string;
  readonly net: number;
  readonly carrier: string;
  /** Whether the operators have done their part, so that ranges and the like are known. */
  readonly done: boolean;
}

export const id = (address: string) => `\${${address}.id}`;
const TIERS = ['web', 'app', 'database'];

export function network({ site, at, net, done }: Part): Objects {
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

export function hosts({ site, at }: Part): Objects {
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

export function balancers({ at }: Part): Objects {
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

export function internet({ site, at }: Part): Objects {
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

export function line({ site, at, carrier, net, done }: Part): Objects {
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

export function markets({ at }: Part): Objects {
  const objects: Objects = {};
  for (const service of ['sse_order_entry', 'sse_level1_quotes', 'csdc_prop']) {
    const link = `ztc_market_link.${at}_${service}`;
    objects[link] = { vpc_id: id(`ztc_vpc.${at}`), service, role: 'primary', operator_confirmed: true };
    objects[`ztc_service_request.${at}_${service}`] = { kind: 'market_access', subject_id: id(link) };
  }
  return objects;
}

export function channel([a, b]: readonly [Part, Part]): Objects {
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
