import type { RegionOf, SiteCode } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type Late, lateOf, lower } from '../core/late.ts';
import type { RouteTarget } from '../core/objects.ts';
import { ZtcExpressChannel } from '../l1/express-channel.ts';
import { ZtcRouterInterface } from '../l1/router-interface.ts';
import { Route } from './route.ts';
import type { Vpc } from './vpc.ts';

type SameRegion<A extends SiteCode, B extends SiteCode> = [RegionOf<A> & RegionOf<B>] extends [never]
  ? { readonly 'the networks are in different regions; use CrossSiteLink': never }
  : unknown;

export type ExpressChannelProps<A extends SiteCode, B extends SiteCode> = ExpressChannelOptions<A, B> &
  SameRegion<A, B>;

interface ExpressChannelOptions<A extends SiteCode, B extends SiteCode> {
  /** The two networks, of one region. The first one opens the channel. */
  readonly between: readonly [Vpc<A>, Vpc<B>];
  /**
   * Whether each network gets a route to the whole range of the other.
   * @default true
   */
  readonly routes?: boolean;
}

/** A private connection of two networks of one account (高速通道, §5.2.6), with both interfaces and both routes. */
export class ExpressChannel<A extends SiteCode = SiteCode, B extends SiteCode = SiteCode> extends Component {
  readonly resource: ZtcExpressChannel;
  readonly id: Late<string>;
  readonly interfaces: readonly [RouterInterface, RouterInterface];

  constructor(scope: Construct, id: string, props: ExpressChannelProps<A, B>) {
    super(scope, id);
    const { between, routes = true }: ExpressChannelOptions<A, B> = props;
    const [first, second] = between;
    const initiator = new RouterInterface(this, 'InterfaceA', {
      vpc: first,
      peer: second,
      role: 'initiator',
    });
    const acceptor = new RouterInterface(this, 'InterfaceB', { vpc: second, peer: first, role: 'acceptor' });
    this.interfaces = [initiator, acceptor];
    this.resource = new ZtcExpressChannel(this, 'Resource', {
      localInterfaceId: lower(initiator.id),
      peerInterfaceId: lower(acceptor.id),
    });
    this.id = lateOf(this.resource, 'id');
    if (!routes) return;
    new Route(this, 'RouteA', { table: first, destination: second.cidr, via: initiator });
    new Route(this, 'RouteB', { table: second, destination: first.cidr, via: acceptor });
  }
}

export interface RouterInterfaceProps {
  readonly vpc: Vpc;
  readonly peer: Vpc;
  readonly role: 'initiator' | 'acceptor';
}

/** One side of an express channel (路由器接口). */
export class RouterInterface extends Component implements RouteTarget<'router_interface'> {
  readonly resource: ZtcRouterInterface;
  readonly id: Late<string>;

  constructor(scope: Construct, id: string, { vpc, peer, role }: RouterInterfaceProps) {
    super(scope, id);
    this.resource = new ZtcRouterInterface(this, 'Resource', {
      vpcId: lower(vpc.id),
      peerVpcId: lower(peer.id),
      role,
    });
    this.id = lateOf(this.resource, 'id');
  }

  get routeTarget(): { readonly type: 'router_interface'; readonly id: Late<string> } {
    return { type: 'router_interface', id: this.id };
  }
}
