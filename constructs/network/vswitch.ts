import type { SiteCode } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import { type Construct, Token } from '../core/engine.ts';
import { type In, type Late, lateOf, lower } from '../core/late.ts';
import type { AddressRange } from '../core/objects.ts';
import { ZtcVswitch } from '../l1/vswitch.ts';
import type { Vpc } from './vpc.ts';

export interface VSwitchProps<S extends SiteCode> {
  /** The network that the subnet is part of. */
  readonly vpc: Vpc<S>;
  /**
   * The range, inside that of the network.
   * @default - the next free range of `prefixLength`
   */
  readonly cidr?: In<string>;
  /**
   * Length of the range where `cidr` is left out.
   * @default 24
   */
  readonly prefixLength?: number;
  /**
   * Which range of that length, counted from 0. Give it where subnets may be added or removed later: otherwise the order
   * of creation decides.
   * @default - the next free one
   */
  readonly index?: number;
  /** A display name. */
  readonly name?: string;
}

/** A subnet (交换机, §5.2.2.1). */
export class VSwitch<S extends SiteCode = SiteCode> extends Component implements AddressRange {
  readonly resource: ZtcVswitch;
  readonly vpc: Vpc<S>;
  readonly siteCode: S;
  readonly id: Late<string>;
  /** The range; a text where it is known. */
  readonly cidr: In<string>;

  constructor(scope: Construct, id: string, props: VSwitchProps<S>) {
    super(scope, id);
    this.vpc = props.vpc;
    this.siteCode = props.vpc.siteCode;
    const cidr = props.vpc.takeRange(props.cidr, props.prefixLength ?? 24, props.index);
    this.resource = new ZtcVswitch(this, 'Resource', {
      vpcId: lower(props.vpc.id),
      cidr: lower(cidr),
      name: props.name,
    });
    this.id = lateOf(this.resource, 'id');
    this.cidr = typeof cidr === 'string' && !Token.isUnresolved(cidr) ? cidr : lateOf(this.resource, 'cidr');
  }

  get range(): In<string> {
    return this.cidr;
  }
}
