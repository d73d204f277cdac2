/** Hosts and their disks (计算). */
export { Disk, type DiskProps, Snapshot, type SnapshotProps } from './disk.ts';
export { Image, type ImageLike, type ImageProps, PlatformImage, type PlatformImageProps } from './image.ts';
export { Instance, type InstanceProps, type SystemDisk, type SystemDiskCategory } from './instance.ts';
export { NetworkInterface, type NetworkInterfaceProps } from './network-interface.ts';
