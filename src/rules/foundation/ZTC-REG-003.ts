import type { Catalog } from '../../catalog/catalog.ts';
import { isUnknown } from '../../graph/plain.ts';
import { memo } from '../builders/memo.ts';
import { said } from '../builders/tiers.ts';
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule, type Read } from '../kit/rule.ts';

/** Attributes that place an object, as far as its type has them. */
function placesOf(node: RuleNode): readonly string[] {
  if (node.type === 'ztc_service_request') return ['parameters.site', 'parameters.region'];
  if (node.type === 'ztc_design_profile') return ['recovery', 'primary'];
  return ['site', 'region'].filter((attribute) => {
    const value = node.node.values[attribute];
    if (value === undefined || value === null) return false;
    return !(isUnknown(value) && value.ref?.address === node.address);
  });
}

/** Ends of transport, and their cities, that are neither sites nor regions. */
const mereEnds = memo((catalog: Catalog): ReadonlySet<string> => {
  const places = new Set([...catalog.keys('sites'), ...catalog.keys('regions')]);
  const ends = [...catalog.keys('transport_end_points'), ...catalog.keys('cities')];
  return new Set(ends.filter((end) => !places.has(end)));
});

const PLACED = [
  'dedicated_line',
  'disk',
  'eip',
  'instance',
  'line_parameter_allocation',
  'vpc',
  'vpc_address_allocation',
];

export default defineRule({
  id: 'ZTC-REG-003',
  on: { having: 'id' },
  reads: [
    ...[...PLACED, 'vswitch', 'zln_access'].map((type): Read => `ztc_${type}.site`),
    'ztc_service_request.parameters',
    'ztc_design_profile.sites',
    'ztc_design_profile.primary',
    'ztc_design_profile.recovery',
  ],
  scope: 'request',
  messages: {
    endPoint: {
      en: '{value} is only an end of cross-site transport; nothing can be placed there',
      zh: '{value} 仅作为异地传输端点，不能放置云资源',
    },
    link: { en: 'a cross-site link may end there', zh: '异地传输可以以此为端点' },
  },
  fix: {
    en: 'place the object at one of the four sites and reach Dongguan by a cross-site link that the operators confirm',
    zh: '将资源放在四个站点之一；到东莞的连接使用经运营方确认的异地传输',
  },
  check(node, k) {
    if (node.type === 'ztc_cross_site_link') return k.skip('link');
    const isEnd = (value: string | null): value is string => value !== null && mereEnds(k.catalog).has(value);
    const fails = said(new Few(placesOf(node)), (attribute) => {
      const value = node.string(attribute);
      return isEnd(value)
        ? k.fail('endPoint', { value }, { attribute, value, allowed: k.catalog.keys('sites') })
        : null;
    });
    if (fails.length > 0) return fails;
    const listed = node.type === 'ztc_design_profile' ? node.strings('sites').known.find(isEnd) : undefined;
    if (listed === undefined) return k.pass();
    const allowed = k.catalog.keys('sites');
    return k.fail('endPoint', { value: listed }, { attribute: 'sites', value: listed, allowed });
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': { site: 'sh-jq' } } },
      {
        given: {
          'ztc_design_profile.p': { sites: ['sh-jq'], primary: 'on_premises:dongguan', recovery: 'sh-jq' },
        },
      },
    ],
    fail: [
      { given: { 'ztc_instance.a': { site: 'dongguan' } }, at: 'ztc_instance.a', message: 'endPoint' },
      {
        given: { 'ztc_design_profile.p': { sites: ['sh-jq', 'dongguan'] } },
        at: 'ztc_design_profile.p',
        message: 'endPoint',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { site: '${ztc_service_request.r.assigned_values.site}' },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.site',
      },
    ],
    notApplicable: [{ given: { 'ztc_cross_site_link.x': { site_a: 'sh-jq', site_b: 'dongguan' } } }],
  },
});
