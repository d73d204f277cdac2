import type {
  DiskCategory,
  EcsFamily,
  FamilyAt,
  FlavorOf,
  NetworkZone,
  SiteCode,
} from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type In, type Late, lateOf, lower } from '../core/late.ts';
import type { HostLike } from '../core/objects.ts';
import { ZtcInstance } from '../l1/instance.ts';
import type { SecurityGroup } from '../network/security-group.ts';
import type { VSwitch } from '../network/vswitch.ts';
import type { ImageLike } from './image.ts';

/** Multicast hosts take no ordinary disk (§3.2.3). */
export type SystemDiskCategory<F extends EcsFamily> = F extends 'multicast'
  ? Exclude<DiskCategory, 'ordinary'>
  : DiskCategory;

export interface SystemDisk<F extends EcsFamily> {
  readonly category: SystemDiskCategory<F>;
  /**
   * Capacity in GiB, at most 32768.
   * @default 40
   */
  readonly sizeGib?: number;
}

export interface InstanceProps<S extends SiteCode, F extends FamilyAt<S>> {
  /** The subnet of the primary network interface; it decides the site. */
  readonly vswitch: VSwitch<S>;
  /** The family; GPU hosts exist at Jinqiao only. */
  readonly family: F;
  /** A flavor of the family. */
  readonly flavor: FlavorOf<F>;
  readonly image: ImageLike;
  /** One group or more. */
  readonly securityGroups: readonly [SecurityGroup, ...SecurityGroup[]];
  readonly systemDisk: SystemDisk<F>;
  /** A display name. */
  readonly name?: string;
  /** What the host does: web, app, database, trading. Links it to the tier of that role in a design profile. */
  readonly role?: string;
  readonly environment?: 'production' | 'test' | 'development';
  /** @default running */
  readonly powerState?: 'running' | 'stopped';
  /** Addresses of the resolvers; a host that goes out to the internet needs a public one. */
  readonly dnsServers?: readonly In<string>[];
  /** Intent to use the internet; rules check that there is a way. */
  readonly internet?: { readonly outbound?: boolean; readonly inbound?: boolean };
  /** @default virtual */
  readonly networkZone?: NetworkZone;
  /** Bandwidth in Mbps that the host needs towards the internet. */
  readonly requiredEgressMbps?: number;
  /** URL of the package repository of a Linux host. */
  readonly packageRepository?: string;
  /** Address of the patch server of a Windows host. */
  readonly patchServer?: string;
}

/** A cloud host (云服务器, §3.1). Its site is that of its subnet. */
export class Instance<S extends SiteCode = SiteCode, F extends FamilyAt<S> = FamilyAt<S>>
  extends Component
  implements HostLike
{
  readonly resource: ZtcInstance;
  readonly siteCode: S;
  readonly vswitch: VSwitch<S>;
  readonly id: Late<string>;
  readonly privateIp: Late<string>;
  readonly systemDiskId: Late<string>;

  constructor(scope: Construct, id: string, props: InstanceProps<S, F>) {
    super(scope, id);
    const { vswitch, image, securityGroups, dnsServers, ...plain } = props;
    this.siteCode = vswitch.siteCode;
    this.vswitch = vswitch;
    this.resource = new ZtcInstance(this, 'Resource', {
      ...plain,
      site: vswitch.siteCode,
      vswitchId: lower(vswitch.id),
      imageId: lower(image.imageId),
      securityGroupIds: securityGroups.map((group) => lower<string>(group.id)),
      dnsServers: dnsServers?.map((server) => lower<string>(server)),
    });
    this.id = lateOf(this.resource, 'id');
    this.privateIp = lateOf(this.resource, 'private_ip');
    this.systemDiskId = lateOf(this.resource, 'system_disk.id');
  }

  get range(): string {
    return `${this.privateIp}/32`;
  }

  get routeTarget(): { readonly type: 'instance'; readonly id: Late<string> } {
    return { type: 'instance', id: this.id };
  }
}
