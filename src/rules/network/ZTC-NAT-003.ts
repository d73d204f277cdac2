import { bindingsOf } from '../builders/internet.ts';
import { distinct, total } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

const MBPS_PER_GBPS = 1000;

export default defineRule({
  id: 'ZTC-NAT-003',
  on: ['ztc_nat_gateway'],
  reads: ['ztc_eip_association.nat_gateway_id', 'ztc_eip_association.eip_id', 'ztc_eip.bandwidth_mbps'],
  scope: 'design',
  messages: {
    tooMuch: {
      en: 'the addresses of the gateway have {sum} Mbps together; it forwards in the class of {max} Mbps',
      zh: '该 NAT 网关所绑弹性公网IP 带宽合计 {sum} Mbps，其转发能力约为 {max} Mbps',
    },
  },
  fix: {
    en: 'lower the bandwidth of the addresses or spread them over several gateways',
    zh: '降低各弹性公网IP 的带宽，或分散到多个 NAT 网关',
  },
  check(node, k) {
    const max = k.catalog.number('nat_gateway.throughput_gbps') * MBPS_PER_GBPS;
    const eips = distinct(bindingsOf(node).flatMap((binding) => binding.refs('eip_id')));
    const { sum, rest } = total(eips, (eip) => eip.number('bandwidth_mbps') ?? 0);
    if (sum > max) {
      return k.fail(
        'tooMuch',
        { sum, max },
        { attribute: 'eip_ids', value: sum, allowed: `<= ${max}`, related: eips.known },
      );
    }
    rest.isEmpty();
    return k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 5000 },
          'ztc_eip.b': { site: 'sh-jq', bandwidth_mbps: 5000 },
          'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}', nat_gateway_id: '${ztc_nat_gateway.a.id}' },
          'ztc_eip_association.b': { eip_id: '${ztc_eip.b.id}', nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 5000 },
          'ztc_eip.b': { site: 'sh-jq', bandwidth_mbps: 5001 },
          'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}', nat_gateway_id: '${ztc_nat_gateway.a.id}' },
          'ztc_eip_association.b': { eip_id: '${ztc_eip.b.id}', nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
        at: 'ztc_nat_gateway.a',
        message: 'tooMuch',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip_association.a': { eip_id: 'eip-1', nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
        at: 'ztc_nat_gateway.a',
        because: 'object outside the graph: eip-1',
      },
    ],
  },
});
