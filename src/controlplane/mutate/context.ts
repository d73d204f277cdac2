import type { JsonObject } from '../../client/client.ts';
import type { Finding } from '../../findings/finding.ts';
import type { ResourceRow } from '../store/port.ts';
import type { World } from '../world.ts';

/** Who asks, as the signature has it. */
export interface Caller {
  readonly account: string;
  /** Access key, or the name under which the audit trail shows the change. */
  readonly actor: string;
  readonly requestId: string;
}

/** A write as rules see it, before it is accepted. */
export interface Proposed {
  readonly world: World;
  readonly row: ResourceRow;
  /** Null for a creation. */
  readonly before: ResourceRow | null;
  /** Everything the user gave, write-only attributes included. */
  readonly given: JsonObject;
  /** Top-level attributes that change. */
  readonly changed: readonly string[];
}

export interface Judgement {
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** Judges a write by the rules. Has to be told what became of it, because it keeps a picture of the account. */
export interface Enforcer {
  check(proposed: Proposed): Judgement;
  /** A row that was written without asking: deletions, approvals, changes in the console. */
  note(world: World, row: ResourceRow): void;
  /** What was judged or noted since the last commit may not have happened. */
  forget(): void;
}

export interface Outcome {
  /** The object as the answer shows it. */
  readonly object: JsonObject;
  readonly warnings: readonly Finding[];
}
