import { categoriesFor, usesOf } from '../builders/environment.ts';
import { defineRule } from '../kit/rule.ts';

/** Roles whose work is mostly reading and writing; roles are free text, so the list is the project's. */
const IO_INTENSIVE =
  /database|\bdb\b|sql|cache|redis|search|elastic|hbase|mongo|kafka|analytic|trading|quote|market_data/i;

export default defineRule({
  id: 'ZTC-DSK-007',
  on: ['ztc_instance'],
  reads: ['ztc_instance.role', 'ztc_instance.system_disk', 'ztc_instance.system_disk.category'],
  scope: 'design',
  messages: {
    unnamed: {
      en: 'a system disk of category {category} is allowed, but the whitepaper names that use for {allowed} only',
      zh: '系统盘可用类型 {category}，但白皮书只把系统盘场景列在 {allowed}',
    },
    noDisk: { en: 'no system disk is described here', zh: '未描述系统盘' },
  },
  fix: {
    en: 'nothing has to change; an efficient disk serves a system disk without much I/O as well',
    zh: '无须修改；I/O 需求不高的系统盘也可用高效云盘',
  },
  check(node, k) {
    const attribute = 'system_disk.category';
    const category = node.string(attribute);
    const uses = usesOf(category, k);
    if (category === null || uses === null) return k.skip('noDisk');
    if (uses.includes('system_disk') || IO_INTENSIVE.test(node.string('role') ?? '')) return k.pass();
    const allowed = categoriesFor('system_disk', k);
    return k.fail('unnamed', { category, allowed }, { attribute, value: category, allowed });
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': { role: 'web', system_disk: { category: 'efficient' } } } },
      { given: { 'ztc_instance.a': { role: 'database', system_disk: { category: 'ssd' } } } },
    ],
    fail: [
      {
        given: { 'ztc_instance.a': { role: 'web', system_disk: { category: 'ssd' } } },
        at: 'ztc_instance.a',
        message: 'unnamed',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': {
            system_disk: { category: '${ztc_service_request.r.assigned_values.category}' },
          },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.category',
      },
    ],
    notApplicable: [{ given: { 'ztc_instance.a': { role: 'web' } } }],
  },
});
