import { isUnknown } from '../../graph/plain.ts';
import { memo } from '../builders/memo.ts';
import type { AnyKit } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** Objects that are taken for a disk by mistake; their identifiers are looked up when the source is a literal. */
const NO_DISKS = ['ztc_instance', 'ztc_nas_file_system', 'ztc_oss_bucket', 'ztc_snapshot', 'ztc_image'];

const noDisks = memo((k: AnyKit): ReadonlyMap<string, RuleNode> => {
  const known = NO_DISKS.flatMap((type) => k.all(type).known).filter(
    (node) => typeof node.node.values.id === 'string',
  );
  return new Map(known.map((node) => [String(node.node.values.id), node]));
});

export default defineRule({
  id: 'ZTC-SNP-001',
  on: ['ztc_snapshot'],
  reads: ['ztc_snapshot.disk_id', 'ztc_instance.id', 'ztc_snapshot.id', 'ztc_image.id'],
  scope: 'request',
  messages: {
    noDisk: {
      en: 'the snapshot is to be taken of {target}, which is no cloud disk',
      zh: '快照对象 {target} 不是云盘',
    },
    wholeHost: {
      en: 'the snapshot is to be taken of the host {target}; a snapshot belongs to one of its disks',
      zh: '快照对象为主机 {target}，而快照只针对其中一块云盘',
    },
    notGiven: { en: 'no disk is named; the schema reports it', zh: '未指定云盘，由模式校验报告' },
  },
  fix: {
    en: 'refer to ztc_disk.….id or ztc_instance.….system_disk.id',
    zh: '改为引用 ztc_disk.….id 或 ztc_instance.….system_disk.id',
  },
  check(node, k) {
    if (!node.isSet('disk_id')) return k.skip('notGiven');
    const value = node.node.values.disk_id;
    const target = node.refs('disk_id').known[0];
    if (target) {
      const host = target.type === 'ztc_instance';
      const whole = host && isUnknown(value) && value.ref?.attribute === 'id';
      if (target.type === 'ztc_disk' || (host && !whole)) return k.pass();
      return k.fail(
        whole ? 'wholeHost' : 'noDisk',
        { target: target.address },
        { attribute: 'disk_id', related: [target] },
      );
    }
    const id = node.string('disk_id') ?? '';
    const other = noDisks(k).get(id);
    if (!other) return k.pass();
    const message = other.type === 'ztc_instance' ? 'wholeHost' : 'noDisk';
    return k.fail(message, { target: other.address }, { attribute: 'disk_id', value: id, related: [other] });
  },
  examples: {
    pass: [
      { given: { 'ztc_disk.d': {}, 'ztc_snapshot.s': { disk_id: '${ztc_disk.d.id}' } } },
      { given: { 'ztc_instance.a': {}, 'ztc_snapshot.s': { disk_id: '${ztc_instance.a.system_disk.id}' } } },
      { given: { 'ztc_snapshot.s': { disk_id: 'd-of-another-stack' } } },
    ],
    fail: [
      {
        given: { 'ztc_image.i': {}, 'ztc_snapshot.s': { disk_id: '${ztc_image.i.id}' } },
        at: 'ztc_snapshot.s',
        message: 'noDisk',
      },
      {
        given: { 'ztc_instance.a': {}, 'ztc_snapshot.s': { disk_id: '${ztc_instance.a.id}' } },
        at: 'ztc_snapshot.s',
        message: 'wholeHost',
      },
      {
        before: { 'ztc_instance.a': { site: 'sh-jq' } },
        given: {
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_snapshot.s': { disk_id: '${ztc_instance.a.id}' },
        },
        at: 'ztc_snapshot.s',
        message: 'wholeHost',
      },
    ],
    unknown: { never: 'a reference counts as soon as it is written' },
    notApplicable: [{ given: { 'ztc_snapshot.s': { name: 's' } } }],
  },
});
