import { linkServes, vpcOf, waysToPremises } from '../builders/networks.ts';
import { type AnyKit, union } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** How a route is declared to lead to the customer's own premises. */
const PREMISES = /on[-_ ]?prem|本地(数据中心|机房|网络|网段)|用户机房|客户机房/i;

export default defineRule({
  id: 'ZTC-VPC-008',
  on: ['ztc_route_entry', 'ztc_design_profile'],
  reads: [
    'ztc_route_entry.description',
    'ztc_route_entry.route_table_id',
    'ztc_route_table.vpc_id',
    'ztc_dedicated_line.vpc_ids',
    'ztc_lan_access.vpc_id',
    'ztc_cross_site_link.vpc_a_id',
    'ztc_cross_site_link.vpc_b_id',
    'ztc_cross_site_link.site_a',
    'ztc_cross_site_link.site_b',
    'ztc_vpc.site',
    'ztc_design_profile.scenario',
    'ztc_design_profile.primary',
  ],
  scope: 'design',
  messages: {
    noWay: {
      en: "the route leads to the customer's premises, but {vpc} has no dedicated line, LAN access or IPsec connection",
      zh: '该路由指向用户本地网络，但 {vpc} 没有专线、局域网接入或 IPsec 连接',
    },
    noneAtAll: {
      en: "the business runs on the customer's premises ({primary}), but no dedicated line, LAN access or IPsec connection leads there",
      zh: '业务运行于用户本地（{primary}），但没有通向该处的专线、局域网接入或 IPsec 连接',
    },
    noPremises: { en: 'no premises of the customer are declared', zh: '未声明用户本地网络' },
  },
  fix: {
    en: 'add a ztc_dedicated_line, a ztc_lan_access or an in-cloud VPN with an IPsec connection for the network',
    zh: '为该专有网络增加 ztc_dedicated_line、ztc_lan_access，或带 IPsec 连接的云内 VPN',
  },
  check(node, k) {
    if (node.type === 'ztc_design_profile') {
      const primary = node.string('primary') ?? '';
      // A recovery design is judged in detail by rules of its own.
      if (!primary.startsWith('on_premises') || node.string('scenario') === 'dr') return k.skip('noPremises');
      const ways = ['ztc_dedicated_line', 'ztc_lan_access', 'ztc_vpn_ipsec_connection'].map((type) =>
        k.all(type),
      );
      if (!union(...ways).isEmpty()) return k.pass();
      return k.fail('noneAtAll', { primary }, { attribute: 'primary', value: primary });
    }
    if (!PREMISES.test(node.string('description') ?? '')) return k.skip('noPremises');
    const table = node.ref('route_table_id');
    const vpc = table && vpcOf(table);
    if (!vpc) return k.skip('noPremises');
    if (!union(waysToPremises(vpc), remoteWays(vpc, k)).isEmpty()) return k.pass();
    return k.fail('noWay', { vpc: vpc.address }, { attribute: 'next_hop_id', related: [vpc] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_dedicated_line.a': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.a.id}'] },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            description: 'on-premises office',
          },
        },
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'bj-aw' },
          'ztc_dedicated_line.a': { site: 'sh-jq', vpc_ids: ['${ztc_vpc.a.id}'] },
          'ztc_cross_site_link.ab': { site_a: 'sh-jq', site_b: 'bj-aw' },
          'ztc_route_entry.b': {
            route_table_id: '${ztc_vpc.b.route_table_id}',
            description: 'on-premises over Shanghai',
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_route_entry.a': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            description: '通往本地数据中心',
          },
        },
        at: 'ztc_route_entry.a',
        message: 'noWay',
      },
      {
        given: {
          'ztc_design_profile.d': { scenario: 'other', sites: ['sh-jq'], primary: 'on_premises:shanghai' },
        },
        at: 'ztc_design_profile.d',
        message: 'noneAtAll',
      },
    ],
    unknown: [
      {
        given: { 'ztc_route_entry.a': { route_table_id: 'rtb-1', description: 'on-premises' } },
        at: 'ztc_route_entry.a',
        because: 'object outside the graph: rtb-1',
      },
    ],
    notApplicable: [{ given: { 'ztc_route_entry.a': { route_table_id: 'rtb-1' } } }],
  },
});

/** Ways to the premises at the other end of a cross-site link. */
function remoteWays(vpc: RuleNode, k: AnyKit) {
  return k
    .all('ztc_cross_site_link')
    .filter((link) => linkServes(link, 'a', vpc) || linkServes(link, 'b', vpc))
    .flatMap((link) =>
      k
        .all('ztc_vpc')
        .filter((other) => !other.is(vpc) && (linkServes(link, 'a', other) || linkServes(link, 'b', other))),
    )
    .flatMap(waysToPremises);
}
