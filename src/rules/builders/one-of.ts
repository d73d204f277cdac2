/** Rules about an attribute that has one of a list of values. */
import type { Catalog } from '../../catalog/catalog.ts';
import type { Localized } from '../../schema/model.ts';
import { defineRule, type Examples, type Read, type Rule } from '../kit/rule.ts';

interface OneOf {
  readonly id: string;
  readonly types: readonly string[];
  readonly attribute: string;
  readonly allowed: (catalog: Catalog) => readonly (string | number)[];
  /** What the value is, as a noun: `protocol`, `协议`. */
  readonly what: Localized;
  readonly fix: Localized;
  readonly examples: Examples;
}

/** The value is one of those that the catalogue lists; not giving one is left to the schema. */
export function oneOf({ id, types, attribute, allowed, what, fix, examples }: OneOf): Rule {
  return defineRule({
    id,
    on: types,
    reads: types.map((type): Read => `${type}.${attribute}`),
    scope: 'request',
    messages: {
      other: {
        en: `the ${what.en} {value} is not offered; there is {allowed}`,
        zh: `${what.zh} {value} 不可选，可选 {allowed}`,
      },
    },
    fix,
    check(node, k) {
      const value = node.get(attribute);
      if (typeof value !== 'string' && typeof value !== 'number') return k.pass();
      const values = allowed(k.catalog);
      if (values.includes(value)) return k.pass();
      return k.fail('other', { value, allowed: values }, { attribute, value, allowed: values });
    },
    examples,
  });
}
