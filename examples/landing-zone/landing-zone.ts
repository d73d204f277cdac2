import type { Construct } from 'constructs';
import { Site, Stack } from 'ztc-cdk';
import { DedicatedLine } from 'ztc-cdk/connectivity';
import { DesignProfile, ManagementVpnAccount } from 'ztc-cdk/foundation';
import { ExpressChannel } from 'ztc-cdk/network';
import { MarketAccess } from './market-access.ts';
import { SiteSystem } from './site-system.ts';

const HEAD_OFFICE = 'Pudong South Road 528, Shanghai';
const OFFICE_RANGE = '172.20.0.0/16';

/** Everything that one securities firm runs on 证通云 for its internet business. */
export class LandingZone extends Stack {
  readonly jinqiao: SiteSystem<'sh-jq'>;
  readonly ningqiao: SiteSystem<'sh-nq'>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    new ManagementVpnAccount(this, 'operations', {
      username: 'ops',
      applicant: 'Platform engineering',
      justification: 'Console access for the operations team',
    });

    const jinqiao = new Site(this, 'jinqiao', { code: 'sh-jq' });
    const ningqiao = new Site(this, 'ningqiao', { code: 'sh-nq' });
    this.jinqiao = new SiteSystem(jinqiao, 'system', { office: OFFICE_RANGE, quotes: true });
    this.ningqiao = new SiteSystem(ningqiao, 'system', { office: OFFICE_RANGE, quotes: false });

    new ExpressChannel(this, 'channel', { between: [this.jinqiao.vpc, this.ningqiao.vpc] });
    this.jinqiao.acceptFrom(this.ningqiao);
    this.ningqiao.acceptFrom(this.jinqiao);

    this.#connectOffice();
    new MarketAccess(this, 'market', { vpc: this.jinqiao.vpc, receivers: this.jinqiao.receivers });
    this.#declareIntent(jinqiao, ningqiao);
  }

  /** Two lines of different carriers, each to a site of its own. */
  #connectOffice(): void {
    new DedicatedLine(this, 'line-jinqiao', {
      carrier: 'telecom',
      vpcs: [this.jinqiao.vpc],
      applicationMode: 'agency',
      customerSiteAddress: HEAD_OFFICE,
      bandwidthMbps: 100,
    }).routeTo('office', OFFICE_RANGE);
    new DedicatedLine(this, 'line-ningqiao', {
      carrier: 'unicom',
      vpcs: [this.ningqiao.vpc],
      applicationMode: 'agency',
      customerSiteAddress: HEAD_OFFICE,
      bandwidthMbps: 100,
    }).routeTo('office', OFFICE_RANGE);
  }

  /** What the design is for: the rules judge it by this. */
  #declareIntent(jinqiao: Site, ningqiao: Site): void {
    const hosts = (tier: 'web' | 'app' | 'database') => [
      ...this.jinqiao.hosts(tier),
      ...this.ningqiao.hosts(tier),
    ];
    new DesignProfile(this, 'intent', {
      scenario: 'internet_finance',
      sites: [jinqiao, ningqiao],
      topology: 'same_city_active_active',
      internetFacing: true,
      highAvailability: true,
      latencySensitive: true,
      monitoring: true,
      environment: 'production',
      rpoMinutes: 5,
      rtoMinutes: 30,
      markets: ['sse'],
      claims: ['JR/T 0167-2018'],
      ownerContact: 'platform@example.com',
      tiers: [
        { name: 'web', hosts: hosts('web'), stateless: true },
        { name: 'app', hosts: hosts('app'), stateless: true },
        { name: 'database', hosts: hosts('database'), replication: true },
      ],
    });
  }
}
