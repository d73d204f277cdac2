import type { CityOf, CrossSiteBandwidth, TransportEndPoint } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import { Construct } from '../core/engine.ts';
import { type Late, lateOf, lower } from '../core/late.ts';
import type { RouteTarget } from '../core/objects.ts';
import { ZtcCrossSiteLink } from '../l1/cross-site-link.ts';
import { Route } from './route.ts';
import type { Vpc } from './vpc.ts';

/** An end: a network at a site, or the code of a mere end point. */
export type LinkEnd<E extends TransportEndPoint> = E | Vpc<Extract<E, Vpc['siteCode']>>;

type DifferentCity<A extends TransportEndPoint, B extends TransportEndPoint> = [TransportEndPoint] extends [
  A | B,
]
  ? unknown
  : [CityOf<A> & CityOf<B>] extends [never]
    ? unknown
    : { readonly 'the ends are in one city; use ExpressChannel': never };

export type CrossSiteLinkProps<
  A extends TransportEndPoint,
  B extends TransportEndPoint,
> = CrossSiteLinkOptions<A, B> & DifferentCity<A, B>;

interface CrossSiteLinkOptions<A extends TransportEndPoint, B extends TransportEndPoint> {
  /** The two ends, in different cities. */
  readonly between: readonly [LinkEnd<A>, LinkEnd<B>];
  /** Bandwidth tier in Mbps. Another tier needs another work order. */
  readonly bandwidthMbps: CrossSiteBandwidth;
  /**
   * Whether networks at both ends get a route to each other.
   * @default true
   */
  readonly routes?: boolean;
}

/** A transport connection between cities, configured by the operators (异地站点传输, §5.2.5). */
export class CrossSiteLink<
    A extends TransportEndPoint = TransportEndPoint,
    B extends TransportEndPoint = TransportEndPoint,
  >
  extends Component
  implements RouteTarget<'cross_site_link'>
{
  readonly resource: ZtcCrossSiteLink;
  readonly id: Late<string>;

  constructor(scope: Construct, id: string, props: CrossSiteLinkProps<A, B>) {
    super(scope, id);
    const { between, bandwidthMbps, routes = true }: CrossSiteLinkOptions<A, B> = props;
    const [a, b] = between.map(endOf) as [End, End];
    this.resource = new ZtcCrossSiteLink(this, 'Resource', {
      siteA: a.site,
      siteB: b.site,
      bandwidthMbps,
      vpcAId: a.vpc && lower<string>(a.vpc.id),
      vpcBId: b.vpc && lower<string>(b.vpc.id),
    });
    this.id = lateOf(this.resource, 'id');
    if (!routes || !a.vpc || !b.vpc) return;
    new Route(this, 'RouteA', { table: a.vpc, destination: b.vpc.cidr, via: this });
    new Route(this, 'RouteB', { table: b.vpc, destination: a.vpc.cidr, via: this });
  }

  get routeTarget(): { readonly type: 'cross_site_link'; readonly id: Late<string> } {
    return { type: 'cross_site_link', id: this.id };
  }
}

interface End {
  readonly site: TransportEndPoint;
  readonly vpc?: Vpc;
}

function endOf(end: TransportEndPoint | Vpc): End {
  return Construct.isConstruct(end)
    ? { site: (end as Vpc).siteCode, vpc: end as Vpc }
    : { site: end as TransportEndPoint };
}
