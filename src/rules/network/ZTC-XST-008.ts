import { changed, mayChange, next, past } from '../builders/planned-change.ts';
import { defineRule } from '../kit/rule.ts';

const ENDS = ['site_a', 'site_b'];
const LINK = { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 20 };

export default defineRule({
  id: 'ZTC-XST-008',
  on: ['ztc_cross_site_link'],
  reads: ['ztc_cross_site_link.site_a', 'ztc_cross_site_link.site_b', 'ztc_cross_site_link.bandwidth_mbps'],
  scope: 'request',
  messages: {
    inPlace: {
      en: '{attribute} is to change in place from {before} to {after}, but the ends of a link are fixed',
      zh: '{attribute} 计划由 {before} 原地改为 {after}，而异地传输的两端不可更改',
    },
    replaced: {
      en: 'the link is to be replaced for another {attribute} ({before} to {after}), which takes an update and a work order only',
      zh: '为将 {attribute} 由 {before} 改为 {after} 而重建该传输，实际只需原地更新并提交工单',
    },
  },
  fix: {
    en: 'plan a new link for other ends; change the bandwidth in place and wait for the work order',
    zh: '更换端点须新建异地传输；调整带宽按原地更新并等待工单完成',
  },
  check(node, k) {
    if (node.change() === 'update') {
      const end = changed(node, ENDS);
      if (end === undefined) return k.pass();
      const after = next(node, end);
      const before = past(node, end);
      return k.fail(
        'inPlace',
        { attribute: end, before, after },
        { attribute: end, value: after, allowed: before },
      );
    }
    if (node.change() !== 'replace' || mayChange(node, ENDS)) return k.pass();
    const tier = changed(node, ['bandwidth_mbps']);
    if (tier === undefined) return k.pass();
    const after = next(node, tier);
    return k.fail(
      'replaced',
      { attribute: tier, before: past(node, tier), after },
      { attribute: tier, value: after },
    );
  },
  examples: {
    pass: [
      {
        before: { 'ztc_cross_site_link.a': LINK },
        given: { 'ztc_cross_site_link.a': { ...LINK, bandwidth_mbps: 50 } },
      },
      {
        before: { 'ztc_cross_site_link.a': LINK },
        given: { 'ztc_cross_site_link.a': { ...LINK, site_b: 'dongguan' } },
      },
    ],
    fail: [
      {
        before: { 'ztc_cross_site_link.a': LINK },
        given: { 'ztc_cross_site_link.a': { ...LINK, site_a: 'sh-nq' } },
        actions: { 'ztc_cross_site_link.a': ['update'] },
        at: 'ztc_cross_site_link.a',
        message: 'inPlace',
      },
      {
        before: { 'ztc_cross_site_link.a': LINK },
        given: { 'ztc_cross_site_link.a': { ...LINK, bandwidth_mbps: 50 } },
        actions: { 'ztc_cross_site_link.a': ['delete', 'create'] },
        at: 'ztc_cross_site_link.a',
        message: 'replaced',
      },
    ],
    unknown: [
      {
        before: { 'ztc_cross_site_link.a': LINK },
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_cross_site_link.a': { ...LINK, site_b: '${ztc_service_request.r.completed_at}' },
        },
        actions: { 'ztc_cross_site_link.a': ['update'] },
        at: 'ztc_cross_site_link.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
