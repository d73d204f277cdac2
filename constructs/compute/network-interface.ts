import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type In, type Late, lateOf, lower } from '../core/late.ts';
import type { AddressRange, HostLike, RouteTarget } from '../core/objects.ts';
import { ZtcNetworkInterface } from '../l1/network-interface.ts';
import { ZtcNetworkInterfaceAttachment } from '../l1/network-interface-attachment.ts';
import type { SecurityGroup } from '../network/security-group.ts';
import type { VSwitch } from '../network/vswitch.ts';

export interface NetworkInterfaceProps {
  readonly vswitch: VSwitch;
  readonly securityGroups?: readonly SecurityGroup[];
  /**
   * An address of the subnet.
   * @default - a free one
   */
  readonly privateIp?: In<string>;
  /** A display name. */
  readonly name?: string;
}

/** A further network interface (弹性网卡, §3.3.1). */
export class NetworkInterface extends Component implements RouteTarget<'network_interface'>, AddressRange {
  readonly resource: ZtcNetworkInterface;
  readonly id: Late<string>;
  readonly privateIp: Late<string>;

  constructor(
    scope: Construct,
    id: string,
    { vswitch, securityGroups, privateIp, name }: NetworkInterfaceProps,
  ) {
    super(scope, id);
    this.resource = new ZtcNetworkInterface(this, 'Resource', {
      vswitchId: lower(vswitch.id),
      securityGroupIds: securityGroups?.map((group) => lower<string>(group.id)),
      privateIp: lower(privateIp),
      name,
    });
    this.id = lateOf(this.resource, 'id');
    this.privateIp = lateOf(this.resource, 'private_ip');
  }

  get range(): string {
    return `${this.privateIp}/32`;
  }

  get routeTarget(): { readonly type: 'network_interface'; readonly id: Late<string> } {
    return { type: 'network_interface', id: this.id };
  }

  attachTo(host: HostLike): this {
    new ZtcNetworkInterfaceAttachment(this, 'Attachment', {
      networkInterfaceId: lower(this.id),
      instanceId: lower(host.id),
    });
    return this;
  }
}
