import { beforeEach, describe, expect, test } from 'vitest';
import { Instance, PlatformImage } from '../compute/index.ts';
import type { RenderedStack } from '../core/render-stacks.ts';
import type { JsonObject } from '../core/resolve.ts';
import { App, Site, Stack } from '../index.ts';
import {
  AddressAllocation,
  CrossSiteLink,
  Eip,
  ExpressChannel,
  InternetAccess,
  LoadBalancer,
  NatGateway,
  RouteTable,
  SecurityGroup,
  Vpc,
} from './index.ts';

let app: App;
let stack: Stack;
let site: Site<'sh-jq'>;

beforeEach(() => {
  app = new App({ outdir: '/tmp/ztc-network-test' });
  stack = new Stack(app, 'main');
  site = new Site(stack, 'jq', { code: 'sh-jq' });
});

/** The only, or the n-th, resource of a type as it will be written. */
function rendered(type: string, at = 0): JsonObject {
  const { stacks, errors } = app.synthesize();
  expect(errors).toEqual([]);
  const named = ((stacks[0] as RenderedStack).json.resource as JsonObject)[type] as JsonObject;
  const { '//': _, ...attributes } = Object.values(named)[at] as JsonObject;
  return attributes;
}

function count(type: string): number {
  const { stacks } = app.synthesize();
  return Object.keys((((stacks[0] as RenderedStack).json.resource as JsonObject)[type] ?? {}) as JsonObject)
    .length;
}

function host(vpc: Vpc<'sh-jq'>, id: string): Instance<'sh-jq', 'general'> {
  return new Instance(vpc, id, {
    vswitch: vpc.addSubnet(`${id}-subnet`),
    family: 'general',
    flavor: 'ecs-g1-large',
    image: new PlatformImage(vpc, `${id}-image`),
    securityGroups: [new SecurityGroup(vpc, `${id}-group`, { vpc })],
    systemDisk: { category: 'ssd' },
  });
}

const reference = (pattern: string): RegExp => new RegExp(`^\\$\\{${pattern}\\}$`);

describe('Vpc', () => {
  test('asks the operators for its range', () => {
    new Vpc(site, 'vpc', { prefixLength: 16, purpose: 'trading' });
    expect(rendered('ztc_vpc_address_allocation')).toEqual({
      site: 'sh-jq',
      prefix_length: 16,
      purpose: 'trading',
    });
    expect(rendered('ztc_vpc')).toEqual({
      site: 'sh-jq',
      allocation_id: expect.stringMatching(reference('ztc_vpc_address_allocation\\.\\w+\\.id')),
    });
  });

  test('takes over an allocation and its site', () => {
    const allocation = new AddressAllocation(site, 'range', { prefixLength: 20 });
    const vpc = new Vpc(stack, 'vpc', { allocation });
    expect(vpc.siteCode).toBe('sh-jq');
    expect(count('ztc_vpc_address_allocation')).toBe(1);
  });

  test('without a site above, or one given, it says so', () => {
    expect(() => new Vpc(stack, 'vpc', { cidr: '10.0.0.0/16' })).toThrow('CDK-101');
  });

  test('subnets follow each other and leave out what is taken', () => {
    const vpc = new Vpc(site, 'vpc', { cidr: '10.0.0.0/16' });
    vpc.addSubnet('fixed', { cidr: '10.0.1.0/24' });
    const ranges = ['a', 'b', 'c'].map((id) => vpc.addSubnet(id).cidr);
    expect(ranges).toEqual(['10.0.0.0/24', '10.0.2.0/24', '10.0.3.0/24']);
    expect(vpc.addSubnet('large', { prefixLength: 20 }).cidr).toBe('10.0.16.0/20');
    expect(() => vpc.addSubnet('again', { index: 2 })).toThrow('CDK-108');
    expect(() => vpc.addSubnet('larger', { prefixLength: 8 })).toThrow('CDK-108');
  });

  test('subnets of a range that is not known yet are computed from it', () => {
    const vpc = new Vpc(site, 'vpc', { prefixLength: 16 });
    vpc.addSubnet('a', { index: 3 });
    expect(rendered('ztc_vswitch').cidr).toMatch(/^\$\{cidrsubnet\(ztc_vpc\.\w+\.cidr, 8, 3\)\}$/);
  });
});

describe('routes and groups', () => {
  test('a route leads to an object, from the default table or another', () => {
    const vpc = new Vpc(site, 'vpc', { prefixLength: 16 });
    const nat = new NatGateway(vpc, 'nat', { vpc });
    vpc.addRoute('out', { destination: '0.0.0.0/0', via: nat });
    expect(rendered('ztc_route_entry')).toMatchObject({
      route_table_id: expect.stringMatching(reference('ztc_vpc\\.\\w+\\.route_table_id')),
      next_hop_type: 'nat_gateway',
      next_hop_id: expect.stringMatching(reference('ztc_nat_gateway\\.\\w+\\.id')),
    });
    new RouteTable(vpc, 'table', { vpc }).addRoute('host', {
      destination: '192.168.0.0/16',
      via: host(vpc, 'h'),
    });
    expect(count('ztc_route_entry')).toBe(2);
  });

  test('rules of a group keep their address whatever the order', () => {
    const names = (order: readonly ('a' | 'b')[]): string[] => {
      const one = new Stack(app, `order-${order.join('')}`);
      const place = new Site(one, 'jq', { code: 'sh-jq' });
      const vpc = new Vpc(place, 'vpc', { cidr: '10.0.0.0/16' });
      const peers = { a: vpc.addSubnet('a'), b: '192.168.0.0/16' };
      const group = new SecurityGroup(place, 'g', { vpc });
      for (const peer of order) group.allowFrom(peers[peer], '8000-8010/udp').denyTo(peers[peer], 'icmp');
      return group.node.children
        .map(({ node }) => node.id)
        .sort()
        .map((id) => id.replace(/-[0-9a-f]{8}-/, '-'));
    };
    expect(names(['a', 'b'])).toEqual(names(['b', 'a']));
  });

  test('traffic is split into protocol and ports', () => {
    const vpc = new Vpc(site, 'vpc', { cidr: '10.0.0.0/16' });
    new SecurityGroup(site, 'g', { vpc }).allowFrom('10.1.0.0/16', '443/tcp', { description: 'web' });
    expect(rendered('ztc_security_group_rule')).toMatchObject({
      direction: 'inbound',
      policy: 'allow',
      protocol: 'tcp',
      port_range: '443',
      cidr: '10.1.0.0/16',
      description: 'web',
    });
  });
});

