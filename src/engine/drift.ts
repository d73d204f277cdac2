/** Drift: what somebody else has changed, field by field, told apart from what the configuration wants to change. */

import type { Diagnostic } from '../values/diagnostic.ts';
import type { Json } from '../values/json.ts';
import { formatPath } from '../values/path.ts';
import type { Value } from '../values/value.ts';
import { leafChanges } from './diff/leaves.ts';
import { type LeafChange, plainPath } from './diff/model.ts';
import { knownJson } from './plan/json/values.ts';
import { hasChanges, type Plan } from './plan/model.ts';

export interface DriftedField {
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
  readonly sensitive: boolean;
  /** The configuration would put the value back (false: only the platform decides it, or it is ignored). */
  readonly reverted: boolean;
}

export interface DriftedObject {
  readonly address: string;
  readonly type: string;
  readonly kind: 'changed' | 'deleted';
  readonly fields: readonly DriftedField[];
}

export interface DriftReport {
  readonly drifted: readonly DriftedObject[];
  /** Addresses that a plan would change for the configuration's sake alone. */
  readonly pending: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Something could not be read or planned, so the report may lack objects. */
  readonly incomplete: boolean;
}

export function driftReport(plan: Plan): DriftReport {
  const changes = new Map(plan.changes.map((change) => [change.text, change]));
  const drifted = plan.drift.map((drift): DriftedObject => {
    const planned = changes.get(drift.text);
    const back = planned ? new Set(leafChanges(planned.before, planned.after, []).map(pathText)) : new Set();
    const leaves = drift.action === 'delete' ? [] : leafChanges(drift.before, drift.after, drift.sensitive);
    return {
      address: drift.text,
      type: drift.address.type,
      kind: drift.action === 'delete' ? 'deleted' : 'changed',
      fields: leaves.map((leaf) => ({
        path: pathText(leaf),
        before: shownJson(leaf.before),
        after: shownJson(leaf.after),
        sensitive: leaf.before?.deepMarked === true || leaf.after?.deepMarked === true,
        reverted: back.has(pathText(leaf)),
      })),
    };
  });
  const touched = new Set(drifted.map(({ address }) => address));
  const pending = hasChanges(plan)
    ? plan.changes
        .filter(({ action, text }) => action !== 'no-op' && !touched.has(text))
        .map(({ text }) => text)
    : [];
  const { diagnostics } = plan;
  // A design that breaks a rule has been read and planned all the same.
  const incomplete = diagnostics.some(({ severity }) => severity === 'error');
  return { drifted, pending, diagnostics, incomplete };
}

const pathText = ({ path }: LeafChange): string => formatPath(plainPath(path));

/** Null where nothing is there or anything in it must not be shown. */
const shownJson = (value: Value | undefined): Json =>
  value === undefined || value.deepMarked ? null : knownJson(value);
