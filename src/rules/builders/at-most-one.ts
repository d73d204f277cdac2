/** Rules about an object that one other object at a time can take. */
import type { Localized } from '../../schema/model.ts';
import { defineRule, type Examples, type Rule } from '../kit/rule.ts';
import { find, precedes, siblings, targetKey } from './sets.ts';

interface AtMostOne {
  readonly id: string;
  /** The type that joins, and its attribute that names what is taken. */
  readonly type: string;
  readonly attribute: string;
  /** What is taken, as a noun: `disk`, `云盘`. */
  readonly what: Localized;
  readonly fix: Localized;
  readonly examples: Examples;
}

/** Of two joins that take the same object, the later one is too many. */
export function atMostOne({ id, type, attribute, what, fix, examples }: AtMostOne): Rule {
  return defineRule({
    id,
    on: [type],
    reads: [`${type}.${attribute}`],
    scope: 'request',
    messages: {
      taken: {
        en: `the ${what.en} {target} is taken by {other} already; it has one host at a time`,
        zh: `${what.zh} {target} 已被 {other} 占用，同一时间只能用于一台主机`,
      },
    },
    fix,
    check(node, k) {
      const target = targetKey(node, attribute);
      if (target === null) return k.pass();
      const other = find(siblings(node, attribute, k), (sibling) => precedes(sibling, node, k));
      if (!other) return k.pass();
      return k.fail(
        'taken',
        { target, other: other.address },
        { attribute, value: target, related: [other] },
      );
    },
    examples,
  });
}
