import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

interface Place {
  readonly site: string | null;
  readonly region: string | null;
  /** The attribute that gives the region. */
  readonly attribute: string;
}

/** Where an object says that it is; a service request says it in its parameters. */
function placeOf(node: RuleNode): Place {
  const at = node.type === 'ztc_service_request' ? 'parameters.' : '';
  const attribute = `${at}region`;
  const region = node.string(attribute);
  if (region === null) return { site: null, region, attribute };
  return { site: at === '' ? node.site() : node.string('parameters.site'), region, attribute };
}

export default defineRule({
  id: 'ZTC-REG-002',
  on: { having: 'id' },
  reads: [
    'ztc_service_request.parameters',
    'ztc_service_request.parameters.region',
    'ztc_service_request.parameters.site',
  ],
  scope: 'request',
  messages: {
    disagree: {
      en: 'site {site} is not in region {region}; it is in {actual}',
      zh: '站点 {site} 不属于地域 {region}，其所在地域为 {actual}',
    },
    notBoth: { en: 'site and region are not both given', zh: '未同时给出站点与地域' },
  },
  fix: {
    en: 'give the region of the site: shanghai for the Shanghai sites, beijing for Anwai',
    zh: '填写站点所在地域：上海各站点为 shanghai，北京安外为 beijing',
  },
  check(node, k) {
    const { site, region, attribute } = placeOf(node);
    if (region === null || !k.catalog.isSite(site)) return k.skip('notBoth');
    const actual = k.catalog.regionOf(site);
    if (actual === region) return k.pass();
    return k.fail('disagree', { site, region, actual }, { attribute, value: region, allowed: [actual] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_service_request.r': {
            kind: 'dedicated_pool',
            parameters: { region: 'shanghai', site: 'sh-nq' },
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_service_request.r': {
            kind: 'dedicated_pool',
            parameters: { region: 'beijing', site: 'sh-nq' },
          },
        },
        at: 'ztc_service_request.r',
        message: 'disagree',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_service_request.r': { parameters: { region: 'beijing', site: '${ztc_vswitch.a.site}' } },
        },
        at: 'ztc_service_request.r',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_instance.a': { site: 'sh-nq' } } },
      { given: { 'ztc_service_request.r': { kind: 'other', parameters: { site: 'sh-nq' } } } },
    ],
  },
});
