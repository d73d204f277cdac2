import { createHash } from 'node:crypto';
import { Component } from '../core/component.ts';
import { Construct, Token } from '../core/engine.ts';
import { type In, isLate, keyOf, type Late, lateOf, lower } from '../core/late.ts';
import type { AddressRange } from '../core/objects.ts';
import { ZtcSecurityGroup } from '../l1/security-group.ts';
import { ZtcSecurityGroupRule, type ZtcSecurityGroupRuleConfig } from '../l1/security-group-rule.ts';
import type { Vpc } from './vpc.ts';

/** `443/tcp`, `8000-8010/udp`, `icmp`, or `all` for everything. */
export type Traffic =
  | `${number}/${'tcp' | 'udp'}`
  | `${number}-${number}/${'tcp' | 'udp'}`
  | 'tcp'
  | 'udp'
  | 'icmp'
  | 'all';

/** The other side: something with addresses, or a range. */
export type Peer = AddressRange | In<string>;

export interface SecurityGroupProps {
  readonly vpc: Vpc;
  /** A display name. */
  readonly name?: string;
  /** A note on the purpose. */
  readonly description?: string;
}

export interface AllowOptions {
  /** Why; auditors read it. */
  readonly description?: string;
  /**
   * Whether it is about the public or the private network.
   * @default private
   */
  readonly network?: 'public' | 'private';
}

type Direction = ZtcSecurityGroupRuleConfig['direction'];
type Policy = ZtcSecurityGroupRuleConfig['policy'];

/** A set of rules for hosts (安全组, §3.3.4). Rules are children: adding one never touches another. */
export class SecurityGroup extends Component {
  readonly resource: ZtcSecurityGroup;
  readonly vpc: Vpc;
  readonly id: Late<string>;

  constructor(scope: Construct, id: string, { vpc, name, description }: SecurityGroupProps) {
    super(scope, id);
    this.vpc = vpc;
    this.resource = new ZtcSecurityGroup(this, 'Resource', { vpcId: lower(vpc.id), name, description });
    this.id = lateOf(this.resource, 'id');
  }

  /** Lets traffic in. */
  allowFrom(peer: Peer, traffic: Traffic, options?: AllowOptions): this {
    return this.#add('inbound', 'allow', peer, traffic, options);
  }

  /** Lets traffic out. */
  allowTo(peer: Peer, traffic: Traffic, options?: AllowOptions): this {
    return this.#add('outbound', 'allow', peer, traffic, options);
  }

  /** Keeps traffic out. */
  denyFrom(peer: Peer, traffic: Traffic, options?: AllowOptions): this {
    return this.#add('inbound', 'deny', peer, traffic, options);
  }

  /** Keeps traffic in. */
  denyTo(peer: Peer, traffic: Traffic, options?: AllowOptions): this {
    return this.#add('outbound', 'deny', peer, traffic, options);
  }

  #add(direction: Direction, policy: Policy, peer: Peer, traffic: Traffic, options: AllowOptions = {}): this {
    const { protocol, portRange } = parseTraffic(traffic);
    new ZtcSecurityGroupRule(
      this,
      `${direction}-${policy}-${nameOf(peer, this.node.children.length)}-${traffic.replace('/', '-')}`,
      {
        securityGroupId: lower(this.id),
        direction,
        policy,
        protocol,
        portRange,
        cidr: lower(rangeOf(peer)),
        description: options.description,
        network: options.network,
      },
    );
    return this;
  }
}

function rangeOf(peer: Peer): In<string> {
  return typeof peer === 'object' && 'range' in peer ? peer.range : peer;
}

/** Part of the rule's id: stable as long as the peer is the same, whatever the order of calls. */
function nameOf(peer: Peer, serial: number): string {
  if (Construct.isConstruct(peer)) return `${peer.node.id}-${hash(peer.node.path)}`;
  const range = rangeOf(peer);
  if (isLate(range)) return hash(keyOf(range));
  return Token.isUnresolved(range) ? `expression-${serial}` : range.replace('/', '_');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function parseTraffic(traffic: Traffic): Pick<ZtcSecurityGroupRuleConfig, 'protocol' | 'portRange'> {
  const [ports, protocol] = traffic.split('/') as [string, 'tcp' | 'udp' | undefined];
  if (protocol) return { protocol, portRange: ports };
  return { protocol: ports as ZtcSecurityGroupRuleConfig['protocol'], portRange: 'all' };
}
