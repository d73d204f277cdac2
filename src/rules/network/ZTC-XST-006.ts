import { isRefused } from '../builders/internet.ts';
import { cityAt } from '../builders/places.ts';
import { find } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

const LINK = { 'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'dongguan' } };

export default defineRule({
  id: 'ZTC-XST-006',
  on: ['ztc_cross_site_link'],
  reads: [
    'ztc_cross_site_link.site_a',
    'ztc_cross_site_link.site_b',
    'ztc_design_profile.confirmations',
    'ztc_service_request.subject_id',
    'ztc_service_request.status',
    'ztc_service_request.parameters',
    'ztc_service_request.justification',
  ],
  scope: 'design',
  messages: {
    unconfirmed: {
      en: 'no site of the platform is published in {city}, so nobody has confirmed what the link is to reach there',
      zh: '{city} 没有已公布的站点，尚无运维确认该端的资源',
    },
    sites: { en: 'both ends are sites of the platform', zh: '两端均为平台站点' },
  },
  fix: {
    en: 'have the operators confirm the resources in {city} and record it in confirmations of the ztc_design_profile, or in a ztc_service_request for the link that names {city}',
    zh: '请运维确认 {city} 端资源，并记入 ztc_design_profile 的 confirmations，或在针对该传输的 ztc_service_request 中注明 {city}',
  },
  check(node, k) {
    const ends = ['site_a', 'site_b'].map((attribute) => ({ attribute, end: node.string(attribute) }));
    const far = ends.find(({ end }) => cityAt(k.catalog, end) !== null && !k.catalog.isSite(end));
    if (!far?.end) return k.skip('sites');
    const { attribute, end } = far;
    const city = cityAt(k.catalog, end) ?? end;
    const mark = new RegExp([city, String(k.catalog.get(`cities.${city}.titles.zh`))].join('|'), 'i');
    const confirmed = find(k.profiles(), (profile) =>
      profile.strings('confirmations').some((text) => mark.test(text)),
    );
    if (confirmed) return k.pass();
    const asked = node
      .referrers('ztc_service_request', 'subject_id')
      .filter((request) => !isRefused(request));
    if (find(asked, (request) => isCompleted(request) || mark.test(wordsOf(request)))) return k.pass();
    return k.fail('unconfirmed', { city }, { attribute, value: end });
  },
  examples: {
    pass: [
      { given: { ...LINK, 'ztc_design_profile.d': { confirmations: ['dongguan_resources'] } } },
      {
        given: {
          ...LINK,
          'ztc_service_request.a': {
            kind: 'cross_site_transport',
            subject_id: '${ztc_cross_site_link.a.id}',
            parameters: { confirmation: 'racks in Dongguan' },
          },
        },
      },
    ],
    fail: [
      { given: LINK, at: 'ztc_cross_site_link.a', message: 'unconfirmed' },
      {
        given: { ...LINK, 'ztc_design_profile.d': { confirmations: ['relocation_done'] } },
        at: 'ztc_cross_site_link.a',
        message: 'unconfirmed',
      },
    ],
    unknown: [
      {
        given: {
          ...LINK,
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_design_profile.d': { confirmations: ['${ztc_service_request.r.completed_at}'] },
        },
        at: 'ztc_cross_site_link.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
    notApplicable: [{ given: { 'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw' } } }],
  },
});

function isCompleted(request: RuleNode): boolean {
  return request.isKnown('status') && request.string('status') === 'completed';
}

function wordsOf(request: RuleNode): string {
  const parameters = request.isKnown('parameters') ? JSON.stringify(request.get('parameters')) : '';
  const justification = request.isKnown('justification') ? request.string('justification') : null;
  return `${parameters} ${justification ?? ''}`;
}
