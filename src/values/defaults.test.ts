import { expect, test } from 'vitest';
import { applyDefaults, type Defaults } from './defaults.ts';
import { NOT_NULL } from './refinement.ts';
import { T } from './type.ts';
import { nul, object, str, unknown, type Value } from './value.ts';

const withDefault = (value: Value): Defaults => ({ values: new Map([['k', value]]), children: new Map() });
const fill = (given: Value, value: Value): Value => applyDefaults(object({ k: given }), withDefault(value));

test('what is left out or null gets its default', () => {
  expect(fill(nul(), str('x'))).toEqual(object({ k: str('x') }));
  expect(applyDefaults(object({}), withDefault(str('x')))).toEqual(object({ k: str('x') }));
  expect(fill(str('y'), str('x'))).toEqual(object({ k: str('y') }));
});

test('what is not known yet will not be null', () => {
  expect(fill(unknown(T.string), str('x'))).toEqual(object({ k: unknown(T.string, NOT_NULL) }));
  expect(fill(unknown(T.string), nul())).toEqual(object({ k: unknown(T.string) }));
  expect(fill(unknown(), str('x'))).toEqual(object({ k: unknown() }));
});
