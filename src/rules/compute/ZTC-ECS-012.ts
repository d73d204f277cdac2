import { isUnknown, type Plain } from '../../graph/plain.ts';
import { memo } from '../builders/memo.ts';
import type { AnyKit } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** What an object that the plan destroys was; it is no part of the graph any more, so nothing is traced. */
function past(node: RuleNode, attribute: string): Plain {
  return (node.node.prior ?? node.node.values)[attribute] ?? null;
}

/** The identifier of an object that exists; null for one that is still to be created. */
function idOf(node: RuleNode): Plain {
  const id = node.node.prior?.id ?? node.node.values.id ?? null;
  return isUnknown(id) ? null : id;
}

const removedHosts = memo((k: AnyKit): ReadonlyMap<Plain, RuleNode> => {
  return new Map(k.removed('ztc_instance').map((host) => [past(host, 'id'), host]));
});

/** The attachments that the plan destroys, by disk. */
const removedJoins = memo((k: AnyKit): ReadonlyMap<Plain, readonly RuleNode[]> => {
  return Map.groupBy(k.removed('ztc_disk_attachment'), (join) => past(join, 'disk_id'));
});

export default defineRule({
  id: 'ZTC-ECS-012',
  on: ['ztc_disk'],
  reads: ['ztc_disk.id', 'ztc_disk_attachment.disk_id', 'ztc_disk_attachment.instance_id'],
  scope: 'design',
  messages: {
    remains: {
      en: 'the plan destroys {host}, but its data disk stays and keeps costing',
      zh: '计划删除 {host}，其数据盘仍会保留并继续计费',
    },
    noHostGoes: { en: 'the plan destroys no host', zh: '计划中没有删除云服务器' },
  },
  fix: {
    en: 'attach the disk to another host, or destroy it in the same plan if its data are not needed',
    zh: '将该盘挂载到其他主机；若数据不再需要，在同一计划中一并销毁',
  },
  check(node, k) {
    const hosts = removedHosts(k);
    const id = idOf(node);
    if (hosts.size === 0 || id === null) return k.skip('noHostGoes');
    const kept = node.referrers('ztc_disk_attachment', 'disk_id').known;
    const joins = [...(removedJoins(k).get(id) ?? []), ...kept].map((join) => past(join, 'instance_id'));
    const host = [...joins, past(node, 'attached_instance_id')]
      .map((hostId) => (hostId === null ? undefined : hosts.get(hostId)))
      .find((candidate) => candidate !== undefined);
    if (!host || node.change() === 'replace') return k.pass();
    const moved = kept.some((attachment) => attachment.refs('instance_id').known.length > 0);
    if (moved) return k.pass();
    return k.fail('remains', { host: host.address }, { attribute: 'attached_instance_id', related: [host] });
  },
  examples: {
    pass: [
      {
        before: {
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_disk.d': { site: 'sh-jq', category: 'ssd', size_gib: 100 },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
          'ztc_disk.e': { site: 'sh-jq', category: 'ssd', size_gib: 100 },
        },
        given: { 'ztc_disk.e': { site: 'sh-jq', category: 'ssd', size_gib: 100 } },
      },
      {
        before: {
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_instance.b': { site: 'sh-jq' },
          'ztc_disk.d': { site: 'sh-jq', category: 'ssd', size_gib: 100 },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
        given: {
          'ztc_instance.b': { site: 'sh-jq' },
          'ztc_disk.d': { site: 'sh-jq', category: 'ssd', size_gib: 100 },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.b.id}' },
        },
      },
    ],
    fail: [
      {
        before: {
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_disk.d': { site: 'sh-jq', category: 'ssd', size_gib: 100 },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
        given: { 'ztc_disk.d': { site: 'sh-jq', category: 'ssd', size_gib: 100 } },
        at: 'ztc_disk.d',
        message: 'remains',
      },
    ],
    unknown: { never: 'what the plan destroys is known from the state' },
    notApplicable: [{ given: { 'ztc_disk.d': { site: 'sh-jq', category: 'ssd', size_gib: 100 } } }],
  },
});
