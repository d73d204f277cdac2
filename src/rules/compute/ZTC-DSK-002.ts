import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-DSK-002',
  on: ['ztc_disk', 'ztc_instance'],
  reads: [
    'ztc_disk.size_gib',
    'ztc_disk.category',
    'ztc_instance.system_disk',
    'ztc_instance.system_disk.size_gib',
    'ztc_instance.system_disk.category',
  ],
  scope: 'request',
  messages: {
    outside: {
      en: 'a disk of {value} GiB is asked for; one disk has more than 0 and at most {max} GiB',
      zh: '云盘容量 {value} GiB 超出范围，单盘须大于 0 且不超过 {max} GiB',
    },
    notGiven: { en: 'no size is given here', zh: '未给出容量' },
  },
  fix: { en: 'use several disks, or a size within the range', zh: '拆分为多块云盘，或将容量调整到范围内' },
  check(node, k) {
    const at = node.type === 'ztc_disk' ? '' : 'system_disk.';
    const attribute = `${at}size_gib`;
    if (!node.isSet(attribute)) return k.skip('notGiven');
    // The size of a system disk is chosen by the platform when it is left out.
    if (at !== '' && !node.isKnown(attribute)) return k.skip('notGiven');
    const value = node.number(attribute);
    if (value === null) return k.skip('notGiven');
    const category = node.isKnown(`${at}category`) ? node.string(`${at}category`) : null;
    const own = k.catalog.lookup('disk_types.{category}.max_gib', { category });
    const max = typeof own === 'number' ? own : k.catalog.number('disks.max_gib');
    if (value > 0 && value <= max) return k.pass();
    return k.fail('outside', { value, max }, { attribute, value, allowed: `> 0, <= ${max}` });
  },
  examples: {
    pass: [
      { given: { 'ztc_disk.d': { category: 'ssd', size_gib: 32768 } } },
      { given: { 'ztc_disk.d': { category: 'ordinary', size_gib: 1 } } },
      { given: { 'ztc_instance.a': { system_disk: { category: 'ssd', size_gib: 100 } } } },
    ],
    fail: [
      { given: { 'ztc_disk.d': { category: 'ssd', size_gib: 32769 } }, at: 'ztc_disk.d', message: 'outside' },
      { given: { 'ztc_disk.d': { category: 'ssd', size_gib: 0 } }, at: 'ztc_disk.d', message: 'outside' },
      {
        given: { 'ztc_instance.a': { system_disk: { category: 'ssd', size_gib: 40000 } } },
        at: 'ztc_instance.a',
        message: 'outside',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_snapshot.s': {},
          'ztc_disk.d': { category: 'ssd', size_gib: '${ztc_snapshot.s.size_gib}' },
        },
        at: 'ztc_disk.d',
        because: 'ztc_snapshot.s.size_gib',
      },
    ],
    notApplicable: [{ given: { 'ztc_instance.a': { system_disk: { category: 'ssd' } } } }],
  },
});
