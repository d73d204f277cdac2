import type { InternetSite, SiteCode } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { misuse } from '../core/errors.ts';
import { type Late, lateOf, lower } from '../core/late.ts';
import type { HostLike, RouteTarget } from '../core/objects.ts';
import type { OnlyAt } from '../core/placement.ts';
import { ZtcDnatEntry } from '../l1/dnat-entry.ts';
import { ZtcEipAssociation } from '../l1/eip-association.ts';
import { ZtcNatGateway } from '../l1/nat-gateway.ts';
import { ZtcSnatEntry } from '../l1/snat-entry.ts';
import { Eip } from './eip.ts';
import type { LoadBalancer } from './load-balancer.ts';
import type { Vpc } from './vpc.ts';
import type { VSwitch } from './vswitch.ts';

export type NatGatewayProps<S extends SiteCode> = NatGatewayOptions<S> &
  OnlyAt<S, InternetSite, 'this site has no internet service'>;

interface NatGatewayOptions<S extends SiteCode> {
  readonly vpc: Vpc<S>;
  /** Bandwidth in Mbps of the address for traffic that goes out; needed for `snat`. */
  readonly outboundMbps?: number;
  /** Bandwidth in Mbps of the address for traffic that comes in; needed for `dnat`. */
  readonly inboundMbps?: number;
  /** Size, by the platform's names. */
  readonly spec?: string;
  /** A display name. */
  readonly name?: string;
}

export interface DnatProps {
  /** Where the traffic ends. */
  readonly to: HostLike | LoadBalancer;
  /** The port that the internet uses. */
  readonly port: number;
  /**
   * The port at the target.
   * @default - the same
   */
  readonly targetPort?: number;
  /** @default tcp */
  readonly protocol?: 'tcp' | 'udp';
}

/**
 * The way of a network to the internet and back (NAT 网关, §5.2.4). Traffic out and traffic in have an address of their
 * own each, as the platform demands; both are made when they are first used.
 */
export class NatGateway<S extends SiteCode = SiteCode>
  extends Component
  implements RouteTarget<'nat_gateway'>
{
  readonly resource: ZtcNatGateway;
  readonly vpc: Vpc<S>;
  readonly id: Late<string>;
  readonly #options: NatGatewayOptions<S>;

  constructor(scope: Construct, id: string, props: NatGatewayProps<S>) {
    super(scope, id);
    const options: NatGatewayOptions<S> = props;
    const { vpc, spec, name } = options;
    this.#options = options;
    this.vpc = vpc;
    this.resource = new ZtcNatGateway(this, 'Resource', { vpcId: lower(vpc.id), spec, name });
    this.id = lateOf(this.resource, 'id');
  }

  get routeTarget(): { readonly type: 'nat_gateway'; readonly id: Late<string> } {
    return { type: 'nat_gateway', id: this.id };
  }

  /** The address that traffic goes out by. */
  get outboundEip(): Eip {
    return this.#eip('OutboundEip', this.#options.outboundMbps, 'outboundMbps');
  }

  /** The address that traffic comes in by. */
  get inboundEip(): Eip {
    return this.#eip('InboundEip', this.#options.inboundMbps, 'inboundMbps');
  }

  /** Lets a subnet, a host or a range go out. */
  snat(id: string, from: VSwitch<S> | HostLike | string): ZtcSnatEntry {
    const source =
      typeof from === 'string'
        ? { sourceCidr: from }
        : 'routeTarget' in from
          ? { instanceId: lower<string>(from.id) }
          : { vswitchId: lower<string>(from.id) };
    const eipId = lower<string>(this.outboundEip.id);
    return new ZtcSnatEntry(this, id, { natGatewayId: lower(this.id), eipId, ...source });
  }

  /** Lets the internet in at one port. Opening it is a request of its own: `InternetAccess`. */
  dnat(id: string, { to, port, targetPort = port, protocol = 'tcp' }: DnatProps): ZtcDnatEntry {
    return new ZtcDnatEntry(this, id, {
      natGatewayId: lower(this.id),
      eipId: lower(this.inboundEip.id),
      protocol,
      externalPort: port,
      internalPort: targetPort,
      targetType: 'routeTarget' in to ? 'instance' : 'slb',
      targetId: lower(to.id),
    });
  }

  #eip(id: string, bandwidthMbps: number | undefined, prop: string): Eip {
    const found = this.node.tryFindChild(id);
    if (found) return found as Eip;
    if (bandwidthMbps === undefined) {
      throw misuse.contradiction(
        this,
        { en: `${prop} of the gateway is missing`, zh: `缺少网关的 ${prop}` },
        { en: `give ${prop} when creating the NatGateway`, zh: `请在创建 NatGateway 时给出 ${prop}` },
      );
    }
    const eip = new Eip<SiteCode>(this, id, { site: this.vpc, bandwidthMbps });
    new ZtcEipAssociation(this, `${id}Association`, { eipId: lower(eip.id), natGatewayId: lower(this.id) });
    return eip;
  }
}
