/** What a called module hands out. */

import { deepMarks } from '../values/marks.ts';
import { EPHEMERAL, SENSITIVE, type Value } from '../values/value.ts';
import type { OutputConfig } from './model.ts';

/** Throws for an ephemeral value in an output that is not. */
export function outputValue(output: OutputConfig, value: Value): Value {
  if (!output.ephemeral && value.deepMarked && deepMarks(value).has(EPHEMERAL)) {
    const detail = `Output "${output.name}" has an ephemeral value. Say "ephemeral" of the output too.`;
    throw output.place.error('ZTC-E-EPHEMERAL', 'Ephemeral value not allowed', detail, 'key');
  }
  const marks = [...(output.sensitive ? [SENSITIVE] : []), ...(output.ephemeral ? [EPHEMERAL] : [])];
  return marks.length === 0 ? value : value.withMarks(new Set(marks));
}
