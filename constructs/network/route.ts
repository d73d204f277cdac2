import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type In, type Late, lateOf, lower } from '../core/late.ts';
import type { RouteTarget } from '../core/objects.ts';
import { ZtcRouteEntry } from '../l1/route-entry.ts';
import { ZtcRouteTable } from '../l1/route-table.ts';
import type { Vpc } from './vpc.ts';

/** What routes are written to: a network's default table, or a table of its own. */
export interface RouteTableLike {
  readonly routeTableId: Late<string>;
}

export interface RouteTableProps {
  readonly vpc: Vpc;
  /** A display name. */
  readonly name?: string;
}

/** A route table besides the default one (路由表, §5.2.2.2). */
export class RouteTable extends Component implements RouteTableLike {
  readonly resource: ZtcRouteTable;
  readonly routeTableId: Late<string>;

  constructor(scope: Construct, id: string, props: RouteTableProps) {
    super(scope, id);
    this.resource = new ZtcRouteTable(this, 'Resource', { vpcId: lower(props.vpc.id), name: props.name });
    this.routeTableId = lateOf(this.resource, 'id');
  }

  addRoute(id: string, props: Omit<RouteProps, 'table'>): Route {
    return new Route(this, id, { ...props, table: this });
  }
}

export interface RouteProps {
  /** The table, or a network whose default table it is. */
  readonly table: RouteTableLike;
  /** Where the traffic goes, in CIDR notation. */
  readonly destination: In<string>;
  /** What it is handed to: a host, a gateway, a line, a link. */
  readonly via: RouteTarget;
  /** A note on the purpose. */
  readonly description?: string;
}

/** A custom route (路由条目): among matching ones the longest prefix decides (§5.2.2.2). */
export class Route extends Component {
  readonly resource: ZtcRouteEntry;

  constructor(scope: Construct, id: string, { table, destination, via, description }: RouteProps) {
    super(scope, id);
    this.resource = new ZtcRouteEntry(this, 'Resource', {
      routeTableId: lower(table.routeTableId),
      destinationCidr: lower(destination),
      nextHopType: via.routeTarget.type,
      nextHopId: lower(via.routeTarget.id),
      description,
    });
  }
}
