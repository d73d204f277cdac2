import { isUnknown } from '../../graph/plain.ts';
import type { AnyKit } from '../builders/sets.ts';
import { refInside } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-EIP-016',
  on: ['ztc_internet_access_policy'],
  reads: [
    'ztc_internet_access_policy.eip_id',
    'ztc_internet_access_policy.direction',
    'ztc_eip_association.eip_id',
    'ztc_eip_association.instance_id',
    'ztc_eip_association.nat_gateway_id',
  ],
  scope: 'design',
  messages: {
    replaced: {
      en: '{eip} is replaced, but the policy that the operators opened for the old address stays as it is',
      zh: '{eip} 将被重建，而运维为原地址开通的策略未重新申请',
    },
    moved: {
      en: 'the address moves to another target by {binding}, but the policy that describes the old one stays as it is',
      zh: '该弹性公网IP 经 {binding} 改绑其他对象，而描述原对象的策略未重新申请',
    },
    fresh: { en: 'the plan files a request for this policy', zh: '计划中已为该策略提交申请' },
  },
  fix: {
    en: 'file the policy again: replace it, or change its ports, sources or justification so that a new work order is opened',
    zh: '重新申请该策略：重建该资源，或修改端口、来源、用途说明以产生新工单',
  },
  check(node, k) {
    const change = node.change();
    if (change !== 'no-op') return k.skip('fresh');
    const eip = eipOf(node, k);
    if (!eip || refiled(node, eip)) return k.pass();
    if (eip.change() === 'replace')
      return k.fail('replaced', { eip: eip.address }, { attribute: 'eip_id', related: [eip] });
    const binding = movedBinding(eip, k);
    if (!binding) return k.pass();
    return k.fail('moved', { binding: binding.address }, { attribute: 'eip_id', related: [eip, binding] });
  },
  examples: {
    pass: [
      {
        before: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: 'id-of-ztc_eip.a', instance_id: 'i-1' },
          'ztc_internet_access_policy.a': { eip_id: 'id-of-ztc_eip.a', direction: 'inbound' },
        },
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: 'id-of-ztc_eip.a', instance_id: 'i-1' },
          'ztc_internet_access_policy.a': { eip_id: 'id-of-ztc_eip.a', direction: 'inbound' },
        },
      },
    ],
    fail: [
      {
        before: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: 'id-of-ztc_eip.a', instance_id: 'i-1' },
          'ztc_internet_access_policy.a': { eip_id: 'id-of-ztc_eip.a', direction: 'inbound' },
        },
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: 'id-of-ztc_eip.a', instance_id: 'i-2' },
          'ztc_internet_access_policy.a': { eip_id: 'id-of-ztc_eip.a', direction: 'inbound' },
        },
        at: 'ztc_internet_access_policy.a',
        message: 'moved',
      },
      {
        before: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.old': { eip_id: 'id-of-ztc_eip.a', instance_id: 'i-1' },
          'ztc_internet_access_policy.a': { eip_id: 'id-of-ztc_eip.a', direction: 'inbound' },
        },
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.new': { eip_id: '${ztc_eip.a.id}', nat_gateway_id: 'nat-1' },
          'ztc_internet_access_policy.a': { eip_id: 'id-of-ztc_eip.a', direction: 'inbound' },
        },
        at: 'ztc_internet_access_policy.a',
        message: 'moved',
      },
      {
        before: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_internet_access_policy.a': { eip_id: 'id-of-ztc_eip.a', direction: 'inbound' },
        },
        given: {
          'ztc_eip.a': { site: 'sh-nq' },
          'ztc_internet_access_policy.a': { eip_id: 'id-of-ztc_eip.a', direction: 'inbound' },
        },
        at: 'ztc_internet_access_policy.a',
        message: 'replaced',
      },
    ],
    unknown: { never: 'the plan says which objects it replaces and what they were bound to' },
    notApplicable: [
      {
        before: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: 'id-of-ztc_eip.a', instance_id: 'i-1' },
          'ztc_internet_access_policy.a': { eip_id: 'id-of-ztc_eip.a', justification: 'portal on web1' },
        },
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: 'id-of-ztc_eip.a', instance_id: 'i-2' },
          'ztc_internet_access_policy.a': { eip_id: 'id-of-ztc_eip.a', justification: 'portal on web2' },
        },
      },
    ],
  },
});

/** The address that a policy was opened for. */
function eipOf(policy: RuleNode, k: AnyKit): RuleNode | null {
  const now = refInside(policy, 'eip_id');
  if (now) return now;
  const id = policy.node.prior?.eip_id;
  return k.all('ztc_eip').known.find((eip) => eip.node.prior?.id === id) ?? null;
}

/** Whether another object files the same request anew. */
function refiled(policy: RuleNode, eip: RuleNode): boolean {
  return eip
    .referrers('ztc_internet_access_policy', 'eip_id')
    .known.some(
      (other) =>
        !other.is(policy) &&
        (other.change() === 'create' || other.change() === 'replace') &&
        other.isKnown('direction') &&
        policy.isKnown('direction') &&
        other.string('direction') === policy.string('direction'),
    );
}

/** The binding that leads the address to a target that it did not have before. */
function movedBinding(eip: RuleNode, k: AnyKit): RuleNode | undefined {
  const id = eip.node.prior?.id;
  const bindings = eip.referrers('ztc_eip_association', 'eip_id').known;
  const past = [
    ...bindings,
    ...k.all('ztc_eip_association').known,
    ...k.removed('ztc_eip_association'),
  ].filter((binding) => binding.node.prior?.eip_id === id);
  const before = new Set(past.map((binding) => pastTarget(binding)));
  if (before.size === 0) return undefined;
  return bindings.find((binding) => {
    const target = targetOf(binding);
    return target !== null && !before.has(target);
  });
}

function pastTarget({ node: { prior } }: RuleNode): unknown {
  return prior?.instance_id ?? prior?.nat_gateway_id ?? null;
}

/** The id of what is bound; of an object that is created anew, its address. */
function targetOf(binding: RuleNode): string | null {
  const attribute = binding.isSet('instance_id') ? 'instance_id' : 'nat_gateway_id';
  const target = refInside(binding, attribute);
  if (!target) return binding.isKnown(attribute) ? binding.string(attribute) : null;
  const id = target.change() === 'replace' ? null : (target.node.values.id ?? null);
  return typeof id === 'string' && !isUnknown(id) ? id : target.address;
}
