import type { Construct } from 'constructs';
import { Component, Site } from 'ztc-cdk';
import { PlatformImage } from 'ztc-cdk/compute';
import { ServiceRequest } from 'ztc-cdk/foundation';
import { ZtcCrossSiteLink } from 'ztc-cdk/l1/cross-site-link';
import { ZtcDedicatedLine } from 'ztc-cdk/l1/dedicated-line';
import { ZtcDisk } from 'ztc-cdk/l1/disk';
import { ZtcDiskAttachment } from 'ztc-cdk/l1/disk-attachment';
import { ZtcInstance } from 'ztc-cdk/l1/instance';
import { ZtcInternetAccessPolicy } from 'ztc-cdk/l1/internet-access-policy';
import { ZtcLineParameterAllocation } from 'ztc-cdk/l1/line-parameter-allocation';
import { ZtcNatGateway } from 'ztc-cdk/l1/nat-gateway';
import { ZtcSlb } from 'ztc-cdk/l1/slb';
import { ZtcSnatEntry } from 'ztc-cdk/l1/snat-entry';
import { ZtcVswitch } from 'ztc-cdk/l1/vswitch';
import { ZtcZlnAccess } from 'ztc-cdk/l1/zln-access';
import { MarketLink } from 'ztc-cdk/market';
import { SecurityGroup, Vpc } from 'ztc-cdk/network';
import type { LandingZone } from '../landing-zone/landing-zone.ts';

/**
 * Fifteen mistakes. Many of them do not compile with the product constructs, so they are written with the generated
 * classes, and where even those refuse, by force.
 */
export class Mistakes extends Component {
  readonly #zone: LandingZone;

  constructor(scope: Construct, id: string, zone: LandingZone) {
    super(scope, id);
    this.#zone = zone;
    const waigaoqiao = new Vpc(new Site(this, 'waigaoqiao', { code: 'sh-wgq' }), 'vpc', { prefixLength: 20 });
    const anwai = new Vpc(new Site(this, 'anwai', { code: 'bj-aw' }), 'vpc', { prefixLength: 20 });
    this.#atWaigaoqiao(waigaoqiao);
    this.#betweenCities(anwai);
    this.#lines();
    this.#hosts();
    this.#internet();
    this.#loadBalancers();
    this.#market();
  }