describe('the way to the internet', () => {
  test('traffic out and traffic in have an address of their own', () => {
    const vpc = new Vpc(site, 'vpc', { prefixLength: 16 });
    const web = host(vpc, 'web');
    const nat = new NatGateway(vpc, 'nat', { vpc, outboundMbps: 20, inboundMbps: 50 });
    nat.snat('app', web.vswitch);
    nat.snat('other', '10.9.0.0/16');
    nat.dnat('https', { to: web, port: 443, targetPort: 8443 });
    new InternetAccess(nat, 'open', {
      eip: nat.inboundEip,
      direction: 'inbound',
      ports: ['443/tcp'],
      justification: 'portal',
    });
    expect(count('ztc_eip')).toBe(2);
    expect(count('ztc_eip_association')).toBe(2);
    expect(count('ztc_snat_entry')).toBe(2);
    expect(rendered('ztc_dnat_entry')).toMatchObject({
      external_port: 443,
      internal_port: 8443,
      target_type: 'instance',
    });
    expect(rendered('ztc_internet_access_policy')).toMatchObject({
      ports: ['443/tcp'],
      direction: 'inbound',
    });
  });

  test('a gateway without a bandwidth says which one is missing', () => {
    const vpc = new Vpc(site, 'vpc', { prefixLength: 16 });
    expect(() => new NatGateway(vpc, 'nat', { vpc }).snat('x', '10.0.0.0/24')).toThrow(
      /CDK-108[\s\S]*outboundMbps/,
    );
  });

  test('an address is bound to a host', () => {
    const vpc = new Vpc(site, 'vpc', { prefixLength: 16 });
    new Eip(site, 'eip', { bandwidthMbps: 5 }).attachTo(host(vpc, 'h'));
    expect(rendered('ztc_eip_association').instance_id).toMatch(reference('ztc_instance\\.\\w+\\.id'));
  });
});

describe('LoadBalancer', () => {
  test('listeners probe their backends unless told otherwise', () => {
    const vpc = new Vpc(site, 'vpc', { prefixLength: 16 });
    const [a, b] = [host(vpc, 'a'), host(vpc, 'b')];
    const balancer = new LoadBalancer(vpc, 'lb', { vswitch: a.vswitch });
    const backends = [a, b].map((one) => ({ host: one, port: 8080 }));
    const listener = balancer.addListener('http', {
      protocol: 'http',
      port: 80,
      backends,
      algorithm: 'dynamic',
      sticky: true,
    });
    listener.addRule('api', { path: '/api', backends: [{ host: b, port: 9090, weight: 10 }] });
    expect(rendered('ztc_slb_listener')).toMatchObject({
      protocol: 'http',
      port: 80,
      algorithm: { class: 'dynamic', sticky: true },
      health_check: { enabled: true },
    });
    expect(count('ztc_slb_backend')).toBe(3);
    expect(count('ztc_slb_backend_group')).toBe(2);
    expect(rendered('ztc_slb_rule').match).toEqual({ path: '/api' });
    balancer.addListener('tcp', { protocol: 'tcp', port: 81, backends: [], healthCheck: false });
    expect(JSON.stringify(app.synthesize().stacks[0]?.json)).toContain('"health_check":{"enabled":false}');
  });
});

describe('between networks', () => {
  test('an express channel has two interfaces and two routes', () => {
    const [a, b] = [new Vpc(site, 'a', { prefixLength: 16 }), new Vpc(site, 'b', { prefixLength: 16 })];
    new ExpressChannel(stack, 'channel', { between: [a, b] });
    expect(count('ztc_router_interface')).toBe(2);
    expect(count('ztc_route_entry')).toBe(2);
    expect(rendered('ztc_express_channel')).toEqual({
      local_interface_id: expect.stringContaining('ztc_router_interface'),
      peer_interface_id: expect.stringContaining('ztc_router_interface'),
    });
  });

  test('a cross-site link joins networks of two cities, or a mere end point', () => {
    const beijing = new Site(stack, 'aw', { code: 'bj-aw' });
    const [a, b] = [new Vpc(site, 'a', { prefixLength: 16 }), new Vpc(beijing, 'b', { prefixLength: 16 })];
    new CrossSiteLink(stack, 'link', { between: [a, b], bandwidthMbps: 100 });
    expect(rendered('ztc_cross_site_link')).toMatchObject({
      site_a: 'sh-jq',
      site_b: 'bj-aw',
      bandwidth_mbps: 100,
    });
    expect(count('ztc_route_entry')).toBe(2);
    new CrossSiteLink(stack, 'more', { between: [a, 'dongguan'], bandwidthMbps: 2 });
    expect(rendered('ztc_cross_site_link', 1)).toMatchObject({ site_b: 'dongguan' });
  });
});
