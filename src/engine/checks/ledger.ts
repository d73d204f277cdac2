/** Collects the outcomes of conditions during one run. What is never reported stays unknown. */

import { within } from '../../config/address.ts';
import type { ConditionConfig } from '../../config/model.ts';
import type { ConfigTree } from '../../config/tree.ts';
import { compareStrings } from '../../values/type.ts';
import type { CheckedObject, CheckKind, CheckResult, CheckStatus } from './model.ts';
import { worst } from './model.ts';

interface Declared {
  readonly kind: CheckKind;
  readonly address: string;
  readonly conditions: readonly ConditionConfig[];
  objects: Map<string, Map<ConditionConfig | string, Outcome>> | undefined;
}

interface Outcome {
  readonly status: CheckStatus;
  readonly message?: string;
}

export class CheckLedger {
  readonly #declared = new Map<string, Declared>();

  constructor(tree: ConfigTree) {
    for (const { address, resources, outputs, variables, checks } of tree.modules.values()) {
      for (const { address: at, lifecycle } of resources.values())
        this.#declare('resource', at, [...lifecycle.preconditions, ...lifecycle.postconditions]);
      for (const { name, preconditions } of outputs.values())
        this.#declare('output', within(address, `output.${name}`), preconditions);
      for (const { name, validations } of variables.values())
        this.#declare('var', within(address, `var.${name}`), validations);
      for (const check of checks.values()) this.#declare('check', check.address, check.assertions);
    }
  }

  #declare(kind: CheckKind, address: string, conditions: readonly ConditionConfig[]): void {
    if (conditions.length > 0) this.#declared.set(address, { kind, address, conditions, objects: undefined });
  }

  /** Whether the declaration with this address has conditions. */
  has(address: string): boolean {
    return this.#declared.has(address);
  }

  /** Says which objects there are of a declaration. */
  objects(address: string, objects: Iterable<string>): void {
    const declared = this.#declared.get(address);
    if (!declared) return;
    declared.objects ??= new Map();
    for (const object of objects) if (!declared.objects.has(object)) declared.objects.set(object, new Map());
  }

  /** `of` is a condition, or a name for what goes wrong besides. */
  report(address: string, object: string, of: ConditionConfig | string, outcome: Outcome): void {
    const declared = this.#declared.get(address);
    if (!declared) return;
    this.objects(address, [object]);
    declared.objects?.get(object)?.set(of, outcome);
  }

  /** What was found out about an object, or about all of a declaration, does not count any more. */
  forget(address: string, object?: string): void {
    for (const [name, outcomes] of this.#declared.get(address)?.objects ?? [])
      if (object === undefined || name === object) outcomes.clear();
  }

  /** Whether something besides the conditions has failed, such as reading what they look at. */
  isBlocked(address: string, object: string): boolean {
    const outcomes = this.#declared.get(address)?.objects?.get(object);
    return (
      outcomes?.entries().some(([of, { status }]) => typeof of === 'string' && status === 'fail') ?? false
    );
  }

  results(): CheckResult[] {
    return [...this.#declared.values()].map(resultOf).sort((a, b) => compareStrings(a.address, b.address));
  }
}

function resultOf({ kind, address, conditions, objects }: Declared): CheckResult {
  if (!objects) return { kind, address, status: 'unknown', objects };
  const checked = [...objects].map(([object, outcomes]): CheckedObject => {
    const all = [...outcomes.values(), ...conditions.flatMap((one) => (outcomes.has(one) ? [] : [OPEN]))];
    const messages = all.flatMap(({ status, message }) =>
      status === 'fail' && message !== undefined ? [message] : [],
    );
    return { address: object, status: worst(all.map(({ status }) => status)), messages };
  });
  checked.sort((a, b) => compareStrings(a.address, b.address));
  return { kind, address, status: worst(checked.map(({ status }) => status)), objects: checked };
}

const OPEN: Outcome = { status: 'unknown' };
