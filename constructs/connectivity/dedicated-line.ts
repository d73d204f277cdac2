import type { ApplicationMode, CarrierAt, SiteCode } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import { type In, type Late, lateOf, lower } from '../core/late.ts';
import type { RouteTarget } from '../core/objects.ts';
import { codeOf, type Placed } from '../core/placement.ts';
import type { Scope } from '../core/site.ts';
import { ZtcDedicatedLine } from '../l1/dedicated-line.ts';
import { ZtcLineParameterAllocation } from '../l1/line-parameter-allocation.ts';
import { Route } from '../network/route.ts';
import type { Vpc } from '../network/vpc.ts';

export interface DedicatedLineProps<S extends SiteCode> extends Placed<S> {
  /** The carrier; which ones there are depends on the site. */
  readonly carrier: CarrierAt<S>;
  /** Networks that the line leads to. */
  readonly vpcs: readonly [Vpc<S>, ...Vpc<S>[]];
  /** Who applies for the line at the carrier: the tenant (self) or the provider (agency). */
  readonly applicationMode: ApplicationMode;
  /** Postal address of the other end. */
  readonly customerSiteAddress: string;
  /** Bandwidth in Mbps. */
  readonly bandwidthMbps?: number;
}

/**
 * A carrier's line from a site to the tenant's own (专线, §5.3.1.1). The operators' parameters (aggregate code, VLAN,
 * interconnect addresses) are asked for with it.
 */
export class DedicatedLine<S extends SiteCode = SiteCode>
  extends Component
  implements RouteTarget<'dedicated_line'>
{
  readonly resource: ZtcDedicatedLine;
  readonly allocation: ZtcLineParameterAllocation;
  readonly siteCode: S;
  readonly id: Late<string>;
  /** Known when the operators have assigned it. */
  readonly vlanId: Late<number>;
  readonly interconnectCidr: Late<string>;
  readonly #vpcs: readonly Vpc<S>[];

  constructor(scope: Scope<S>, id: string, props: DedicatedLineProps<S>) {
    super(scope, id);
    const { carrier, vpcs, applicationMode, customerSiteAddress, bandwidthMbps } = props;
    this.#vpcs = vpcs;
    this.siteCode = codeOf(this, { site: props.site ?? vpcs[0] });
    this.allocation = new ZtcLineParameterAllocation(this, 'Allocation', { site: this.siteCode, carrier });
    this.resource = new ZtcDedicatedLine(this, 'Resource', {
      site: this.siteCode,
      carrier,
      applicationMode,
      customerSiteAddress,
      bandwidthMbps,
      vpcIds: vpcs.map((vpc) => lower<string>(vpc.id)),
      allocationId: this.allocation.id,
    });
    this.id = lateOf(this.resource, 'id');
    this.vlanId = lateOf(this.resource, 'vlan_id');
    this.interconnectCidr = lateOf(this.resource, 'interconnect_cidr');
  }

  get routeTarget(): { readonly type: 'dedicated_line'; readonly id: Late<string> } {
    return { type: 'dedicated_line', id: this.id };
  }

  /** Routes a range at the other end over the line, in every network that it leads to. */
  routeTo(id: string, destination: In<string>): this {
    for (const [at, table] of this.#vpcs.entries()) {
      new Route(this, at === 0 ? id : `${id}-${at}`, { table, destination, via: this });
    }
    return this;
  }
}
