import type { DiskCategory, SiteCode } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type Late, lateOf, lower } from '../core/late.ts';
import type { HostLike, Identified } from '../core/objects.ts';
import { codeOf, type Placed } from '../core/placement.ts';
import type { Scope } from '../core/site.ts';
import { ZtcDisk } from '../l1/disk.ts';
import { ZtcDiskAttachment } from '../l1/disk-attachment.ts';
import { ZtcSnapshot } from '../l1/snapshot.ts';

export interface DiskProps<S extends SiteCode> extends Placed<S> {
  readonly category: DiskCategory;
  /** Capacity in GiB, at most 32768. It can grow, not shrink. */
  readonly sizeGib: number;
  /** A display name. */
  readonly name?: string;
  /** I/O operations per second that are needed; a rule checks that the category gives them. */
  readonly requiredIops?: number;
  /** Throughput in MB/s that is needed; a rule checks that the category gives it. */
  readonly requiredThroughputMbs?: number;
  /** The snapshot that the disk starts from. */
  readonly from?: Snapshot;
}

/** A data disk (云盘, §3.2). It outlives the hosts that it is attached to. */
export class Disk<S extends SiteCode = SiteCode> extends Component implements Identified {
  readonly resource: ZtcDisk;
  readonly siteCode: S;
  readonly id: Late<string>;

  constructor(scope: Scope<S>, id: string, props: DiskProps<S>) {
    super(scope, id);
    const { site: _site, from, ...plain } = props;
    this.siteCode = codeOf(this, props);
    this.resource = new ZtcDisk(this, 'Resource', {
      ...plain,
      site: this.siteCode,
      sourceSnapshotId: from && lower<string>(from.id),
    });
    this.id = lateOf(this.resource, 'id');
  }

  /** Attaches the disk to a host: one at a time, of the same site. */
  attachTo(host: HostLike & { readonly siteCode: S }): this {
    new ZtcDiskAttachment(this, 'Attachment', { diskId: lower(this.id), instanceId: lower(host.id) });
    return this;
  }

  snapshot(id: string, props: { readonly name?: string } = {}): Snapshot {
    return new Snapshot(this, id, { ...props, of: this });
  }
}

export interface SnapshotProps {
  /** The disk, or a host whose system disk it is. */
  readonly of: Identified | { readonly systemDiskId: Late<string> };
  /** A display name. */
  readonly name?: string;
}

/** A read-only copy of a disk at one moment (快照, §3.3.2). */
export class Snapshot extends Component implements Identified {
  readonly resource: ZtcSnapshot;
  readonly id: Late<string>;

  constructor(scope: Construct, id: string, { of, name }: SnapshotProps) {
    super(scope, id);
    const diskId = lower<string>('systemDiskId' in of ? of.systemDiskId : of.id);
    this.resource = new ZtcSnapshot(this, 'Resource', { diskId, name });
    this.id = lateOf(this.resource, 'id');
  }
}
