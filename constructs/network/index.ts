/** Networks inside the cloud and between its sites (网络). */
export { AddressAllocation, type AddressAllocationProps } from './address-allocation.ts';
export { CrossSiteLink, type CrossSiteLinkProps, type LinkEnd } from './cross-site-link.ts';
export {
  Eip,
  type EipProps,
  type InboundAccess,
  InternetAccess,
  type OutboundAccess,
  type Port,
} from './eip.ts';
export {
  ExpressChannel,
  type ExpressChannelProps,
  RouterInterface,
  type RouterInterfaceProps,
} from './express-channel.ts';
export {
  BackendGroup,
  type BackendGroupProps,
  type BackendProps,
  Listener,
  type ListenerProps,
  LoadBalancer,
  type LoadBalancerProps,
  type RequestRuleProps,
} from './load-balancer.ts';
export { type DnatProps, NatGateway, type NatGatewayProps } from './nat-gateway.ts';
export { Route, type RouteProps, RouteTable, type RouteTableLike, type RouteTableProps } from './route.ts';
export {
  type AllowOptions,
  type Peer,
  SecurityGroup,
  type SecurityGroupProps,
  type Traffic,
} from './security-group.ts';
export { type SubnetProps, Vpc, type VpcProps } from './vpc.ts';
export { VSwitch, type VSwitchProps } from './vswitch.ts';
