import type { LanNetwork, SiteCode, VsepPeerKind } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type In, type Late, lateOf, lower } from '../core/late.ts';
import type { Identified, RouteTarget } from '../core/objects.ts';
import { codeOf, type Placed } from '../core/placement.ts';
import type { Scope } from '../core/site.ts';
import { ZtcFdepLink } from '../l1/fdep-link.ts';
import { ZtcLanAccess } from '../l1/lan-access.ts';
import { ZtcVsepAccess } from '../l1/vsep-access.ts';
import { ZtcZlnAccess, type ZtcZlnAccessConfig } from '../l1/zln-access.ts';
import type { Vpc } from '../network/vpc.ts';

export interface LanAccessProps {
  readonly vpc: Vpc;
  /** The hosted rack (托管机柜), by the provider's number. */
  readonly rackId: In<string>;
  /** The data-centre network that the rack is on. */
  readonly network: LanNetwork;
  /** Bandwidth in Mbps. */
  readonly bandwidthMbps?: number;
}

/** Access from racks that are hosted at the provider (局域网接入, §5.3.1.2). */
export class LanAccess extends Component implements RouteTarget<'lan_access'> {
  readonly resource: ZtcLanAccess;
  readonly id: Late<string>;

  constructor(scope: Construct, id: string, { vpc, rackId, network, bandwidthMbps }: LanAccessProps) {
    super(scope, id);
    this.resource = new ZtcLanAccess(this, 'Resource', {
      vpcId: lower(vpc.id),
      rackId: lower(rackId),
      network,
      bandwidthMbps,
    });
    this.id = lateOf(this.resource, 'id');
  }

  get routeTarget(): { readonly type: 'lan_access'; readonly id: Late<string> } {
    return { type: 'lan_access', id: this.id };
  }
}

export interface VsepAccessProps {
  readonly vpc: Vpc;
  /** Whether others come in over the network, or the tenant goes out. */
  readonly direction: 'inbound' | 'outbound';
  /** What stands at the other side. */
  readonly peerKind?: VsepPeerKind;
}

/** Access to the VSEP network (VSEP 网接入). */
export class VsepAccess extends Component implements Identified {
  readonly resource: ZtcVsepAccess;
  readonly id: Late<string>;
  readonly accessPoint: Late<string>;

  constructor(scope: Construct, id: string, { vpc, direction, peerKind }: VsepAccessProps) {
    super(scope, id);
    this.resource = new ZtcVsepAccess(this, 'Resource', { vpcId: lower(vpc.id), direction, peerKind });
    this.id = lateOf(this.resource, 'id');
    this.accessPoint = lateOf(this.resource, 'access_point');
  }
}

export interface ZlnAccessProps<S extends SiteCode> extends Placed<S> {
  readonly vpc: Vpc<S>;
  readonly direction: 'inbound' | 'outbound';
  /** The application at the industry association's operator that admits to the network. */
  readonly csiApplicationId?: string;
  readonly csiStatus?: ZtcZlnAccessConfig['csiStatus'];
}

/** Access to the securities industry network (证联网接入). */
export class ZlnAccess<S extends SiteCode = SiteCode> extends Component implements Identified {
  readonly resource: ZtcZlnAccess;
  readonly id: Late<string>;
  readonly nodeSite: Late<string>;

  constructor(scope: Scope<S>, id: string, props: ZlnAccessProps<S>) {
    super(scope, id);
    const { vpc, direction, csiApplicationId, csiStatus } = props;
    this.resource = new ZtcZlnAccess(this, 'Resource', {
      site: codeOf(this, { site: props.site ?? vpc }),
      vpcId: lower(vpc.id),
      direction,
      csiApplicationId,
      csiStatus,
    });
    this.id = lateOf(this.resource, 'id');
    this.nodeSite = lateOf(this.resource, 'node_site');
  }
}

export interface FdepLinkProps {
  readonly vpc: Vpc;
  /** Bandwidth in Mbps. */
  readonly bandwidthMbps?: number;
}

/** A link to the Shenzhen financial data exchange platform (FDEP 接入). */
export class FdepLink extends Component implements Identified {
  readonly resource: ZtcFdepLink;
  readonly id: Late<string>;
  readonly accessPoint: Late<string>;

  constructor(scope: Construct, id: string, { vpc, bandwidthMbps }: FdepLinkProps) {
    super(scope, id);
    this.resource = new ZtcFdepLink(this, 'Resource', { vpcId: lower(vpc.id), bandwidthMbps });
    this.id = lateOf(this.resource, 'id');
    this.accessPoint = lateOf(this.resource, 'access_point');
  }
}
