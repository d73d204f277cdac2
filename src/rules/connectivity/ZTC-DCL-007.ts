import { defineRule } from '../kit/rule.ts';
import { attempt, UnknownRead } from '../kit/unknown-read.ts';

export default defineRule({
  id: 'ZTC-DCL-007',
  on: ['ztc_dedicated_line'],
  reads: ['ztc_dedicated_line.site', 'ztc_dedicated_line.cabinet'],
  scope: 'design',
  messages: {
    elsewhere: {
      en: 'the line ends in {cabinet}, the whitepaper gives {published} for {site}',
      zh: '专线终接于 {cabinet}，而 {site} 公布的接入机柜为 {published}',
    },
    notPublished: { en: 'no cabinet is published for the site', zh: '该站点未公布接入机柜' },
  },
  fix: { en: 'leave the cabinet to the platform', zh: '接入机柜由平台计算，请勿填写' },
  check(node, k) {
    const site = node.string('site') ?? '';
    const published = k.catalog.get(`line_cabinets.${site}`);
    if (typeof published !== 'string') return k.skip('notPublished');
    const cabinet = attempt(() => node.string('cabinet'));
    if (cabinet instanceof UnknownRead) return k.pass();
    if (cabinet === null || cabinet === published) return k.pass();
    return k.fail(
      'elsewhere',
      { cabinet, published, site },
      { attribute: 'cabinet', value: cabinet, allowed: published },
    );
  },
  examples: {
    pass: [{ given: { 'ztc_dedicated_line.a': { site: 'sh-wgq', carrier: 'telecom' } } }],
    fail: [
      {
        given: { 'ztc_dedicated_line.a': { site: 'sh-wgq', carrier: 'telecom', cabinet: 'A01' } },
        at: 'ztc_dedicated_line.a',
        message: 'elsewhere',
      },
    ],
    unknown: { never: 'a cabinet that the platform has yet to name is as it should be' },
    notApplicable: [{ given: { 'ztc_dedicated_line.a': { site: 'sh-jq', carrier: 'telecom' } } }],
  },
});
