import type { Plain } from '../../graph/plain.ts';
import { memo } from '../builders/memo.ts';
import type { AnyKit } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

/** The disks that the plan detaches. */
const detachedDisks = memo((k: AnyKit): ReadonlySet<Plain> => {
  const removed = k.removed('ztc_disk_attachment').map(({ node }) => node.prior ?? node.values);
  return new Set(removed.map((values) => values.disk_id ?? null));
});

export default defineRule({
  id: 'ZTC-DSK-014',
  on: ['ztc_disk'],
  reads: ['ztc_disk.attached_instance_id', 'ztc_disk_attachment.disk_id'],
  scope: 'design',
  messages: {
    idle: {
      en: 'the disk is attached to no host and costs by time and capacity all the same',
      zh: '云盘未挂载到任何主机，仍按时长与容量计费',
    },
  },
  fix: {
    en: 'attach the disk to a host, or keep a snapshot of it and destroy it',
    zh: '将该盘挂载到主机；如暂不使用，做快照后销毁',
  },
  check(node, k) {
    if (node.referrers('ztc_disk_attachment', 'disk_id').atLeast(1)) return k.pass();
    const id = node.node.prior?.id ?? null;
    const detached = id !== null && detachedDisks(k).has(id);
    const attachedElsewhere = node.isKnown('attached_instance_id') && node.isSet('attached_instance_id');
    if (attachedElsewhere && !detached) return k.pass();
    return k.fail('idle', {}, { attribute: 'attached_instance_id' });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_disk.d': { category: 'ssd' },
          'ztc_instance.a': {},
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
      },
      {
        before: { 'ztc_disk.d': { category: 'ssd', attached_instance_id: 'i-of-another-stack' } },
        given: { 'ztc_disk.d': { category: 'ssd', attached_instance_id: 'i-of-another-stack' } },
      },
    ],
    fail: [
      { given: { 'ztc_disk.spare': { category: 'ssd' } }, at: 'ztc_disk.spare', message: 'idle' },
      {
        before: {
          'ztc_instance.a': {},
          'ztc_disk.d': { category: 'ssd', attached_instance_id: '${ztc_instance.a.id}' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
        given: {
          'ztc_instance.a': {},
          'ztc_disk.d': { category: 'ssd', attached_instance_id: 'id-of-ztc_instance.a' },
        },
        at: 'ztc_disk.d',
        message: 'idle',
      },
    ],
    unknown: { never: 'an attachment counts as soon as it is written' },
  },
});
