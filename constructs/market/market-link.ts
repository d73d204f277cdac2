import type { MarketServiceCode, MulticastFeed } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type Late, lateOf, lower } from '../core/late.ts';
import type { HostLike, Identified } from '../core/objects.ts';
import { ZtcMarketLink, type ZtcMarketLinkConfig } from '../l1/market-link.ts';
import type { Vpc } from '../network/vpc.ts';

interface MarketLinkBase {
  readonly vpc: Vpc;
  readonly service: MarketServiceCode;
  /** Whether it is the way that is used, or the one that stands by. */
  readonly role: 'primary' | 'backup';
  /** Bandwidth in Mbps. */
  readonly bandwidthMbps?: number;
  /** Whether the data is shown to people; Level-2 licences differ by it. */
  readonly displayUse?: boolean;
  readonly channel?: ZtcMarketLinkConfig['channel'];
  /** Whether the operators have confirmed that the service is open at the site. */
  readonly operatorConfirmed?: boolean;
}

interface Unicast extends MarketLinkBase {
  readonly delivery?: 'unicast';
  readonly feed?: never;
  readonly receivers?: never;
}

interface Multicast extends MarketLinkBase {
  readonly delivery: 'multicast';
  readonly feed: MulticastFeed;
  /** Hosts of the multicast family that receive the feed. */
  readonly receivers: readonly [HostLike, ...HostLike[]];
}

export type MarketLinkProps = Unicast | Multicast;

/** A connection to a market service: order entry, quotes, execution reports (市场业务链路, §5.3.5). */
export class MarketLink extends Component implements Identified {
  readonly resource: ZtcMarketLink;
  readonly id: Late<string>;
  /** Known when the operators have opened it. */
  readonly accessPoint: Late<string>;

  constructor(scope: Construct, id: string, props: MarketLinkProps) {
    super(scope, id);
    const { vpc, receivers, ...plain } = props;
    this.resource = new ZtcMarketLink(this, 'Resource', {
      ...plain,
      vpcId: lower(vpc.id),
      receiverInstanceIds: receivers?.map((host) => lower<string>(host.id)),
    });
    this.id = lateOf(this.resource, 'id');
    this.accessPoint = lateOf(this.resource, 'access_point');
  }
}
