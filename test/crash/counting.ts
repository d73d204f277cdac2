/** What is counted of what was found, and whether a world goes on with it. */

import type { Violation } from './check.ts';
import type { EngineName } from './engines.ts';
import type { Found, Tally } from './tally.ts';

/** An object that is lost stays so; it is counted once, as what it was at first. */
export function record(
  tally: Tally,
  found: readonly Violation[],
  known: Set<string>,
  when: Pick<Found, 'world' | 'trial' | 'plan'>,
): void {
  for (const violation of found) {
    if (known.has(violation.text)) continue;
    known.add(violation.text);
    tally.violations.push({ ...violation, ...when });
  }
}

/** Terraform goes on after it has lost something, as its users do, as long as it can. */
const STUCK: ReadonlySet<string> = new Set<Violation['kind']>(['apply', 'plan', 'hang', 'server', 'trial']);

/** What is broken stays so: the next world shows whether it happens again. */
export const isOver = (found: readonly Violation[], engine: EngineName | undefined): boolean =>
  found.some(({ kind }) => engine !== 'terraform' || STUCK.has(kind));
