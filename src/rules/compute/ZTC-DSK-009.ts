import { categoriesFor, usesOf } from '../builders/environment.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-DSK-009',
  on: ['ztc_disk'],
  reads: ['ztc_disk.size_gib', 'ztc_disk.category'],
  scope: 'design',
  messages: {
    unnamed: {
      en: 'the disk may grow from {before} to {after} GiB, but the whitepaper names growth on demand for category {allowed} only, and it is of category {category}',
      zh: '云盘可由 {before} GiB 扩容到 {after} GiB，但白皮书只把弹性扩容列在 {allowed} 的适用场景，该盘类型为 {category}',
    },
    noGrowth: { en: 'the disk does not grow in place', zh: '云盘没有原地扩容' },
  },
  fix: {
    en: 'nothing has to change; block storage grows with the business',
    zh: '无须修改；块存储可随业务扩容',
  },
  check(node, k) {
    const before = node.change() === 'update' ? node.before('size_gib') : null;
    if (typeof before !== 'number') return k.skip('noGrowth');
    const after = node.number('size_gib');
    if (after === null || after <= before) return k.skip('noGrowth');
    const category = node.string('category');
    const uses = usesOf(category, k);
    if (category === null || uses === null || uses.includes('elastic_expansion')) return k.pass();
    const allowed = categoriesFor('elastic_expansion', k);
    return k.fail(
      'unnamed',
      { before, after, category, allowed },
      { attribute: 'size_gib', value: after, allowed },
    );
  },
  examples: {
    pass: [
      {
        before: { 'ztc_disk.d': { category: 'efficient', size_gib: 200 } },
        given: { 'ztc_disk.d': { category: 'efficient', size_gib: 400 } },
      },
    ],
    fail: [
      {
        before: { 'ztc_disk.d': { category: 'ordinary', size_gib: 200 } },
        given: { 'ztc_disk.d': { category: 'ordinary', size_gib: 400 } },
        at: 'ztc_disk.d',
        message: 'unnamed',
      },
    ],
    unknown: [
      {
        before: { 'ztc_disk.d': { category: 'ordinary', size_gib: 200 } },
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_disk.d': { category: 'ordinary', size_gib: '${ztc_service_request.r.assigned_values.size}' },
        },
        at: 'ztc_disk.d',
        because: 'ztc_service_request.r.assigned_values.size',
      },
    ],
    notApplicable: [
      { given: { 'ztc_disk.d': { category: 'ordinary', size_gib: 400 } } },
      {
        before: { 'ztc_disk.d': { category: 'ordinary', size_gib: 200, name: 'a' } },
        given: { 'ztc_disk.d': { category: 'ordinary', size_gib: 200, name: 'b' } },
      },
    ],
  },
});
