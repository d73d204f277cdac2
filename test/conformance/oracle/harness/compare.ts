/** Where two engines differ: a line per leaf, `path: terraform=… ztc=…`. */

import { isJsonObject, type Json } from '../../../../src/values/json.ts';
import { show } from './normalise.ts';

const LONGEST = 300;

export function differences(
  path: string,
  terraform: Json | undefined,
  ztc: Json | undefined,
): readonly string[] {
  if (show(terraform) === show(ztc)) return [];
  const both = [terraform, ztc];
  if (both.every(isJsonObject)) {
    const keys = new Set(both.flatMap((one) => Object.keys(one as object)));
    return [...keys].flatMap((key) => differences(join(path, key), own(terraform, key), own(ztc, key)));
  }
  if (Array.isArray(terraform) && Array.isArray(ztc) && terraform.length === ztc.length)
    return terraform.flatMap((one: Json, at) => differences(`${path}[${at}]`, one, ztc[at]));
  return [`${path}: terraform=${short(terraform)} ztc=${short(ztc)}`];
}

const own = (value: Json | undefined, key: string): Json | undefined =>
  isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

const join = (path: string, key: string): string =>
  /^[a-z_]+$/.test(key) ? `${path}.${key}` : `${path}[${key}]`;

function short(value: Json | undefined): string {
  const text = show(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}

/** The first line in which two texts differ. */
export function textDifference(
  path: string,
  terraform: readonly string[],
  ztc: readonly string[],
): readonly string[] {
  const at = terraform.findIndex((line, index) => line !== ztc[index]);
  if (at < 0 && terraform.length === ztc.length) return [];
  const line = at < 0 ? terraform.length : at;
  return [`${path}, line ${line + 1}: terraform=${terraform[line] ?? '(end)'} ztc=${ztc[line] ?? '(end)'}`];
}
