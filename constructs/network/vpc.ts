import type { SiteCode } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import { Fn } from '../core/engine.ts';
import { misuse } from '../core/errors.ts';
import { type In, isLate, type Late, lateOf, lower } from '../core/late.ts';
import type { AddressRange, RouteTarget } from '../core/objects.ts';
import { codeOf, type Placed } from '../core/placement.ts';
import type { Scope } from '../core/site.ts';
import { ZtcVpc } from '../l1/vpc.ts';
import { AddressAllocation } from './address-allocation.ts';
import { AddressPlan } from './address-plan.ts';
import { Route } from './route.ts';
import { VSwitch, type VSwitchProps } from './vswitch.ts';

interface VpcBase<S extends SiteCode> extends Placed<S> {
  /** A display name. */
  readonly name?: string;
}

/** The operators assign a range of this length. The usual case: such a network can reach the outside. */
interface VpcByLength<S extends SiteCode> extends VpcBase<S> {
  /** Length of the prefix of the range: 16 stands for a /16. */
  readonly prefixLength: number;
  /** What the addresses are for; the operator reads it. */
  readonly purpose?: string;
  readonly allocation?: never;
  readonly cidr?: never;
}

interface VpcByAllocation<S extends SiteCode> extends VpcBase<S> {
  /** A range that was asked for before. */
  readonly allocation: AddressAllocation<S>;
  readonly prefixLength?: never;
  readonly cidr?: never;
}

interface VpcByRange<S extends SiteCode> extends VpcBase<S> {
  /** A range of one's own choice. Such a network cannot reach networks outside the cloud (§5.2.2.3). */
  readonly cidr: string;
  readonly prefixLength?: never;
  readonly allocation?: never;
}

export type VpcProps<S extends SiteCode> = VpcByLength<S> | VpcByAllocation<S> | VpcByRange<S>;

/** Props of a subnet that is added to its network. */
export type SubnetProps = Omit<VSwitchProps<SiteCode>, 'vpc'>;

/** An isolated network at one site (专有网络, §5.2.2), with its router and default route table. */
export class Vpc<S extends SiteCode = SiteCode> extends Component implements AddressRange {
  readonly resource: ZtcVpc;
  /** The operators' allocation, unless the range is one's own. */
  readonly allocation: AddressAllocation<S> | undefined;
  readonly siteCode: S;
  readonly id: Late<string>;
  /** The range; a text where the program chose it. */
  readonly cidr: In<string>;
  readonly routeTableId: Late<string>;
  readonly #plan: AddressPlan;

  constructor(scope: Scope<S>, id: string, props: VpcProps<S>) {
    super(scope, id);
    this.siteCode = codeOf(this, { site: props.site ?? props.allocation });
    this.allocation = props.prefixLength === undefined ? props.allocation : this.#allocate(props);
    this.resource = new ZtcVpc(this, 'Resource', {
      site: this.siteCode,
      name: props.name,
      cidr: props.cidr,
      allocationId: this.allocation && lower<string>(this.allocation.id),
    });
    this.id = lateOf(this.resource, 'id');
    this.cidr = props.cidr ?? lateOf(this.resource, 'cidr');
    this.routeTableId = lateOf(this.resource, 'route_table_id');
    this.#plan = new AddressPlan(
      props.cidr === undefined ? { prefixLength: this.allocation?.prefixLength ?? 32 } : { cidr: props.cidr },
    );
  }

  get range(): In<string> {
    return this.cidr;
  }

  /** Adds a subnet; without `cidr` it gets the next free range of `prefixLength` (24 when left out). */
  addSubnet(id: string, props: SubnetProps = {}): VSwitch<S> {
    return new VSwitch(this, id, { ...props, vpc: this });
  }

  /** Adds a route to the default table. */
  addRoute(
    id: string,
    props: { readonly destination: In<string>; readonly via: RouteTarget; readonly description?: string },
  ): Route {
    return new Route(this, id, { ...props, table: this });
  }

  /** The range of a new subnet: the one given, or the next free one. Called by `VSwitch`. */
  takeRange(cidr: In<string> | undefined, prefixLength: number, index: number | undefined): In<string> {
    if (cidr !== undefined) {
      if (!isLate(cidr)) this.#plan.reserve(cidr);
      return cidr;
    }
    const subnet = this.#plan.next(prefixLength, index);
    if (!subnet) throw noRoom(this, prefixLength, index);
    return subnet.cidr ?? Fn.cidrsubnet(lower<string>(this.cidr), subnet.newBits, subnet.index);
  }

  #allocate({ prefixLength, purpose, site }: VpcByLength<S>): AddressAllocation<S> {
    return new AddressAllocation<S>(this, 'Allocation', {
      prefixLength,
      ...(purpose === undefined ? {} : { purpose }),
      ...(site === undefined ? {} : { site }),
    });
  }
}

function noRoom(vpc: Vpc, prefixLength: number, index: number | undefined): Error {
  const which = index === undefined ? '' : ` ${index}`;
  return misuse.contradiction(
    vpc,
    {
      en: `the range has no room for subnet${which} of length /${prefixLength}`,
      zh: `网段中没有可供子网${which}（/${prefixLength}）使用的空间`,
    },
    {
      en: 'choose a longer prefix, another index or a larger network',
      zh: '请使用更长的前缀、其他序号或更大的网络',
    },
    `/${prefixLength}`,
  );
}
