import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ZLN-003',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.high_availability', 'ztc_zln_access.site'],
  scope: 'design',
  messages: {
    oneNode: {
      en: 'the design wants high availability, but its accesses at {sites} all run over the node at {node}',
      zh: '设计要求高可用，但 {sites} 的证联网接入均经由 {node} 节点',
    },
    notWanted: { en: 'the design does not ask for high availability', zh: '设计未要求高可用' },
    notRedundant: { en: 'the design has fewer than two accesses', zh: '设计的证联网接入不足两处' },
  },
  fix: {
    en: 'place one of the accesses at a site with another node',
    zh: '将其中一处接入改到使用其他节点的站点',
  },
  check(node, k) {
    if (!node.flag('high_availability')) return k.skip('notWanted');
    const accesses = k.all('ztc_zln_access');
    if (!accesses.atLeast(2)) return k.skip('notRedundant');
    const sites = accesses.map((access) => access.string('site') ?? '');
    const nodes = sites.map((site) => String(k.catalog.get(`zln_node_sites.${site}`)));
    const [first = ''] = nodes.known;
    const different = new Set(sites.known).size > 1;
    if (!different || nodes.some((hub) => hub !== first)) return k.pass();
    return k.fail(
      'oneNode',
      { sites: [...new Set(sites.known)], node: first },
      { attribute: 'high_availability', value: true, related: accesses.known },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { high_availability: true },
          'ztc_zln_access.a': { site: 'sh-jq' },
          'ztc_zln_access.b': { site: 'sh-wgq' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': { high_availability: true },
          'ztc_zln_access.a': { site: 'sh-nq' },
          'ztc_zln_access.b': { site: 'sh-wgq' },
        },
        at: 'ztc_design_profile.p',
        message: 'oneNode',
      },
    ],
    unknown: { never: 'sites of accesses are given by the user' },
    notApplicable: [
      { given: { 'ztc_design_profile.p': {} } },
      {
        given: { 'ztc_design_profile.p': { high_availability: true }, 'ztc_zln_access.a': { site: 'sh-nq' } },
      },
    ],
  },
});
