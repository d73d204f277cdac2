/** Connections to networks outside the cloud (混合云网络). */
export {
  FdepLink,
  type FdepLinkProps,
  LanAccess,
  type LanAccessProps,
  VsepAccess,
  type VsepAccessProps,
  ZlnAccess,
  type ZlnAccessProps,
} from './access.ts';
export { DedicatedLine, type DedicatedLineProps } from './dedicated-line.ts';
