/**
 * The design that is measured: cells of fifty resources, as a department of a securities firm has them. Valid by all rules,
 * every resource but the roots refers to others. A plain function of a scope, so that it is the same for whoever synthesizes it.
 */
import { Construct } from 'constructs';
import { DataZtcImages } from 'ztc-cdk/l1/data-images';
import { ZtcDisk } from 'ztc-cdk/l1/disk';
import { ZtcDiskAttachment } from 'ztc-cdk/l1/disk-attachment';
import { ZtcEip } from 'ztc-cdk/l1/eip';
import { ZtcEipAssociation } from 'ztc-cdk/l1/eip-association';
import { ZtcInstance } from 'ztc-cdk/l1/instance';
import { ZtcInternetAccessPolicy } from 'ztc-cdk/l1/internet-access-policy';
import { ZtcNatGateway } from 'ztc-cdk/l1/nat-gateway';
import { ZtcSecurityGroup } from 'ztc-cdk/l1/security-group';
import { ZtcSecurityGroupRule } from 'ztc-cdk/l1/security-group-rule';
import { ZtcSlb } from 'ztc-cdk/l1/slb';
import { ZtcSlbBackend } from 'ztc-cdk/l1/slb-backend';
import { ZtcSlbBackendGroup } from 'ztc-cdk/l1/slb-backend-group';
import { ZtcSlbListener } from 'ztc-cdk/l1/slb-listener';
import { ZtcVpc } from 'ztc-cdk/l1/vpc';
import { ZtcVpcAddressAllocation } from 'ztc-cdk/l1/vpc-address-allocation';
import { ZtcVswitch } from 'ztc-cdk/l1/vswitch';

export const CELL = 50;
/** Those with an internet exit. */
const SITES = ['sh-jq', 'sh-nq', 'bj-aw'] as const;
const TIERS = ['web', 'app', 'database'] as const;
const HOSTS = 3;

type Tier = (typeof TIERS)[number];
type Site = (typeof SITES)[number];

/** `count` resources, rounded up to whole cells. */
export function design(scope: Construct, count: number): void {
  const image = new DataZtcImages(scope, 'image', { name: 'Enterprise Linux 9', osType: 'linux' });
  for (let n = 0; n * CELL < count; n += 1)
    new Cell(scope, `cell-${n}`, SITES[n % SITES.length] as Site, image.id);
}

/** 1 allocation, 1 network, 4 subnets, 3 groups, 6 rules, 9 hosts, 5 disks and attachments, 2 balancers (12), 4 for the internet. */
class Cell extends Construct {
  readonly #site: Site;
  readonly #image: string;

  constructor(scope: Construct, id: string, site: Site, image: string) {
    super(scope, id);
    this.#site = site;
    this.#image = image;
    const allocation = new ZtcVpcAddressAllocation(this, 'allocation', {
      site,
      prefixLength: 20,
      purpose: `${id}, three tiers`,
    });
    const vpc = new ZtcVpc(this, 'vpc', { site, allocationId: allocation.id, name: id });
    const entry = this.#subnet(vpc, 'entry', 0);
    const groups = TIERS.map(
      (tier) => new ZtcSecurityGroup(this, `${tier}-group`, { vpcId: vpc.id, name: tier }),
    );
    const subnets = TIERS.map((tier, n) => this.#subnet(vpc, tier, n + 1));
    this.#rules(groups, subnets);
    const hosts = TIERS.map((tier, n) =>
      this.#hosts(tier, subnets[n] as ZtcVswitch, groups[n] as ZtcSecurityGroup),
    );
    this.#disks(hosts.flat());
    for (const n of [0, 1]) this.#balancer(vpc, entry, TIERS[n] as Tier, hosts[n] ?? []);
    this.#internet(vpc);
  }

  #subnet(vpc: ZtcVpc, name: string, n: number): ZtcVswitch {
    return new ZtcVswitch(this, name, { vpcId: vpc.id, name, cidr: `\${cidrsubnet(${vpc.cidr}, 4, ${n})}` });
  }

  #rules(groups: readonly ZtcSecurityGroup[], subnets: readonly ZtcVswitch[]): void {
    const opened: readonly (readonly [to: number, from: number, port: number])[] = [
      [0, 1, 8443],
      [1, 0, 8443],
      [1, 1, 7001],
      [1, 2, 9000],
      [2, 1, 3306],
      [2, 2, 3307],
    ];
    for (const [to, from, port] of opened) {
      new ZtcSecurityGroupRule(this, `open-${to}-${from}-${port}`, {
        securityGroupId: groups[to]?.id as string,
        policy: 'allow',
        direction: 'inbound',
        protocol: 'tcp',
        portRange: String(port),
        cidr: subnets[from]?.cidr as string,
      });
    }
  }

  #hosts(tier: Tier, subnet: ZtcVswitch, group: ZtcSecurityGroup): ZtcInstance[] {
    return Array.from(
      { length: HOSTS },
      (_, n) =>
        new ZtcInstance(this, `${tier}-${n}`, {
          site: this.#site,
          family: tier === 'app' ? 'compute' : 'general',
          flavor: tier === 'app' ? 'ecs-c1-xlarge' : 'ecs-g1-xlarge',
          imageId: this.#image,
          vswitchId: subnet.id,
          securityGroupIds: [group.id],
          systemDisk: { category: 'efficient', sizeGib: 60 },
          name: `${tier}-${n}`,
          role: tier,
          environment: 'production',
        }),
    );
  }

  #disks(hosts: readonly ZtcInstance[]): void {
    for (const [n, host] of hosts.slice(-5).entries()) {
      const disk = new ZtcDisk(this, `disk-${n}`, {
        site: this.#site,
        category: 'ssd',
        sizeGib: 500,
        name: `data-${n}`,
      });
      new ZtcDiskAttachment(this, `attachment-${n}`, { diskId: disk.id, instanceId: host.id });
    }
  }

  #balancer(vpc: ZtcVpc, entry: ZtcVswitch, tier: Tier, hosts: readonly ZtcInstance[]): void {
    const slb = new ZtcSlb(this, `${tier}-slb`, { vpcId: vpc.id, vswitchId: entry.id, name: tier });
    const group = new ZtcSlbBackendGroup(this, `${tier}-backends`, { slbId: slb.id });
    new ZtcSlbListener(this, `${tier}-listener`, {
      slbId: slb.id,
      protocol: 'https',
      port: 443,
      backendGroupId: group.id,
      algorithm: { class: 'source_ip', sticky: true },
      healthCheck: { enabled: true, path: '/health' },
    });
    for (const [n, host] of hosts.entries()) {
      new ZtcSlbBackend(this, `${tier}-backend-${n}`, {
        backendGroupId: group.id,
        instanceId: host.id,
        port: 8443,
      });
    }
  }

  #internet(vpc: ZtcVpc): void {
    const gateway = new ZtcNatGateway(this, 'gateway', { vpcId: vpc.id });
    const eip = new ZtcEip(this, 'eip', { site: this.#site, bandwidthMbps: 50 });
    new ZtcEipAssociation(this, 'association', { eipId: eip.id, natGatewayId: gateway.id });
    new ZtcInternetAccessPolicy(this, 'policy', {
      eipId: eip.id,
      direction: 'outbound',
      justification: 'the portal calls the payment service',
      ports: ['443/tcp'],
    });
  }
}
