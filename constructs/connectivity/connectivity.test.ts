import { beforeEach, expect, test } from 'vitest';
import { Disk, Image, Instance, NetworkInterface, PlatformImage } from '../compute/index.ts';
import type { RenderedStack } from '../core/render-stacks.ts';
import type { JsonObject } from '../core/resolve.ts';
import { DesignProfile, ManagementVpnAccount, ServiceRequest } from '../foundation/index.ts';
import { App, Site, Stack } from '../index.ts';
import { MarketLink } from '../market/index.ts';
import { SecurityGroup, Vpc } from '../network/index.ts';
import { DedicatedLine, FdepLink, LanAccess, VsepAccess, ZlnAccess } from './index.ts';

let app: App;
let site: Site<'sh-jq'>;
let vpc: Vpc<'sh-jq'>;

beforeEach(() => {
  app = new App({ outdir: '/tmp/ztc-connectivity-test' });
  site = new Site(new Stack(app, 'main'), 'jq', { code: 'sh-jq' });
  vpc = new Vpc(site, 'vpc', { prefixLength: 16 });
});

function rendered(type: string): JsonObject {
  const { stacks, errors } = app.synthesize();
  expect(errors).toEqual([]);
  const [first] = Object.values(
    ((stacks[0] as RenderedStack).json.resource as JsonObject)[type] as JsonObject,
  ) as JsonObject[];
  const { '//': _, ...attributes } = first as JsonObject;
  return attributes;
}

function host(): Instance<'sh-jq', 'multicast'> {
  return new Instance(site, 'host', {
    vswitch: vpc.addSubnet('subnet'),
    family: 'multicast',
    flavor: 'ecs-m1-xlarge',
    image: new PlatformImage(site, 'image', { osType: 'linux' }),
    securityGroups: [new SecurityGroup(site, 'group', { vpc })],
    systemDisk: { category: 'ssd' },
    dnsServers: ['10.0.0.2'],
  });
}

test('a dedicated line asks for its parameters and routes in every network', () => {
  const line = new DedicatedLine(site, 'line', {
    carrier: 'mobile',
    vpcs: [vpc],
    applicationMode: 'self',
    customerSiteAddress: '上海市浦东新区',
  });
  line.routeTo('office', '192.168.0.0/16');
  expect(rendered('ztc_line_parameter_allocation')).toEqual({ site: 'sh-jq', carrier: 'mobile' });
  expect(rendered('ztc_dedicated_line')).toMatchObject({
    site: 'sh-jq',
    allocation_id: expect.stringContaining('ztc_line_parameter_allocation'),
    vpc_ids: [expect.stringContaining('ztc_vpc')],
  });
  expect(rendered('ztc_route_entry')).toMatchObject({ next_hop_type: 'dedicated_line' });
});

test('the other ways out of the cloud', () => {
  const lan = new LanAccess(site, 'lan', { vpc, rackId: 'rack-1', network: 'tenant' });
  vpc.addRoute('rack', { destination: '172.16.0.0/16', via: lan });
  new VsepAccess(site, 'vsep', { vpc, direction: 'outbound' });
  new ZlnAccess(site, 'zln', { vpc, direction: 'outbound' });
  new FdepLink(site, 'fdep', { vpc });
  expect(rendered('ztc_lan_access')).toMatchObject({ rack_id: 'rack-1', network: 'tenant' });
  expect(rendered('ztc_zln_access')).toMatchObject({ site: 'sh-jq', direction: 'outbound' });
  expect(rendered('ztc_vsep_access')).toMatchObject({ direction: 'outbound' });
  expect(rendered('ztc_fdep_link').vpc_id).toContain('ztc_vpc');
});

test('a multicast feed has its receivers', () => {
  const receiver = host();
  new MarketLink(site, 'quotes', {
    vpc,
    service: 'sse_level1_quotes',
    role: 'primary',
    delivery: 'multicast',
    feed: 'sse_high_speed_quote_network',
    receivers: [receiver],
  });
  expect(rendered('ztc_market_link').receiver_instance_ids).toEqual([
    expect.stringContaining('ztc_instance'),
  ]);
});

test('disks, snapshots, images and interfaces', () => {
  const one = host();
  const disk = new Disk(site, 'data', { category: 'ssd', sizeGib: 200 }).attachTo(one);
  const snapshot = disk.snapshot('before');
  new Image(site, 'golden', { snapshots: [snapshot] });
  new NetworkInterface(site, 'second', { vswitch: one.vswitch }).attachTo(one);
  new Disk(site, 'copy', { category: 'efficient', sizeGib: 200, from: snapshot });
  expect(rendered('ztc_disk')).toEqual(expect.objectContaining({ site: 'sh-jq' }));
  expect(rendered('ztc_disk_attachment').instance_id).toContain('ztc_instance');
  expect(rendered('ztc_image').source_snapshot_ids).toEqual([expect.stringContaining('ztc_snapshot')]);
  expect(rendered('ztc_network_interface_attachment').instance_id).toContain('ztc_instance');
  expect(rendered('ztc_instance')).toMatchObject({ dns_servers: ['10.0.0.2'] });
});

test('requests and intent', () => {
  new ManagementVpnAccount(site, 'vpn', { username: 'ops', applicant: '张三' });
  new ServiceRequest(site, 'request', { kind: 'other', subject: vpc, parameters: { network: vpc.id } });
  new DesignProfile(site, 'profile', {
    scenario: 'new_fund',
    sites: [site, 'sh-nq'],
    tiers: [{ name: 'app', hosts: [host()] }],
    rpoMinutes: 5,
  });
  expect(rendered('ztc_service_request').parameters).toEqual({ network: expect.stringContaining('ztc_vpc') });
  expect(rendered('ztc_design_profile')).toMatchObject({
    sites: ['sh-jq', 'sh-nq'],
    rpo_minutes: 5,
    tiers: [{ name: 'app', instance_ids: [expect.stringContaining('ztc_instance')] }],
  });
});
