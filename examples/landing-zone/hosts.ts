import type { Construct } from 'constructs';
import { Component } from 'ztc-cdk';
import { Disk, Instance, PlatformImage } from 'ztc-cdk/compute';
import type { SecurityGroup, VSwitch } from 'ztc-cdk/network';
import type { InternetSiteCode, TierName } from './site-system.ts';

/** A public resolver: hosts that go out need one. */
const RESOLVER = '114.114.114.114';

export interface HostsProps<S extends InternetSiteCode> {
  readonly subnets: Readonly<Record<TierName, VSwitch<S>>>;
  readonly groups: Readonly<Record<TierName, SecurityGroup>>;
  readonly quotes: boolean;
}

/** The hosts of one site: two of each tier, so that no tier depends on one of them. */
export class Hosts<S extends InternetSiteCode> extends Component {
  readonly web: readonly Instance<S>[];
  readonly app: readonly Instance<S>[];
  readonly database: readonly Instance<S>[];
  readonly receivers: readonly Instance<S>[];

  constructor(scope: Construct, id: string, { subnets, groups, quotes }: HostsProps<S>) {
    super(scope, id);
    const image = new PlatformImage(this, 'image', { osType: 'linux', name: 'Enterprise Linux 9' });
    const common = { image, environment: 'production' } as const;
    this.web = this.#pair(
      'web',
      (name) =>
        new Instance<S, 'general'>(this, name, {
          ...common,
          name,
          role: 'web',
          vswitch: subnets.dmz,
          family: 'general',
          flavor: 'ecs-g1-large',
          securityGroups: [groups.dmz],
          systemDisk: { category: 'efficient', sizeGib: 60 },
          internet: { outbound: true },
          dnsServers: [RESOLVER],
          requiredEgressMbps: 5,
        }),
    );
    this.app = this.#pair(
      'app',
      (name) =>
        new Instance<S, 'compute'>(this, name, {
          ...common,
          name,
          role: 'app',
          vswitch: subnets.app,
          family: 'compute',
          flavor: 'ecs-c1-xlarge',
          securityGroups: [groups.app],
          systemDisk: { category: 'efficient', sizeGib: 60 },
        }),
    );
    this.database = this.#pair('database', (name) => {
      const host = new Instance<S, 'general'>(this, name, {
        ...common,
        name,
        role: 'database',
        vswitch: subnets.data,
        family: 'general',
        flavor: 'ecs-g1-2xlarge',
        securityGroups: [groups.data],
        systemDisk: { category: 'efficient', sizeGib: 100 },
      });
      new Disk<S>(this, `${name}-data`, {
        site: host,
        category: 'ssd',
        sizeGib: 500,
        requiredIops: 12000,
        name: `${name}-data`,
      }).attachTo(host);
      return host;
    });
    this.receivers = quotes ? [this.#receiver(subnets.quote, groups.quote, image)] : [];
  }

  #pair(tier: string, create: (name: string) => Instance<S>): readonly Instance<S>[] {
    return [create(`${tier}-1`), create(`${tier}-2`)];
  }

  /** Multicast quotes arrive at hosts of the multicast family only. */
  #receiver(vswitch: VSwitch<S>, group: SecurityGroup, image: PlatformImage): Instance<S> {
    return new Instance<S, 'multicast'>(this, 'quotes-1', {
      name: 'quotes-1',
      role: 'quotes',
      environment: 'production',
      image,
      vswitch,
      family: 'multicast',
      flavor: 'ecs-m1-xlarge',
      securityGroups: [group],
      systemDisk: { category: 'efficient', sizeGib: 60 },
    });
  }
}
