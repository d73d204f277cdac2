/** Rules about what a disk is asked to deliver and what its category gives. */
import type { Localized } from '../../schema/model.ts';
import { defineRule, type Examples, type Rule } from '../kit/rule.ts';

interface CategoryLimit {
  readonly id: string;
  /** The need, an attribute of the disk. */
  readonly attribute: 'required_iops' | 'required_throughput_mbs';
  /** The field of the catalogue's disk table that limits it. */
  readonly limit: 'max_iops' | 'max_throughput_mbs';
  readonly what: Localized;
  readonly unit: string;
  readonly fix: Localized;
  readonly examples: Examples;
}

/** A disk gives no more than its category does. */
export function categoryLimit({ id, attribute, limit, what, unit, fix, examples }: CategoryLimit): Rule {
  return defineRule({
    id,
    on: ['ztc_disk'],
    reads: ['ztc_disk.category', `ztc_disk.${attribute}`],
    scope: 'request',
    messages: {
      tooMuch: {
        en: `{value} ${unit} is asked of a disk of category {category}, which gives {max} at most`,
        zh: `需求 {value} ${unit}，类型 {category} 的云盘最多提供 {max}`,
      },
      noNeed: { en: `the disk states no need of ${what.en}`, zh: `云盘未声明${what.zh}需求` },
      noCategory: {
        en: 'the category is not one of the platform; the schema reports it',
        zh: '云盘类型有误，由模式校验报告',
      },
    },
    fix,
    check(node, k) {
      const value = node.number(attribute);
      if (value === null) return k.skip('noNeed');
      const category = node.string('category');
      const max = k.catalog.lookup(`disk_types.{category}.${limit}`, { category });
      if (category === null || typeof max !== 'number') return k.skip('noCategory');
      if (value <= max) return k.pass();
      return k.fail('tooMuch', { value, category, max }, { attribute, value, allowed: `<= ${max}` });
    },
    examples,
  });
}
