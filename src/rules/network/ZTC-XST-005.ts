import { cityAt, cityNamedIn } from '../builders/places.ts';
import type { AnyKit } from '../builders/sets.ts';
import { find } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-XST-005',
  on: ['ztc_dedicated_line', 'ztc_design_profile'],
  reads: [
    'ztc_dedicated_line.site',
    'ztc_dedicated_line.customer_site_address',
    'ztc_design_profile.primary',
    'ztc_design_profile.sites',
    'ztc_design_profile.recovery',
    'ztc_cross_site_link.site_a',
    'ztc_cross_site_link.site_b',
  ],
  scope: 'design',
  messages: {
    longDistance: {
      en: 'the line leads from {from} to {site} in {to}; a line to a site in {from} with a cross-site link to {to} costs less and is there sooner',
      zh: '该专线由 {from} 直达 {to} 的 {site}；接入 {from} 本地站点并以异地站点传输通往 {to}，费用更低、周期更短',
    },
    noPair: {
      en: 'the premises are in {from} and the resources in {to}, but no line to a site in {from} with a cross-site link to {to} joins them',
      zh: '用户本地位于 {from}，资源位于 {to}，但没有 {from} 本地专线加通往 {to} 的异地站点传输',
    },
    near: { en: 'premises and resources are not known to be in different cities', zh: '未涉及异地访问' },
  },
  fix: {
    en: 'order a ztc_dedicated_line to a site in {from} and a ztc_cross_site_link from there to {to}',
    zh: '申请到 {from} 站点的 ztc_dedicated_line，并增加由该处至 {to} 的 ztc_cross_site_link',
  },
  check(node, k) {
    if (node.type === 'ztc_dedicated_line') {
      const site = node.string('site');
      const to = cityAt(k.catalog, site);
      const address = node.string('customer_site_address');
      const from = address === null ? null : cityNamedIn(k.catalog, address);
      if (site === null || from === null || to === null || from === to) return k.skip('near');
      return k.fail(
        'longDistance',
        { from, site, to },
        { attribute: 'customer_site_address', value: address },
      );
    }
    const from = /^on_premises:(\w+)$/.exec(node.string('primary') ?? '')?.[1];
    if (from === undefined || !k.catalog.keys('cities').includes(from)) return k.skip('near');
    const recovery = node.string('recovery');
    const sites = recovery === null ? node.strings('sites').all() : [recovery];
    const away = sites.map((site) => cityAt(k.catalog, site)).find((city) => city !== null && city !== from);
    if (away === undefined || away === null) return k.skip('near');
    const lines = k.all('ztc_dedicated_line');
    if (find(lines, (line) => isLongDistance(line, from, away, k))) return k.skip('near');
    const near = find(lines, (line) => cityAt(k.catalog, line.string('site')) === from);
    if (near && find(k.all('ztc_cross_site_link'), (link) => joins(link, from, away, k))) return k.pass();
    return k.fail('noPair', { from, to: away }, { attribute: 'primary', value: node.string('primary') });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.d': { sites: ['bj-aw'], primary: 'on_premises:shanghai', recovery: 'bj-aw' },
          'ztc_dedicated_line.a': { site: 'sh-jq', customer_site_address: '上海市浦东南路 528 号' },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_dedicated_line.a': { site: 'bj-aw', customer_site_address: '上海市北京东路 2 号' } },
        at: 'ztc_dedicated_line.a',
        message: 'longDistance',
      },
      {
        given: {
          'ztc_design_profile.d': { sites: ['bj-aw'], primary: 'on_premises:shanghai', recovery: 'bj-aw' },
          'ztc_dedicated_line.a': { site: 'sh-jq', customer_site_address: 'Pudong, Shanghai' },
        },
        at: 'ztc_design_profile.d',
        message: 'noPair',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_dedicated_line.a': {
            site: 'bj-aw',
            customer_site_address: '${ztc_service_request.r.completed_at}',
          },
        },
        at: 'ztc_dedicated_line.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
    notApplicable: [
      {
        given: { 'ztc_dedicated_line.a': { site: 'sh-jq', customer_site_address: '上海市浦东南路 528 号' } },
      },
      { given: { 'ztc_design_profile.d': { sites: ['sh-jq', 'bj-aw'], primary: 'sh-jq' } } },
    ],
  },
});

/** A direct line is reported itself. */
function isLongDistance(line: RuleNode, from: string, to: string, k: AnyKit): boolean {
  const address = line.string('customer_site_address');
  return (
    cityAt(k.catalog, line.string('site')) === to &&
    address !== null &&
    cityNamedIn(k.catalog, address) === from
  );
}

function joins(link: RuleNode, from: string, to: string, k: AnyKit): boolean {
  const ends = [cityAt(k.catalog, link.string('site_a')), cityAt(k.catalog, link.string('site_b'))];
  return ends.includes(from) && ends.includes(to);
}
