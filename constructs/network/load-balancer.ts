import type { SiteCode, SlbAlgorithmClass, SlbProtocol } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type Late, lateOf, lower } from '../core/late.ts';
import type { AddressRange, HostLike } from '../core/objects.ts';
import { ZtcSlb } from '../l1/slb.ts';
import { ZtcSlbBackend } from '../l1/slb-backend.ts';
import { ZtcSlbBackendGroup } from '../l1/slb-backend-group.ts';
import { ZtcSlbListener, type ZtcSlbListenerHealthCheck } from '../l1/slb-listener.ts';
import { ZtcSlbRule } from '../l1/slb-rule.ts';
import type { VSwitch } from './vswitch.ts';

export interface LoadBalancerProps<S extends SiteCode> {
  /** The subnet that its address is in. */
  readonly vswitch: VSwitch<S>;
  /** Whether the internet reaches it, by a port mapping of a NAT gateway. */
  readonly internetFacing?: boolean;
  /** Size, by the platform's names. */
  readonly spec?: string;
  /** A display name. */
  readonly name?: string;
}

/** A load balancer inside a network (负载均衡, §5.2.3). */
export class LoadBalancer<S extends SiteCode = SiteCode> extends Component implements AddressRange {
  readonly resource: ZtcSlb;
  readonly siteCode: S;
  readonly id: Late<string>;
  readonly privateIp: Late<string>;

  constructor(scope: Construct, id: string, props: LoadBalancerProps<S>) {
    super(scope, id);
    const { vswitch, internetFacing, spec, name } = props;
    this.siteCode = vswitch.siteCode;
    this.resource = new ZtcSlb(this, 'Resource', {
      vpcId: lower(vswitch.vpc.id),
      vswitchId: lower(vswitch.id),
      internetFacing,
      spec,
      name,
    });
    this.id = lateOf(this.resource, 'id');
    this.privateIp = lateOf(this.resource, 'private_ip');
  }

  get range(): string {
    return `${this.privateIp}/32`;
  }

  addListener(id: string, props: Omit<ListenerProps, 'loadBalancer'>): Listener {
    return new Listener(this, id, { ...props, loadBalancer: this });
  }
}

export interface BackendProps {
  readonly host: HostLike;
  readonly port: number;
  /** Share of the traffic, relative to the others. */
  readonly weight?: number;
}

export interface ListenerProps {
  readonly loadBalancer: LoadBalancer;
  readonly protocol: SlbProtocol;
  /** The port that is listened on. */
  readonly port: number;
  /** Who gets the traffic; more can be added later. */
  readonly backends: readonly BackendProps[];
  /** How a backend is chosen. */
  readonly algorithm?: SlbAlgorithmClass;
  /** Whether one source stays with one backend. Needs `algorithm`. */
  readonly sticky?: boolean;
  /**
   * Probes that take failing backends out of service; `false` turns them off.
   * @default - on, with the settings of the listener
   */
  readonly healthCheck?: Omit<ZtcSlbListenerHealthCheck, 'enabled'> | false;
}

/** A port of a load balancer with its backends (监听, §5.2.3.2). */
export class Listener extends Component {
  readonly resource: ZtcSlbListener;
  readonly backends: BackendGroup;
  readonly #loadBalancer: LoadBalancer;

  constructor(scope: Construct, id: string, props: ListenerProps) {
    super(scope, id);
    const { loadBalancer, protocol, port, algorithm, sticky, healthCheck = {} } = props;
    this.#loadBalancer = loadBalancer;
    this.backends = new BackendGroup(this, 'Backends', { loadBalancer, backends: props.backends });
    this.resource = new ZtcSlbListener(this, 'Resource', {
      slbId: lower(loadBalancer.id),
      protocol,
      port,
      backendGroupId: lower(this.backends.id),
      algorithm: algorithm && { class: algorithm, ...(sticky === undefined ? {} : { sticky }) },
      healthCheck: healthCheck ? { ...healthCheck, enabled: true } : { enabled: false },
    });
  }

  /** Sends requests for a domain or a path to other backends; for http and https. */
  addRule(id: string, props: RequestRuleProps): BackendGroup {
    const { domain, path, priority, backends } = props;
    const group = new BackendGroup(this, `${id}Backends`, { loadBalancer: this.#loadBalancer, backends });
    new ZtcSlbRule(this, id, {
      listenerId: this.resource.id,
      match: { ...(domain === undefined ? {} : { domain }), ...(path === undefined ? {} : { path }) },
      backendGroupId: lower(group.id),
      priority,
    });
    return group;
  }
}

export interface RequestRuleProps {
  readonly domain?: string;
  readonly path?: string;
  readonly priority?: number;
  readonly backends: readonly BackendProps[];
}

export interface BackendGroupProps {
  readonly loadBalancer: LoadBalancer;
  readonly backends?: readonly BackendProps[];
  /** A display name. */
  readonly name?: string;
}

/** Hosts that share the traffic of a listener (后端服务器组). */
export class BackendGroup extends Component {
  readonly resource: ZtcSlbBackendGroup;
  readonly id: Late<string>;

  constructor(scope: Construct, id: string, { loadBalancer, backends = [], name }: BackendGroupProps) {
    super(scope, id);
    this.resource = new ZtcSlbBackendGroup(this, 'Resource', { slbId: lower(loadBalancer.id), name });
    this.id = lateOf(this.resource, 'id');
    for (const backend of backends) this.add(backend);
  }

  /** Adds a host. Its place in the list does not matter. */
  add({ host, port, weight }: BackendProps): this {
    new ZtcSlbBackend(this, `${nameOf(host)}-${port}`, {
      backendGroupId: lower(this.id),
      instanceId: lower(host.id),
      port,
      weight,
    });
    return this;
  }
}

function nameOf(host: HostLike): string {
  const { node } = host as HostLike & { readonly node?: { readonly path: string } };
  return (node?.path ?? String(host.id)).split('/').slice(1).join('-');
}
