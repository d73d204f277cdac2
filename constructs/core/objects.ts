import type { ZtcRouteEntryConfig } from '../l1/route-entry.ts';
import type { In, Late } from './late.ts';

export type RouteTargetType = ZtcRouteEntryConfig['nextHopType'];

/** An object that a route can lead to. */
export interface RouteTarget<T extends RouteTargetType = RouteTargetType> {
  readonly routeTarget: { readonly type: T; readonly id: Late<string> };
}

/** An object with a range of addresses: a network, a subnet, a host. */
export interface AddressRange {
  readonly range: In<string>;
}

/** An object with an identifier. */
export interface Identified {
  readonly id: Late<string>;
}

/** A cloud host, as others see it. */
export interface HostLike extends RouteTarget<'instance'>, Identified, AddressRange {}
