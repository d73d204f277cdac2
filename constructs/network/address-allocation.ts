import type { SiteCode } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import { type Late, lateOf } from '../core/late.ts';
import { codeOf, type Placed } from '../core/placement.ts';
import type { Scope } from '../core/site.ts';
import { ZtcVpcAddressAllocation } from '../l1/vpc-address-allocation.ts';

export interface AddressAllocationProps<S extends SiteCode> extends Placed<S> {
  /** Length of the prefix of the range that is needed: 16 stands for a /16. */
  readonly prefixLength: number;
  /** What the addresses are for; the operator reads it. */
  readonly purpose?: string;
}

/**
 * A range of addresses that the operators assign (VPC 地址分配). Only such a range reaches networks outside the cloud
 * (whitepaper §5.2.2.3).
 */
export class AddressAllocation<S extends SiteCode = SiteCode> extends Component {
  readonly resource: ZtcVpcAddressAllocation;
  readonly siteCode: S;
  readonly prefixLength: number;
  readonly id: Late<string>;
  /** Known when the operators have assigned it. */
  readonly cidr: Late<string>;

  constructor(scope: Scope<S>, id: string, props: AddressAllocationProps<S>) {
    super(scope, id);
    this.siteCode = codeOf(this, props);
    this.prefixLength = props.prefixLength;
    this.resource = new ZtcVpcAddressAllocation(this, 'Resource', {
      site: this.siteCode,
      prefixLength: props.prefixLength,
      purpose: props.purpose,
    });
    this.id = lateOf(this.resource, 'id');
    this.cidr = lateOf(this.resource, 'cidr');
  }
}
