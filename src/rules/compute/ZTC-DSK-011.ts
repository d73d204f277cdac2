import { mayChange } from '../builders/planned-change.ts';
import { defineRule } from '../kit/rule.ts';

/** A change of these makes a new disk anyway, of whatever size. */
const FIXED = ['category', 'site', 'source_snapshot_id'];

export default defineRule({
  id: 'ZTC-DSK-011',
  on: ['ztc_disk'],
  reads: [
    'ztc_disk.size_gib',
    'ztc_disk.allow_replace',
    'ztc_disk.category',
    'ztc_disk.site',
    'ztc_disk.source_snapshot_id',
  ],
  scope: 'request',
  messages: {
    shrinks: {
      en: 'the disk is to shrink from {before} to {after} GiB; a disk grows in place but never shrinks',
      zh: '云盘计划由 {before} GiB 缩小到 {after} GiB，云盘只能扩容不能缩容',
    },
    noChange: { en: 'the size does not go down', zh: '容量没有减小' },
  },
  fix: {
    en: 'keep the size, or set allow_replace so that a new, empty disk takes its place',
    zh: '保持原容量；如可接受数据丢失，设置 allow_replace 以新建空盘替换',
  },
  check(node, k) {
    const change = node.change();
    const before = change === 'update' || change === 'replace' ? node.before('size_gib') : null;
    if (typeof before !== 'number') return k.skip('noChange');
    const after = node.number('size_gib');
    if (after === null || after >= before) return k.pass();
    if (change === 'replace' && (node.flag('allow_replace') || mayChange(node, FIXED))) return k.pass();
    return k.fail(
      'shrinks',
      { before, after },
      { attribute: 'size_gib', value: after, allowed: `>= ${before}` },
    );
  },
  examples: {
    pass: [
      {
        before: { 'ztc_disk.d': { category: 'ssd', size_gib: 200 } },
        given: { 'ztc_disk.d': { category: 'ssd', size_gib: 500 } },
      },
      {
        before: { 'ztc_disk.d': { category: 'ssd', size_gib: 500 } },
        given: { 'ztc_disk.d': { category: 'ssd', size_gib: 200, allow_replace: true } },
        actions: { 'ztc_disk.d': ['delete', 'create'] },
      },
      {
        before: { 'ztc_disk.d': { category: 'ssd', size_gib: 500 } },
        given: { 'ztc_disk.d': { category: 'efficient', size_gib: 200 } },
      },
    ],
    fail: [
      {
        before: { 'ztc_disk.d': { category: 'ssd', size_gib: 500 } },
        given: { 'ztc_disk.d': { category: 'ssd', size_gib: 200 } },
        actions: { 'ztc_disk.d': ['update'] },
        at: 'ztc_disk.d',
        message: 'shrinks',
      },
      {
        before: { 'ztc_disk.d': { category: 'ssd', size_gib: 500 } },
        given: { 'ztc_disk.d': { category: 'ssd', size_gib: 200 } },
        actions: { 'ztc_disk.d': ['delete', 'create'] },
        at: 'ztc_disk.d',
        message: 'shrinks',
      },
    ],
    unknown: [
      {
        before: { 'ztc_disk.d': { category: 'ssd', size_gib: 200 } },
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_disk.d': { category: 'ssd', size_gib: '${ztc_service_request.r.assigned_values.size}' },
        },
        at: 'ztc_disk.d',
        because: 'ztc_service_request.r.assigned_values.size',
      },
    ],
    notApplicable: [{ given: { 'ztc_disk.d': { category: 'ssd', size_gib: 200 } } }],
  },
});
