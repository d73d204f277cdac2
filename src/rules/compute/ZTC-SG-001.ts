import { size } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SG-001',
  on: ['ztc_instance'],
  reads: ['ztc_instance.security_group_ids'],
  scope: 'request',
  messages: {
    none: { en: 'the host names no security group', zh: '云服务器未选择安全组' },
    noGroup: {
      en: 'a security group of the host is taken from {target}, which is no security group',
      zh: '所选安全组取自 {target}，而该对象不是安全组',
    },
  },
  fix: {
    en: 'name one or more security groups that exist before the host',
    zh: '至少选择一个先于主机存在的安全组',
  },
  check(node, k) {
    const attribute = 'security_group_ids';
    if (size(node, attribute) === 0) return k.fail('none', {}, { attribute, value: node.get(attribute) });
    const other = node.refs(attribute).known.find((target) => target.type !== 'ztc_security_group');
    if (!other) return k.pass();
    return k.fail('noGroup', { target: other.address }, { attribute, related: [other] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_security_group.web': {},
          'ztc_instance.a': { security_group_ids: ['${ztc_security_group.web.id}'] },
        },
      },
      { given: { 'ztc_instance.a': { security_group_ids: ['sg-of-another-stack'] } } },
    ],
    fail: [
      { given: { 'ztc_instance.a': { security_group_ids: [] } }, at: 'ztc_instance.a', message: 'none' },
      { given: { 'ztc_instance.a': { site: 'sh-jq' } }, at: 'ztc_instance.a', message: 'none' },
      {
        given: { 'ztc_vpc.v': {}, 'ztc_instance.a': { security_group_ids: ['${ztc_vpc.v.id}'] } },
        at: 'ztc_instance.a',
        message: 'noGroup',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { security_group_ids: '${ztc_service_request.r.assigned_values}' },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values',
      },
    ],
  },
});
