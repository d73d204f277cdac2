import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-DCL-006',
  on: ['ztc_dedicated_line'],
  reads: ['ztc_dedicated_line.site', 'ztc_dedicated_line.carrier', 'ztc_dedicated_line.allocation_id'],
  scope: 'design',
  messages: {
    noAllocation: {
      en: 'no aggregate line code of {carrier} at {site} is published, and the line refers to no allocation of the operators',
      zh: '{site} 的 {carrier} 汇聚专线编号未公布，而该专线未引用运维分配',
    },
    published: { en: 'the code of this carrier at this site is published', zh: '该站点该运营商的编号已公布' },
  },
  fix: {
    en: 'add a ztc_line_parameter_allocation for the site and carrier and set allocation_id',
    zh: '为该站点和运营商增加 ztc_line_parameter_allocation，并设置 allocation_id',
  },
  check(node, k) {
    const [site, carrier] = [node.string('site') ?? '', node.string('carrier') ?? ''];
    const code = k.catalog.get(`aggregate_line_codes.${site}.${carrier}`);
    if (typeof code === 'string') return k.skip('published');
    if (node.isSet('allocation_id')) return k.pass();
    return k.fail('noAllocation', { carrier, site }, { attribute: 'allocation_id', value: null });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_line_parameter_allocation.a': { site: 'sh-nq', carrier: 'unicom' },
          'ztc_dedicated_line.a': {
            site: 'sh-nq',
            carrier: 'unicom',
            allocation_id: '${ztc_line_parameter_allocation.a.id}',
          },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_dedicated_line.a': { site: 'sh-jq', carrier: 'mobile' } },
        at: 'ztc_dedicated_line.a',
        message: 'noAllocation',
      },
      {
        given: { 'ztc_dedicated_line.a': { site: 'bj-aw', carrier: 'telecom' } },
        at: 'ztc_dedicated_line.a',
        message: 'noAllocation',
      },
    ],
    unknown: { never: 'site, carrier and whether an allocation is referred to are given by the user' },
    notApplicable: [{ given: { 'ztc_dedicated_line.a': { site: 'sh-jq', carrier: 'unicom' } } }],
  },
});
