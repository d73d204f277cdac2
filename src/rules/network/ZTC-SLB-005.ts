import { targetKey, union } from '../builders/sets.ts';
import { Few } from '../kit/few.ts';
import { defineRule } from '../kit/rule.ts';

const USED = {
  'ztc_slb_backend_group.web': {},
  'ztc_slb_listener.web': { backend_group_id: '${ztc_slb_backend_group.web.id}' },
  'ztc_instance.one': { site: 'sh-jq' },
  'ztc_slb_backend.one': {
    backend_group_id: '${ztc_slb_backend_group.web.id}',
    instance_id: '${ztc_instance.one.id}',
    port: 80,
  },
};

export default defineRule({
  id: 'ZTC-SLB-005',
  on: ['ztc_slb_backend_group'],
  reads: [
    'ztc_slb_listener.backend_group_id',
    'ztc_slb_rule.backend_group_id',
    'ztc_slb_backend.backend_group_id',
    'ztc_slb_backend.instance_id',
  ],
  scope: 'design',
  messages: {
    single: {
      en: 'the group spreads traffic over {count} host(s); a single point of failure goes away with two or more',
      zh: '该组后端主机数为 {count}，至少两台才能消除单点',
    },
    unused: { en: 'no listener uses the group', zh: '没有监听使用该组' },
  },
  fix: {
    en: 'add a ztc_slb_backend for another host',
    zh: '为另一台主机增加 ztc_slb_backend',
  },
  check(node, k) {
    const users = union(
      node.referrers('ztc_slb_listener', 'backend_group_id'),
      node.referrers('ztc_slb_rule', 'backend_group_id'),
    );
    const backends = node.referrers('ztc_slb_backend', 'backend_group_id');
    const keys = backends.map((backend) => targetKey(backend, 'instance_id') ?? backend.address);
    const hosts = new Few([...new Set(keys.known)], keys.open);
    if (hosts.known.length >= 2) return k.pass();
    if (users.isEmpty()) return k.skip('unused');
    if (hosts.atLeast(2)) return k.pass();
    return k.fail(
      'single',
      { count: hosts.known.length },
      { value: hosts.known.length, allowed: '>= 2', related: backends.known },
    );
  },
  examples: {
    pass: [
      {
        given: {
          ...USED,
          'ztc_instance.two': { site: 'sh-jq' },
          'ztc_slb_backend.two': {
            backend_group_id: '${ztc_slb_backend_group.web.id}',
            instance_id: '${ztc_instance.two.id}',
          },
        },
      },
    ],
    fail: [
      { given: USED, at: 'ztc_slb_backend_group.web', message: 'single' },
      {
        given: {
          ...USED,
          'ztc_slb_backend.again': {
            backend_group_id: '${ztc_slb_backend_group.web.id}',
            instance_id: '${ztc_instance.one.id}',
            port: 81,
          },
        },
        at: 'ztc_slb_backend_group.web',
        message: 'single',
      },
      {
        given: {
          'ztc_slb_backend_group.api': {},
          'ztc_slb_rule.api': { backend_group_id: '${ztc_slb_backend_group.api.id}' },
        },
        at: 'ztc_slb_backend_group.api',
        message: 'single',
      },
    ],
    unknown: {
      never: 'backends name their group by reference; a number of them that is not known yet is an open type',
    },
    notApplicable: [{ given: { 'ztc_slb_backend_group.spare': {} } }],
  },
});
