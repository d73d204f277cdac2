import type { Action } from '../../graph/node.ts';
import type { Localized } from '../../schema/model.ts';
import type { RuleKit } from './kit.ts';
import type { RuleNode } from './node.ts';

/** The placeholders of a message text: `subnet {cidr} is outside {vpc}` has `cidr | vpc`. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

export type Messages = Readonly<Record<string, Localized>>;

/** A value that a message can show. */
export type Printable = string | number | boolean | readonly (string | number | boolean)[];

export type MessageData<Message extends Localized> = Readonly<Record<Placeholders<Message['en']>, Printable>>;

export interface FailDetails {
  /** The attribute that has to change, as a dotted path. */
  readonly attribute?: string;
  readonly value?: unknown;
  readonly allowed?: unknown;
  /** Other objects that take part in the violation. A general rule's finding on one of them is hidden by a special one. */
  readonly related?: readonly RuleNode[];
}

export interface Pass {
  readonly verdict: 'pass';
}

export interface NotApplicable {
  readonly verdict: 'notApplicable';
  /** Key of `messages`. */
  readonly reason: string;
}

export interface Fail extends FailDetails {
  readonly verdict: 'fail';
  /** Key of `messages`. */
  readonly message: string;
  readonly data: Readonly<Record<string, Printable>>;
}

export type Verdict = Pass | NotApplicable | Fail;

/** Objects by address; a string that is exactly `${type.name.attribute}` is a reference, as in cdk.tf.json. */
export type ExampleObjects = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface Example {
  readonly given: ExampleObjects;
  /** What existed before; makes the example a plan (absent afterwards = destroyed, different = changed). */
  readonly before?: ExampleObjects;
  /** What the plan does, by address, where it is not what the schema demands for the changes. */
  readonly actions?: Readonly<Record<string, readonly Action[]>>;
}

export interface FailExample extends Example {
  /** Address of the subject. */
  readonly at: string;
  /** Key of `messages`. */
  readonly message: string;
}

export interface UnknownExample extends Example {
  readonly at: string;
  /** What is not known: `ztc_vpc.a.cidr`. */
  readonly because: string;
}

export interface Examples {
  readonly pass: readonly [Example, ...Example[]];
  readonly fail: readonly [FailExample, ...FailExample[]];
  /** A rule that reads nothing that can be unknown says so instead of giving an example. */
  readonly unknown: readonly UnknownExample[] | { readonly never: string };
  readonly notApplicable?: readonly Example[];
}

/** Attributes a rule reads, `type.attribute`; they decide when it has to be evaluated again. */
export type Read = `${string}.${string}`;

/**
 * One constraint as one pure function. Title, severity, phase, section and clause hash stand in `schema/constraints`
 * under the same id and are not repeated here.
 */
export interface Rule {
  readonly id: string;
  /** Types whose objects the rule judges, or `{having}`: every type with that attribute. */
  readonly on: readonly string[] | { readonly having: string };
  readonly reads: readonly Read[];
  /**
   * `request`: a violation cannot be cured by creating something else later, so the control plane refuses the request.
   * `design`: only the whole design can be judged; the control plane does not ask.
   */
  readonly scope: 'request' | 'design';
  readonly messages: Messages;
  readonly fix: Localized;
  check(node: RuleNode, k: RuleKit<Messages>): Verdict | readonly Verdict[];
  readonly examples: Examples;
}

interface RuleInit<M extends Messages> extends Omit<Rule, 'check' | 'messages'> {
  readonly messages: M;
  /** Reading an unknown value through the node or the kit stops the check with the verdict `unknown`. */
  check(node: RuleNode, k: RuleKit<M>): Verdict | readonly Verdict[];
}

export function defineRule<const M extends Messages>(init: RuleInit<M>): Rule {
  return init as unknown as Rule;
}
