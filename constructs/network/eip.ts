import type { InternetSite, SiteCode } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type Late, lateOf, lower } from '../core/late.ts';
import type { HostLike, Identified } from '../core/objects.ts';
import { codeOf, type OnlyAt, type Placed } from '../core/placement.ts';
import type { Scope } from '../core/site.ts';
import { ZtcEip } from '../l1/eip.ts';
import { ZtcEipAssociation } from '../l1/eip-association.ts';
import { ZtcInternetAccessPolicy } from '../l1/internet-access-policy.ts';

export type EipProps<S extends SiteCode> = EipOptions<S> &
  OnlyAt<S, InternetSite, 'this site has no internet service'>;

interface EipOptions<S extends SiteCode> extends Placed<S> {
  /** Bandwidth in Mbps; can be changed at any time. */
  readonly bandwidthMbps: number;
  /** A display name. */
  readonly name?: string;
}

/** An elastic public address (弹性公网IP, §5.2.1). In Shanghai the internet sees another one, which the operators open. */
export class Eip<S extends SiteCode = SiteCode> extends Component {
  readonly resource: ZtcEip;
  readonly siteCode: S;
  readonly id: Late<string>;
  readonly address: Late<string>;

  constructor(scope: Scope<S>, id: string, props: EipProps<S>) {
    super(scope, id);
    const { bandwidthMbps, name }: EipOptions<S> = props;
    this.siteCode = codeOf(this, props as Placed<S>);
    this.resource = new ZtcEip(this, 'Resource', { site: this.siteCode, bandwidthMbps, name });
    this.id = lateOf(this.resource, 'id');
    this.address = lateOf(this.resource, 'address');
  }

  /** Binds the address to a host. An address is bound to one thing at a time. */
  attachTo(host: HostLike): this {
    new ZtcEipAssociation(this, 'Association', { eipId: lower(this.id), instanceId: lower(host.id) });
    return this;
  }
}

interface AccessBase {
  readonly eip: Eip;
  /** What it is for; the operators decide by it. */
  readonly justification: string;
}

export interface OutboundAccess extends AccessBase {
  readonly direction: 'outbound';
  readonly ports?: never;
  readonly sources?: never;
}

export interface InboundAccess extends AccessBase {
  readonly direction: 'inbound';
  /** What is opened: `443/tcp`, `8000-8010/udp`. */
  readonly ports: readonly [Port, ...Port[]];
  /**
   * Who may come in, in CIDR notation.
   * @default - everybody
   */
  readonly sources?: readonly string[];
}

/** `443/tcp`, `8000-8010/udp`. */
export type Port = `${number}/${'tcp' | 'udp'}` | `${number}-${number}/${'tcp' | 'udp'}`;

/** Internet access that the operators open (互联网访问策略, §5.2.1.2). */
export class InternetAccess extends Component implements Identified {
  readonly resource: ZtcInternetAccessPolicy;
  readonly id: Late<string>;
  /** The address that the internet sees; known when the operators have opened it. */
  readonly internetAddress: Late<string>;

  constructor(scope: Construct, id: string, props: OutboundAccess | InboundAccess) {
    super(scope, id);
    this.resource = new ZtcInternetAccessPolicy(this, 'Resource', {
      eipId: lower(props.eip.id),
      direction: props.direction,
      justification: props.justification,
      ports: props.ports && [...props.ports],
      sourceCidrs: props.sources && [...props.sources],
    });
    this.id = lateOf(this.resource, 'id');
    this.internetAddress = lateOf(this.resource, 'internet_address');
  }
}
