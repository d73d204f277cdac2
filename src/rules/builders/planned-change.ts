/** Rules about how a change is planned: of what is fixed, and of what changes in place. */
import { isUnknown, type Plain, valueAt } from '../../graph/plain.ts';
import type { Localized } from '../../schema/model.ts';
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule, type Examples, type Read, type Rule } from '../kit/rule.ts';
import { attempt } from '../kit/unknown-read.ts';

export type Attributes = Readonly<Record<string, readonly string[]>>;

/** The first of the attributes that the plan certainly changes; stops the rule when one may change. */
export function changed(node: RuleNode, attributes: readonly string[]): string | undefined {
  const all = new Few(attributes).filter((attribute) => node.changes(attribute));
  if (all.known[0] === undefined) all.isEmpty();
  return all.known[0];
}

/** Whether the plan changes, or may change, one of the attributes. */
export function mayChange(node: RuleNode, attributes: readonly string[]): boolean {
  return attributes.some((attribute) => attempt(() => node.changes(attribute)) !== false);
}

/** The value that an attribute had, in words. */
export function past(node: RuleNode, attribute: string): string {
  return words(node.node.prior ? valueAt(node.node.prior, attribute) : null);
}

/** The value that an attribute gets, in words. */
export function next(node: RuleNode, attribute: string): string {
  return words(valueAt(node.node.values, attribute));
}

function words(value: Plain | undefined): string {
  if (value === null || value === undefined) return '-';
  if (isUnknown(value)) return value.cause;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function reads(attributes: Attributes): Read[] {
  return Object.entries(attributes).flatMap(([type, names]) => names.map((name): Read => `${type}.${name}`));
}

interface Immutable {
  readonly id: string;
  /** What is fixed, by type. */
  readonly fixed: Attributes;
  readonly fix: Localized;
  readonly examples: Examples;
}

/** What is fixed at creation changes by replacement only; an in-place change of it cannot be carried out. */
export function immutable({ id, fixed, fix, examples }: Immutable): Rule {
  return defineRule({
    id,
    on: Object.keys(fixed),
    reads: reads(fixed),
    scope: 'request',
    messages: {
      inPlace: {
        en: '{attribute} is to change in place from {before} to {after}, but it is fixed once the object exists',
        zh: '{attribute} 计划由 {before} 原地改为 {after}，但该属性在创建后不可更改',
      },
    },
    fix,
    check(node, k) {
      if (node.change() !== 'update') return k.pass();
      const attribute = changed(node, fixed[node.type] ?? []);
      if (attribute === undefined) return k.pass();
      const after = next(node, attribute);
      return k.fail(
        'inPlace',
        { attribute, before: past(node, attribute), after },
        { attribute, value: after, allowed: past(node, attribute) },
      );
    },
    examples,
  });
}

interface InPlace {
  readonly id: string;
  readonly type: string;
  /** What can be changed while the object stays. */
  readonly changeable: readonly string[];
  /** What does ask for a replacement. */
  readonly fixed: readonly string[];
  readonly fix: Localized;
  readonly examples: Examples;
}

/** What the platform changes in place needs no replacement. */
export function inPlace({ id, type, changeable, fixed, fix, examples }: InPlace): Rule {
  return defineRule({
    id,
    on: [type],
    reads: reads({ [type]: [...changeable, ...fixed] }),
    scope: 'design',
    messages: {
      replaced: {
        en: 'the object is to be replaced for a change of {attribute} from {before} to {after}, which the platform makes in place',
        zh: '{attribute} 由 {before} 改为 {after} 可原地生效，计划却要重建该资源',
      },
    },
    fix,
    check(node, k) {
      if (node.change() !== 'replace' || mayChange(node, fixed)) return k.pass();
      const attribute = changed(node, changeable);
      if (attribute === undefined) return k.pass();
      const after = next(node, attribute);
      return k.fail(
        'replaced',
        { attribute, before: past(node, attribute), after },
        { attribute, value: after },
      );
    },
    examples,
  });
}
