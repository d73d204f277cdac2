import { isRefused, isWaiting } from '../builders/internet.ts';
import { isOpenedByOperator } from '../builders/places.ts';
import { find } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-NET-005',
  on: ['ztc_eip'],
  reads: [
    'ztc_eip.site',
    'ztc_eip_association.eip_id',
    'ztc_eip_association.instance_id',
    'ztc_snat_entry.eip_id',
    'ztc_dnat_entry.eip_id',
    'ztc_instance.internet.inbound',
    'ztc_internet_access_policy.eip_id',
    'ztc_internet_access_policy.direction',
    'ztc_internet_access_policy.status',
  ],
  scope: 'design',
  messages: {
    noInbound: {
      en: 'the address carries traffic from the internet at {site}, but no inbound policy is requested from the operators',
      zh: '该弹性公网IP 在站点 {site} 承接来自互联网的流量，但未向运维申请入方向互联网策略',
    },
    noPolicy: {
      en: 'the address is used at {site}, but no internet policy is requested from the operators',
      zh: '该弹性公网IP 在站点 {site} 已被使用，但未向运维申请互联网策略',
    },
    waiting: {
      en: 'the internet policy {policy} is {status}; traffic cannot be relied on before the operators have completed it',
      zh: '互联网策略 {policy} 当前为 {status}，运维完成开通前不可依赖互联网流量',
    },
    noStep: { en: 'no operator step is needed at this site', zh: '该站点无需运维开通' },
    idle: { en: 'the address is not used', zh: '该弹性公网IP 未使用' },
  },
  fix: {
    en: 'add a ztc_internet_access_policy for the address with the direction of its traffic and wait until it is completed',
    zh: '为该弹性公网IP 增加相应方向的 ztc_internet_access_policy，待运维开通后再使用',
  },
  check(node, k) {
    const site = node.site();
    if (site === null || !isOpenedByOperator(k.catalog, site)) return k.skip('noStep');
    const serving = servesInternet(node);
    if (!serving && !isUsed(node)) return k.skip('idle');
    const policies = node
      .referrers('ztc_internet_access_policy', 'eip_id')
      .filter((policy) => !isRefused(policy) && (!serving || policy.string('direction') === 'inbound'));
    const open = find(policies, (policy) => !isWaiting(policy, 'completed'));
    if (open) return k.pass();
    const waiting = policies.known[0];
    if (waiting) {
      const status = waiting.string('status') ?? '';
      return k.fail('waiting', { policy: waiting.address, status }, { value: status, related: [waiting] });
    }
    return k.fail(serving ? 'noInbound' : 'noPolicy', { site }, {});
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_dnat_entry.a': { eip_id: '${ztc_eip.a.id}' },
          'ztc_internet_access_policy.a': { eip_id: '${ztc_eip.a.id}', direction: 'inbound' },
        },
      },
      {
        given: {
          'ztc_eip.a': { site: 'sh-nq' },
          'ztc_snat_entry.a': { eip_id: '${ztc_eip.a.id}' },
          'ztc_internet_access_policy.a': {
            eip_id: '${ztc_eip.a.id}',
            direction: 'outbound',
            status: 'completed',
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_dnat_entry.a': { eip_id: '${ztc_eip.a.id}' },
          'ztc_internet_access_policy.a': { eip_id: '${ztc_eip.a.id}', direction: 'outbound' },
        },
        at: 'ztc_eip.a',
        message: 'noInbound',
      },
      {
        given: {
          'ztc_eip.a': { site: 'sh-nq' },
          'ztc_instance.a': { site: 'sh-nq', internet: { inbound: true } },
          'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}', instance_id: '${ztc_instance.a.id}' },
        },
        at: 'ztc_eip.a',
        message: 'noInbound',
      },
      {
        given: { 'ztc_eip.a': { site: 'sh-jq' }, 'ztc_snat_entry.a': { eip_id: '${ztc_eip.a.id}' } },
        at: 'ztc_eip.a',
        message: 'noPolicy',
      },
      {
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_dnat_entry.a': { eip_id: '${ztc_eip.a.id}' },
          'ztc_internet_access_policy.a': {
            eip_id: '${ztc_eip.a.id}',
            direction: 'inbound',
            status: 'submitted',
          },
        },
        at: 'ztc_eip.a',
        message: 'waiting',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_dnat_entry.a': { eip_id: '${ztc_eip.a.id}' },
          'ztc_internet_access_policy.a': {
            eip_id: '${ztc_eip.a.id}',
            direction: '${ztc_service_request.r.completed_at}',
          },
        },
        at: 'ztc_eip.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
    notApplicable: [
      { given: { 'ztc_eip.a': { site: 'bj-aw' }, 'ztc_dnat_entry.a': { eip_id: '${ztc_eip.a.id}' } } },
      { given: { 'ztc_eip.a': { site: 'sh-jq' } } },
    ],
  },
});

function servesInternet(eip: RuleNode): boolean {
  if (eip.referrers('ztc_dnat_entry', 'eip_id').known.length > 0) return true;
  return eip
    .referrers('ztc_eip_association', 'eip_id')
    .known.flatMap((binding) => binding.refs('instance_id').known)
    .some((host) => host.isKnown('internet.inbound') && host.flag('internet.inbound'));
}

function isUsed(eip: RuleNode): boolean {
  return (
    eip.referrers('ztc_eip_association', 'eip_id').known.length > 0 ||
    eip.referrers('ztc_snat_entry', 'eip_id').known.length > 0
  );
}
