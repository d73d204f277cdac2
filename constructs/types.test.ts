/** Illegal states do not compile: every `@ts-expect-error` here is checked by tsc. */
import { expect, test } from 'vitest';
import { Instance, PlatformImage } from './compute/index.ts';
import { DedicatedLine } from './connectivity/index.ts';
import { App, Site, Stack } from './index.ts';
import { MarketLink } from './market/index.ts';
import { CrossSiteLink, Eip, ExpressChannel, NatGateway, SecurityGroup, Vpc } from './network/index.ts';

function network<S extends 'sh-jq' | 'sh-wgq' | 'sh-nq' | 'bj-aw'>(code: S) {
  const app = new App({ outdir: '/tmp/ztc-types' });
  const stack = new Stack(app, 'main');
  const site = new Site(stack, code, { code });
  const vpc = new Vpc(site, 'vpc', { prefixLength: 16 });
  const vswitch = vpc.addSubnet('app');
  const group = new SecurityGroup(site, 'group', { vpc });
  const image = new PlatformImage(site, 'image');
  return { stack, site, vpc, vswitch, group, image };
}

test('families depend on the site', () => {
  const { site, vswitch, group, image } = network('sh-wgq');
  const shared = { vswitch, securityGroups: [group], image, systemDisk: { category: 'ssd' } } as const;
  new Instance(site, 'general', { ...shared, family: 'general', flavor: 'ecs-g1-large' });
  // @ts-expect-error GPU hosts exist at Jinqiao only
  new Instance(site, 'gpu', { ...shared, family: 'gpu', flavor: 'ecs-gn1-2xlarge' });
  // @ts-expect-error the flavor belongs to another family
  new Instance(site, 'flavor', { ...shared, family: 'general', flavor: 'ecs-c1-large' });
  new Instance(site, 'disk', {
    ...shared,
    // @ts-expect-error multicast hosts take no ordinary disk
    systemDisk: { category: 'ordinary' },
    family: 'multicast',
    flavor: 'ecs-m1-xlarge',
  });
  // @ts-expect-error at least one security group
  new Instance(site, 'bare', { ...shared, securityGroups: [], family: 'general', flavor: 'ecs-g1-large' });
  const main = network('sh-jq');
  new Instance(main.site, 'gpu', {
    vswitch: main.vswitch,
    securityGroups: [main.group],
    image: main.image,
    systemDisk: { category: 'ssd' },
    family: 'gpu',
    flavor: 'ecs-gn1-2xlarge',
  });
});

test('carriers depend on the site', () => {
  const shared = { applicationMode: 'self', customerSiteAddress: '上海市浦东新区' } as const;
  const { site, vpc } = network('sh-nq');
  new DedicatedLine(site, 'unicom', { ...shared, vpcs: [vpc], carrier: 'unicom' });
  // @ts-expect-error no mobile lines at Ningqiao Road
  new DedicatedLine(site, 'mobile', { ...shared, vpcs: [vpc], carrier: 'mobile' });
  // @ts-expect-error a line leads to at least one network
  new DedicatedLine(site, 'none', { ...shared, vpcs: [], carrier: 'unicom' });
});

test('transport has tiers, and joins different cities', () => {
  const shanghai = network('sh-jq');
  const beijing = network('bj-aw');
  new CrossSiteLink(shanghai.stack, 'link', {
    between: [shanghai.vpc, beijing.vpc],
    bandwidthMbps: 50,
    routes: false,
  });
  new CrossSiteLink(shanghai.stack, 'dongguan', { between: [shanghai.vpc, 'dongguan'], bandwidthMbps: 10 });
  new CrossSiteLink(shanghai.stack, 'tier', {
    between: [shanghai.vpc, beijing.vpc],
    // @ts-expect-error 30 Mbps is no tier
    bandwidthMbps: 30,
    routes: false,
  });
  const other = network('sh-nq');
  // @ts-expect-error both ends are in Shanghai
  new CrossSiteLink(shanghai.stack, 'city', {
    between: [shanghai.vpc, other.vpc],
    bandwidthMbps: 50,
    routes: false,
  });
  // @ts-expect-error an express channel stays within a region
  new ExpressChannel(shanghai.stack, 'channel', { between: [shanghai.vpc, beijing.vpc], routes: false });
  new ExpressChannel(shanghai.stack, 'near', { between: [shanghai.vpc, other.vpc], routes: false });
});

test('the internet is not everywhere', () => {
  const { site, vpc } = network('sh-wgq');
  // @ts-expect-error no internet service at Waigaoqiao
  new Eip(site, 'eip', { bandwidthMbps: 10 });
  // @ts-expect-error no internet service at Waigaoqiao
  new NatGateway(site, 'nat', { vpc });
  const main = network('sh-jq');
  new Eip(main.site, 'eip', { bandwidthMbps: 10 });
  new NatGateway(main.site, 'nat', { vpc: main.vpc });
  new Eip(main.stack, 'anywhere', { bandwidthMbps: 10, site: main.site });
});

test('a network has one range', () => {
  const { site } = network('sh-jq');
  // @ts-expect-error a range of one's own, or one that the operators assign
  new Vpc(site, 'both', { prefixLength: 16, cidr: '10.0.0.0/16' });
  // @ts-expect-error something has to be given
  expect(() => new Vpc(site, 'none', {})).not.toThrow();
});

test('late values cannot be inspected, ids are no objects', () => {
  const { site, vpc, vswitch } = network('sh-jq');
  // @ts-expect-error a value that is known only after apply has no string methods
  expect(() => vpc.id.toUpperCase()).toThrow();
  // @ts-expect-error nothing to compare yet
  expect(vpc.id === 'vpc-1').toBe(false);
  expect(`${vpc.id}`).toContain('Token');
  // @ts-expect-error objects, not ids
  new SecurityGroup(site, 'group2', { vpc: 'vpc-123' });
  // @ts-expect-error no such traffic
  new SecurityGroup(site, 'group3', { vpc }).allowFrom(vswitch, 'https');
  // @ts-expect-error multicast delivery names its feed and its receivers
  new MarketLink(site, 'quotes', {
    vpc,
    service: 'sse_level1_quotes',
    role: 'primary',
    delivery: 'multicast',
  });
});