  #atWaigaoqiao(vpc: Vpc<'sh-wgq'>): void {
    // 1 ZTC-NET-001: Waigaoqiao has no internet exit.
    new ZtcNatGateway(this, 'gateway', { vpcId: `${vpc.resource.id}` });
    // 2 ZTC-VPC-003: the second subnet lies inside the first.
    const vpcId = vpc.resource.id;
    const subnet = new ZtcVswitch(this, 'subnet-a', { vpcId, cidr: '10.200.0.0/24' });
    new ZtcVswitch(this, 'subnet-b', { vpcId, cidr: '10.200.0.128/25' });
    // 3 ZTC-ECS-002: GPU hosts exist at Jinqiao only.
    new ZtcInstance(this, 'gpu', {
      site: 'sh-wgq',
      family: 'gpu',
      flavor: 'ecs-gn1-2xlarge',
      imageId: this.#image('gpu-image'),
      vswitchId: subnet.id,
      securityGroupIds: [new SecurityGroup(this, 'gpu-group', { vpc }).resource.id],
      systemDisk: { category: 'efficient' },
    });
  }

  #betweenCities(anwai: Vpc<'bj-aw'>): void {
    // 4 ZTC-XST-001: there is no tier of 30 Mbps.
    const link = new ZtcCrossSiteLink(this, 'link', {
      siteA: 'sh-jq',
      siteB: 'bj-aw',
      bandwidthMbps: 30 as never,
      vpcAId: this.#zone.jinqiao.vpc.resource.id,
      vpcBId: anwai.resource.id,
    });
    new ServiceRequest(this, 'link-request', { kind: 'cross_site_transport', subject: link as never });
  }

  #lines(): void {
    // 5 ZTC-DCL-001: China Mobile's lines do not end at Ningqiao.
    const place = { site: 'sh-nq', carrier: 'mobile' } as const;
    const allocation = new ZtcLineParameterAllocation(this, 'line-parameters', place);
    new ZtcDedicatedLine(this, 'line', {
      ...place,
      applicationMode: 'self',
      customerSiteAddress: 'Century Avenue 8, Shanghai',
      vpcIds: [this.#zone.ningqiao.vpc.resource.id],
      allocationId: allocation.id,
    });
    // 6 ZTC-ZLN-001: nobody applied to CSI.
    new ZtcZlnAccess(this, 'csi-net', {
      site: 'sh-jq',
      direction: 'inbound',
      vpcId: this.#zone.jinqiao.vpc.resource.id,
    });
  }

  #hosts(): void {
    const { subnets, groups } = this.#zone.jinqiao;
    const imageId = this.#image('image');
    // 7 ZTC-DSK-005: a multicast host does not boot from an ordinary disk.
    new ZtcInstance(this, 'receiver', {
      site: 'sh-jq',
      family: 'multicast',
      flavor: 'ecs-m1-xlarge',
      imageId,
      vswitchId: subnets.quote.resource.id,
      securityGroupIds: [groups.quote.resource.id],
      systemDisk: { category: 'ordinary' },
    });
    // 8 ZTC-EIP-005: a host that goes out needs a public resolver.
    const host = new ZtcInstance(this, 'crawler', {
      site: 'sh-jq',
      family: 'general',
      flavor: 'ecs-g1-large',
      imageId,
      vswitchId: subnets.dmz.resource.id,
      securityGroupIds: [groups.dmz.resource.id],
      systemDisk: { category: 'efficient' },
      internet: { outbound: true },
      dnsServers: ['10.0.0.53'],
    });
    // 9 ZTC-DSK-002: no disk is larger than 32 TiB.
    const disk = new ZtcDisk(this, 'archive', { site: 'sh-jq', category: 'efficient', sizeGib: 40_000 });
    new ZtcDiskAttachment(this, 'archive-attachment', { diskId: disk.id, instanceId: host.id });
  }

  #internet(): void {
    const { gateway } = this.#zone.jinqiao.internet;
    // 10 ZTC-NAT-001: the address of the DNAT entries also serves SNAT.
    new ZtcSnatEntry(this, 'snat', {
      natGatewayId: gateway.resource.id,
      eipId: gateway.inboundEip.resource.id,
      vswitchId: this.#zone.jinqiao.subnets.app.resource.id,
    });
    // 11 ZTC-EIP-013: a request for exposure says what for.
    new ZtcInternetAccessPolicy(this, 'policy', {
      eipId: gateway.inboundEip.resource.id,
      direction: 'inbound',
      ports: ['8443/tcp'],
      justification: '',
    });
  }

  #loadBalancers(): void {
    const { vpc, subnets, internet, hosts } = this.#zone.ningqiao;
    // 12 ZTC-SLB-002: a load balancer has no public address.
    new ZtcSlb(this, 'public', {
      vpcId: vpc.resource.id,
      vswitchId: subnets.dmz.resource.id,
      addressType: 'internet' as never,
    });
    // 13 ZTC-SLB-004: nobody notices when a backend dies.
    internet.app.addListener('unchecked', {
      protocol: 'tcp',
      port: 8081,
      healthCheck: false,
      backends: hosts('app').map((host) => ({ host, port: 8081 })),
    });
  }

  #market(): void {
    // 14 ZTC-MKT-002: the platform carries the Shenzhen channel as a backup only.
    const shenzhen = new MarketLink(this, 'shenzhen', {
      vpc: this.#zone.jinqiao.vpc,
      service: 'szse_trade_quote_backup',
      role: 'primary',
      operatorConfirmed: true,
    });
    new ServiceRequest(this, 'shenzhen-request', { kind: 'market_access', subject: shenzhen });
    // 15 ZTC-MKT-003: Level-2 is not confirmed at Ningqiao.
    const level2 = new MarketLink(this, 'level-2', {
      vpc: this.#zone.ningqiao.vpc,
      service: 'sse_level2_nondisplay',
      role: 'primary',
      displayUse: false,
    });
    new ServiceRequest(this, 'level-2-request', { kind: 'market_access', subject: level2 });
  }

  #image(id: string): string {
    return new PlatformImage(this, id, { osType: 'linux' }).resource.id;
  }
}
