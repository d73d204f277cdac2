import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ZLN-002',
  on: ['ztc_zln_access'],
  reads: ['ztc_zln_access.site', 'ztc_zln_access.node_site'],
  scope: 'design',
  messages: {
    viaOther: {
      en: 'the access at {site} runs over the node at {node} and fails with it',
      zh: '{site} 的证联网接入经由 {node} 节点，随该节点中断',
    },
    wrongNode: {
      en: 'the node of {site} is {node}, not {given}',
      zh: '{site} 的接入节点为 {node}，而非 {given}',
    },
    noSite: {
      en: 'the site is not one of the platform; the schema reports it',
      zh: '站点代码有误，由模式校验报告',
    },
  },
  fix: {
    en: 'count on the node site in the design, or place the access at a site with a node of its own',
    zh: '在设计中考虑节点所在站点，或将接入设在自有节点的站点',
  },
  check(node, k) {
    const site = node.string('site');
    if (!k.catalog.isSite(site)) return k.skip('noSite');
    const hub = String(k.catalog.get(`zln_node_sites.${site}`));
    const given = node.isKnown('node_site') ? node.string('node_site') : null;
    if (given !== null && given !== hub) {
      return k.fail(
        'wrongNode',
        { site, node: hub, given },
        { attribute: 'node_site', value: given, allowed: hub },
      );
    }
    if (hub === site) return k.pass();
    return k.fail('viaOther', { site, node: hub }, { attribute: 'site', value: site });
  },
  examples: {
    pass: [{ given: { 'ztc_zln_access.a': { site: 'sh-jq', direction: 'outbound' } } }],
    fail: [
      {
        given: { 'ztc_zln_access.a': { site: 'sh-nq', direction: 'outbound' } },
        at: 'ztc_zln_access.a',
        message: 'viaOther',
      },
      {
        given: { 'ztc_zln_access.a': { site: 'sh-nq', node_site: 'sh-nq' } },
        at: 'ztc_zln_access.a',
        message: 'wrongNode',
      },
    ],
    unknown: { never: 'the node follows from the site' },
    notApplicable: [{ given: { 'ztc_zln_access.a': { site: 'moon' } } }],
  },
});
