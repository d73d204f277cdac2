import type { Localized } from '../../schema/model.ts';
import { availabilityRow, openSites } from '../builders/availability-row.ts';
import { type AnyKit, refInside } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** Attributes through which an object without a site of its own is placed, nearest first. */
const PLACED_BY = [
  'nat_gateway_id',
  'eip_id',
  'instance_id',
  'disk_id',
  'vswitch_id',
  'vpc_id',
  'slb_id',
  'gateway_id',
];

function isExcluded(node: RuleNode, site: string, k: AnyKit): boolean {
  return node.product !== null && availabilityRow(k.catalog, node.product)?.get(site) === 'unavailable';
}

/** The attributes of an object that place it. */
function placers(node: RuleNode): readonly string[] {
  return PLACED_BY.filter((attribute) => (node.node.values[attribute] ?? null) !== null);
}

/** Whether the object names its site itself. */
function hasOwnSite(node: RuleNode): boolean {
  return typeof node.node.values.site === 'string';
}

/** Whether what places the object is excluded itself; the finding stands there. */
function isReportedElsewhere(node: RuleNode, site: string, k: AnyKit, depth = 0): boolean {
  if (depth > 4 || hasOwnSite(node)) return false;
  return placers(node).some((attribute) => {
    const by = refInside(node, attribute);
    return by !== null && (isExcluded(by, site, k) || isReportedElsewhere(by, site, k, depth + 1));
  });
}

export default defineRule({
  id: 'ZTC-REG-008',
  on: { having: 'id' },
  reads: [
    'ztc_eip.site',
    'ztc_vpc.site',
    'ztc_nat_gateway.site',
    'ztc_nat_gateway.vpc_id',
    'ztc_snat_entry.nat_gateway_id',
    'ztc_snat_entry.eip_id',
    'ztc_dnat_entry.nat_gateway_id',
    'ztc_dnat_entry.eip_id',
    'ztc_eip_association.eip_id',
    'ztc_internet_access_policy.eip_id',
  ],
  scope: 'request',
  messages: {
    excluded: {
      en: '{product} is not offered at {site}; that leaves {allowed}',
      zh: '站点 {site} 不提供 {product}，可选站点为 {allowed}',
    },
    noRow: { en: 'the type has no row in the availability matrix', zh: '该类型不在可用性矩阵中' },
    noSite: { en: 'the object has no site of the platform', zh: '该资源没有有效站点' },
    notStated: {
      en: 'the whitepaper does not say whether the product is offered at the site; ask the operators',
      zh: '白皮书未说明该站点是否提供该产品，请向运营方确认',
    },
    elsewhere: { en: 'the object that places this one is reported', zh: '由决定其位置的资源报告' },
  },
  fix: {
    en: 'place the object at a site that offers the product',
    zh: '将资源放到提供该产品的站点',
  },
  check(node, k) {
    const { product } = node;
    const row = product === null ? undefined : availabilityRow(k.catalog, product);
    if (product === null || !row) return k.skip('noRow');
    const statuses = [...row.values()];
    if (statuses.every((status) => status === 'not_stated')) return k.skip('notStated');
    if (!statuses.includes('unavailable') && !statuses.includes('not_stated')) return k.pass();
    const site = node.site();
    const status = site === null ? undefined : row.get(site);
    if (site === null || status === undefined) return k.skip('noSite');
    if (status === 'not_stated') return k.skip('notStated');
    if (status !== 'unavailable') return k.pass();
    if (isReportedElsewhere(node, site, k)) return k.skip('elsewhere');
    const allowed = openSites(row);
    const attribute = hasOwnSite(node) ? 'site' : placers(node)[0];
    const titles = k.catalog.get(`availability_matrix.${product}.titles`) as unknown as Localized;
    const name = `${titles.en} (${titles.zh})`;
    return k.fail(
      'excluded',
      { product: name, site, allowed },
      { ...(attribute === undefined ? {} : { attribute }), value: site, allowed },
    );
  },
  examples: {
    pass: [{ given: { 'ztc_eip.a': { site: 'sh-jq' } } }, { given: { 'ztc_vpc.a': { site: 'sh-wgq' } } }],
    fail: [
      { given: { 'ztc_eip.a': { site: 'sh-wgq' } }, at: 'ztc_eip.a', message: 'excluded' },
      {
        given: { 'ztc_vpc.a': { site: 'sh-wgq' }, 'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' } },
        at: 'ztc_nat_gateway.a',
        message: 'excluded',
      },
      {
        given: {
          'ztc_eip.a': { site: 'sh-wgq' },
          'ztc_internet_access_policy.a': { eip_id: '${ztc_eip.a.id}', direction: 'inbound' },
        },
        at: 'ztc_eip.a',
        message: 'excluded',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_eip.a': { site: '${ztc_service_request.r.assigned_values.site}' },
        },
        at: 'ztc_eip.a',
        because: 'ztc_service_request.r.assigned_values.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_slb.a': {} } },
      { given: { 'ztc_design_profile.p': { scenario: 'other' } } },
    ],
  },
});
