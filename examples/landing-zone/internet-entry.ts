import type { Construct } from 'constructs';
import { Component } from 'ztc-cdk';
import { InternetAccess, LoadBalancer, NatGateway, type Vpc, type VSwitch } from 'ztc-cdk/network';
import type { Hosts } from './hosts.ts';
import type { InternetSiteCode, TierName } from './site-system.ts';

export interface InternetEntryProps<S extends InternetSiteCode> {
  readonly vpc: Vpc<S>;
  readonly subnets: Readonly<Record<TierName, VSwitch<S>>>;
  readonly hosts: Hosts<S>;
}

/** How the internet comes in and hosts go out: a gateway with one address for each direction, and load balancers. */
export class InternetEntry<S extends InternetSiteCode> extends Component {
  readonly gateway: NatGateway<InternetSiteCode>;
  readonly app: LoadBalancer<S>;

  constructor(scope: Construct, id: string, { vpc, subnets, hosts }: InternetEntryProps<S>) {
    super(scope, id);
    const web = new LoadBalancer<S>(this, 'web', { vswitch: subnets.dmz, internetFacing: true, name: 'web' });
    web.addListener('https', {
      protocol: 'https',
      port: 443,
      backends: hosts.web.map((host) => ({ host, port: 443 })),
      healthCheck: { path: '/healthz', intervalS: 5 },
    });
    this.app = new LoadBalancer<S>(this, 'app', { vswitch: subnets.app, name: 'app' });
    this.app.addListener('http', {
      protocol: 'http',
      port: 8080,
      backends: hosts.app.map((host) => ({ host, port: 8080 })),
      algorithm: 'source_ip',
      sticky: true,
    });

    this.gateway = new NatGateway<InternetSiteCode>(this, 'gateway', {
      vpc,
      outboundMbps: 50,
      inboundMbps: 200,
    });
    this.gateway.snat('dmz', subnets.dmz);
    this.gateway.dnat('https', { to: web, port: 443 });
    new InternetAccess(this, 'inbound', {
      eip: this.gateway.inboundEip,
      direction: 'inbound',
      ports: ['443/tcp'],
      justification: 'Retail trading portal',
    });
    new InternetAccess(this, 'outbound', {
      eip: this.gateway.outboundEip,
      direction: 'outbound',
      justification: 'Calls to payment partners',
    });
  }
}
