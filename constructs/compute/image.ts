import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type Late, lateOf, lower } from '../core/late.ts';
import type { HostLike } from '../core/objects.ts';
import { DataZtcImages } from '../l1/data-images.ts';
import { ZtcImage } from '../l1/image.ts';
import type { Snapshot } from './disk.ts';

/** What a system disk can be made from. */
export interface ImageLike {
  readonly imageId: Late<string>;
}

export interface PlatformImageProps {
  readonly osType?: 'linux' | 'windows';
  /** Part of the list that the operators keep. */
  readonly name?: string;
}

/** An image of the platform (平台镜像, §3.3.3): the first one that fits. */
export class PlatformImage extends Component implements ImageLike {
  readonly resource: DataZtcImages;
  readonly imageId: Late<string>;

  constructor(scope: Construct, id: string, props: PlatformImageProps = {}) {
    super(scope, id);
    this.resource = new DataZtcImages(this, 'Resource', props);
    this.imageId = lateOf(this.resource, 'id');
  }
}

interface ImageByHost {
  /** The host whose disks are copied. */
  readonly from: HostLike;
  readonly snapshots?: never;
  /** A display name. */
  readonly name?: string;
}

interface ImageBySnapshots {
  readonly from?: never;
  /** Snapshots of one system disk, and of data disks. */
  readonly snapshots: readonly [Snapshot, ...Snapshot[]];
  /** A display name. */
  readonly name?: string;
}

export type ImageProps = ImageByHost | ImageBySnapshots;

/** A custom image (自定义镜像, §3.3.3). */
export class Image extends Component implements ImageLike {
  readonly resource: ZtcImage;
  readonly imageId: Late<string>;

  constructor(scope: Construct, id: string, { from, snapshots, name }: ImageProps) {
    super(scope, id);
    this.resource = new ZtcImage(this, 'Resource', {
      sourceInstanceId: from && lower<string>(from.id),
      sourceSnapshotIds: snapshots?.map((snapshot) => lower<string>(snapshot.id)),
      name,
    });
    this.imageId = lateOf(this.resource, 'id');
  }
}
