import { collect, find } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-XST-003',
  on: ['ztc_cross_site_link'],
  reads: ['ztc_cross_site_link.site_a', 'ztc_cross_site_link.site_b', 'ztc_vpc.site', 'ztc_instance.site'],
  scope: 'design',
  messages: {
    empty: {
      en: 'there is no network or host at {site}; a link needs resources at both ends',
      zh: '站点 {site} 没有专有网络或主机，异地站点传输两端均须已有云内资源',
    },
  },
  fix: {
    en: 'create a ztc_vpc at {site}; customers without resources there join over a line to the near site and a link from it',
    zh: '在 {site} 创建 ztc_vpc；本地侧可先以专线接入就近站点，再经该传输访问异地',
  },
  check(node, k) {
    const fails = collect(
      ['site_a', 'site_b'].map((attribute) => () => {
        const site = node.string(attribute);
        // An end without a site of the platform is the matter of ZTC-XST-002 and ZTC-XST-006.
        if (!k.catalog.isSite(site)) return null;
        for (const type of ['ztc_vpc', 'ztc_instance']) {
          if (k.all(type).known.some((owned) => owned.node.values.site === site)) return null;
        }
        for (const type of ['ztc_vpc', 'ztc_instance']) {
          if (find(k.all(type), (owned) => owned.site() === site)) return null;
        }
        return k.fail('empty', { site }, { attribute, value: site });
      }),
    );
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw' },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'bj-aw' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw' },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.c': { site: 'sh-nq' },
        },
        at: 'ztc_cross_site_link.a',
        message: 'empty',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw' },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: '${ztc_service_request.r.completed_at}' },
        },
        at: 'ztc_cross_site_link.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
