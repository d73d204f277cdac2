import { wrongTarget } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

/** What a mapping can lead to, by the word that `target_type` uses. */
const TARGETS: Readonly<Record<string, string>> = { instance: 'ztc_instance', slb: 'ztc_slb' };

export default defineRule({
  id: 'ZTC-NAT-004',
  on: ['ztc_dnat_entry'],
  reads: ['ztc_dnat_entry.target_type', 'ztc_dnat_entry.target_id'],
  scope: 'request',
  messages: {
    otherType: {
      en: 'a DNAT entry cannot lead to {value}; it leads to {allowed}',
      zh: 'DNAT 条目不能映射到 {value}，仅可映射到 {allowed}',
    },
    otherTarget: {
      en: 'a DNAT entry cannot lead to {target}; only hosts and load balancers can be mapped',
      zh: 'DNAT 条目不能映射到 {target}，仅可映射云服务器与负载均衡',
    },
    mismatch: {
      en: 'the target {target} is not of the type {value} that the entry states',
      zh: '目标 {target} 与条目声明的类型 {value} 不符',
    },
  },
  fix: {
    en: 'map the port to a host, or to a load balancer that is to be published; other services stay private',
    zh: '将端口映射到云服务器，或需发布的负载均衡；其他服务保持内网访问',
  },
  check(node, k) {
    const value = node.string('target_type');
    const allowed = Object.keys(TARGETS);
    if (value !== null && !(value in TARGETS)) {
      return k.fail('otherType', { value, allowed }, { attribute: 'target_type', value, allowed });
    }
    const types = value === null ? Object.values(TARGETS) : [TARGETS[value] ?? ''];
    const target = wrongTarget(node, 'target_id', types, k);
    if (!target) return k.pass();
    const details = { related: [target] };
    if (value !== null && Object.values(TARGETS).includes(target.type)) {
      return k.fail(
        'mismatch',
        { target: target.address, value },
        { ...details, attribute: 'target_type', value, allowed },
      );
    }
    return k.fail(
      'otherTarget',
      { target: target.address },
      { ...details, attribute: 'target_id', value: target.address, allowed: Object.values(TARGETS) },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_slb.web': {},
          'ztc_dnat_entry.web': { target_type: 'slb', target_id: '${ztc_slb.web.id}' },
        },
      },
      { given: { 'ztc_dnat_entry.web': { target_type: 'instance', target_id: 'i-1' } } },
    ],
    fail: [
      {
        given: { 'ztc_dnat_entry.db': { target_type: 'rds', target_id: 'rm-1' } },
        at: 'ztc_dnat_entry.db',
        message: 'otherType',
      },
      {
        given: {
          'ztc_nat_gateway.n': {},
          'ztc_dnat_entry.db': { target_type: 'instance', target_id: '${ztc_nat_gateway.n.id}' },
        },
        at: 'ztc_dnat_entry.db',
        message: 'otherTarget',
      },
      {
        given: {
          'ztc_slb.web': {},
          'ztc_dnat_entry.web': { target_type: 'instance', target_id: '${ztc_slb.web.id}' },
        },
        at: 'ztc_dnat_entry.web',
        message: 'mismatch',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_dnat_entry.web': { target_type: '${ztc_service_request.r.completed_at}' },
        },
        at: 'ztc_dnat_entry.web',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
