import { availabilityRow, openSites } from '../builders/availability-row.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ECS-002',
  on: ['ztc_instance'],
  reads: ['ztc_instance.family', 'ztc_instance.site'],
  scope: 'request',
  messages: {
    notThere: {
      en: 'hosts of family {family} do not exist at {site}; they do at {allowed}',
      zh: '站点 {site} 不提供规格族 {family}，提供该规格族的站点为 {allowed}',
    },
    other: { en: 'the family is not restricted to sites', zh: '该规格族不限站点' },
  },
  fix: {
    en: 'place the host at a site that has the family, or choose another family',
    zh: '将主机放到提供该规格族的站点，或改用其他规格族',
  },
  check(node, k) {
    const family = node.string('family');
    const row = availabilityRow(k.catalog, `ecs_${family}`);
    if (family === null || !row) return k.skip('other');
    const allowed = openSites(row);
    if (allowed.length === row.size) return k.skip('other');
    const site = node.string('site');
    if (site === null || !row.has(site) || allowed.includes(site)) return k.pass();
    return k.fail('notThere', { family, site, allowed }, { attribute: 'site', value: site, allowed });
  },
  examples: {
    pass: [{ given: { 'ztc_instance.a': { family: 'gpu', site: 'sh-jq' } } }],
    fail: [
      {
        given: { 'ztc_instance.a': { family: 'gpu', site: 'sh-nq' } },
        at: 'ztc_instance.a',
        message: 'notThere',
      },
      {
        given: { 'ztc_instance.a': { family: 'gpu', site: 'bj-aw' } },
        at: 'ztc_instance.a',
        message: 'notThere',
      },
    ],
    unknown: [
      {
        given: { 'ztc_vswitch.a': {}, 'ztc_instance.a': { family: 'gpu', site: '${ztc_vswitch.a.site}' } },
        at: 'ztc_instance.a',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [{ given: { 'ztc_instance.a': { family: 'multicast', site: 'bj-aw' } } }],
  },
});
