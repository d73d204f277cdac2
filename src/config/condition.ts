/** Preconditions, postconditions and validations. */

import type { Scope } from '../hcl/scope.ts';
import { ConversionError, convert } from '../values/convert.ts';
import { T, type Type } from '../values/type.ts';
import { asBool, asString, EPHEMERAL, SENSITIVE, type Value } from '../values/value.ts';
import type { ConditionResult } from './evaluation.ts';
import type { ConditionConfig } from './model.ts';

export function evaluateCondition(
  { condition, errorMessage, place }: ConditionConfig,
  scope: Scope,
): ConditionResult {
  const result = as(condition.evaluate(scope), T.bool, 'The condition must be true or false');
  if (!result.isKnown) return { status: 'unknown' };
  if (result.isNull) throw invalid('The condition is null; it must be true or false.');
  if (asBool(result)) return { status: 'pass' };
  const message = as(errorMessage.evaluate(scope), T.string, 'The error message must be a text');
  if (message.hasMark(SENSITIVE) || message.hasMark(EPHEMERAL)) {
    return {
      status: 'fail',
      message: 'The error message included a sensitive value, so it will not be displayed.',
    };
  }
  const text = message.isKnown && !message.isNull ? asString(message) : '(the error message is not known)';
  return { status: 'fail', message: text };

  function as(value: Value, type: Type, complaint: string): Value {
    try {
      return convert(value, type);
    } catch (e) {
      if (!(e instanceof ConversionError)) throw e;
      throw invalid(`${complaint}: ${e.message}.`);
    }
  }

  function invalid(detail: string): Error {
    return place.error('ZTC-E-CONFIG-CONDITION', 'Invalid condition', detail);
  }
}
