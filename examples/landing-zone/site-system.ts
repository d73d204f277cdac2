import { Component, type Site } from 'ztc-cdk';
import type { Instance } from 'ztc-cdk/compute';
import { SecurityGroup, Vpc, type VSwitch } from 'ztc-cdk/network';
import { Hosts } from './hosts.ts';
import { InternetEntry } from './internet-entry.ts';

export type InternetSiteCode = 'sh-jq' | 'sh-nq';
export type TierName = 'dmz' | 'app' | 'data' | 'quote' | 'management';

export interface SiteSystemProps {
  /** Range of the office network behind the dedicated line. */
  readonly office: string;
  /** Whether multicast quotes are received here. */
  readonly quotes: boolean;
}

/** One of the two equal halves: network, tiers, hosts, load balancers and the internet entry of a site. */
export class SiteSystem<S extends InternetSiteCode> extends Component {
  readonly vpc: Vpc<S>;
  readonly subnets: Readonly<Record<TierName, VSwitch<S>>>;
  readonly groups: Readonly<Record<TierName, SecurityGroup>>;
  readonly internet: InternetEntry<S>;
  readonly #hosts: Hosts<S>;

  constructor(site: Site<S>, id: string, { office, quotes }: SiteSystemProps) {
    super(site, id);
    this.vpc = new Vpc<S>(this, 'vpc', {
      site,
      prefixLength: 16,
      name: `${site.code}-core`,
      purpose: 'Internet business, five tiers',
    });
    this.subnets = {
      dmz: this.vpc.addSubnet('dmz', { name: 'dmz' }),
      app: this.vpc.addSubnet('app', { name: 'app' }),
      data: this.vpc.addSubnet('data', { name: 'data' }),
      quote: this.vpc.addSubnet('quote', { name: 'quote' }),
      management: this.vpc.addSubnet('management', { name: 'management' }),
    };
    this.groups = this.#protect(office);
    this.#hosts = new Hosts<S>(this, 'hosts', { subnets: this.subnets, groups: this.groups, quotes });
    this.internet = new InternetEntry<S>(this, 'internet', {
      vpc: this.vpc,
      subnets: this.subnets,
      hosts: this.#hosts,
    });
  }

  /** The hosts of a tier. */
  readonly hosts = (tier: 'web' | 'app' | 'database'): readonly Instance[] => this.#hosts[tier];

  /** Hosts that receive multicast quotes. */
  get receivers(): readonly Instance[] {
    return this.#hosts.receivers;
  }

  /** Lets the same tier of the other site in, and nothing else of it. */
  acceptFrom(other: SiteSystem<InternetSiteCode>): void {
    this.groups.dmz.allowFrom(other.subnets.dmz, '443/tcp', { description: 'web tier of the other site' });
    this.groups.app.allowFrom(other.subnets.app, '8080/tcp', {
      description: 'application tier of the other site',
    });
    this.groups.data.allowFrom(other.subnets.data, '3306/tcp', { description: 'replication' });
  }

  /** One group a tier: what comes in is named, the rest stays out. */
  #protect(office: string): Readonly<Record<TierName, SecurityGroup>> {
    const { dmz, app, data, quote, management } = this.subnets;
    const group = (name: TierName) => new SecurityGroup(this, `${name}-group`, { vpc: this.vpc, name });
    return {
      dmz: group('dmz')
        .allowFrom('0.0.0.0/0', '443/tcp', { network: 'public' })
        .allowFrom(management, '22/tcp')
        .allowTo(app, '8080/tcp'),
      app: group('app')
        .allowFrom(dmz, '8080/tcp')
        .allowFrom(quote, '9000-9010/udp')
        .allowFrom(management, '22/tcp')
        .allowTo(data, '3306/tcp'),
      data: group('data').allowFrom(app, '3306/tcp').allowFrom(management, '22/tcp'),
      quote: group('quote').allowFrom(management, '22/tcp').allowTo(app, '9000-9010/udp'),
      management: group('management').allowFrom(office, '22/tcp').allowTo(this.vpc, '22/tcp'),
    };
  }
}
