import type { Construct } from 'constructs';
import { Component } from 'ztc-cdk';
import type { Instance } from 'ztc-cdk/compute';
import { ServiceRequest } from 'ztc-cdk/foundation';
import { MarketLink, type MarketLinkProps } from 'ztc-cdk/market';
import type { Vpc } from 'ztc-cdk/network';

export interface MarketAccessProps {
  readonly vpc: Vpc;
  readonly receivers: readonly Instance[];
}

/** Links to the Shanghai exchange and its services, each with the request that opens it. */
export class MarketAccess extends Component {
  constructor(scope: Construct, id: string, { vpc, receivers }: MarketAccessProps) {
    super(scope, id);
    const confirmed = { vpc, role: 'primary', operatorConfirmed: true } as const;
    this.#link('order-entry', { ...confirmed, service: 'sse_order_entry' });
    this.#link('reports', { ...confirmed, service: 'sse_execution_reports' });
    this.#link('clearing', { ...confirmed, service: 'sse_clearing_data' });
    this.#link('prop', { ...confirmed, service: 'csdc_prop' });
    this.#link('level-2', {
      ...confirmed,
      service: 'sse_level2_nondisplay',
      displayUse: false,
      bandwidthMbps: 1000,
    });
    const [first, ...others] = receivers;
    if (!first) return;
    this.#link('quotes', {
      ...confirmed,
      service: 'sse_level1_quotes',
      delivery: 'multicast',
      feed: 'sse_high_speed_quote_network',
      receivers: [first, ...others],
    });
  }

  #link(id: string, props: MarketLinkProps): void {
    const link = new MarketLink(this, id, props);
    new ServiceRequest(this, `${id}-request`, {
      kind: 'market_access',
      subject: link,
      justification: `Open ${props.service}`,
    });
  }
}
