/** Paths as Terraform's JSON files write them. */

import { isJsonObject, type Json } from '../../values/json.ts';
import { valueFromJson } from '../../values/json-value.ts';
import { formatPath, valueAt } from '../../values/path.ts';
import { compareStrings, type Type, type TypeJson, typeFromJson } from '../../values/type.ts';
import { type Path, type PathStep, Value } from '../../values/value.ts';

/** `sensitive_attributes`: steps with a kind, attributes of objects or elements; the latter carry their type. */
export function pathToSteps(path: Path, within?: Value): Json {
  let at = within;
  return path
    .filter((step) => !(step instanceof Value))
    .map((step) => {
      const json = stepToJson(step, at?.type.kind);
      at = at && valueAt(at, [step]);
      return json;
    });
}

function stepToJson(step: PathStep, kind: Type['kind'] | undefined): Json {
  if (typeof step === 'number') return { type: 'index', value: { value: step, type: 'number' } };
  if (kind === 'map') return { type: 'index', value: { value: step as string, type: 'string' } };
  return { type: 'get_attr', value: step as string };
}

/** Undefined for something that is no path. */
export function pathFromSteps(json: Json): Path | undefined {
  if (!Array.isArray(json)) return undefined;
  const path: PathStep[] = [];
  for (const step of json as readonly Json[]) {
    if (!isJsonObject(step)) return undefined;
    const by = step.type === 'get_attr' ? step.value : indexOf(step.value);
    if (typeof by !== 'string' && typeof by !== 'number') return undefined;
    path.push(by);
  }
  return path;
}

function indexOf(json: Json | undefined): Json | undefined {
  if (!isJsonObject(json)) return undefined;
  const { raw } = valueFromJson(json.value ?? null, typeFromJson(json.type as TypeJson));
  return typeof raw === 'string' || typeof raw === 'number' ? raw : undefined;
}

/** `replace_paths`: bare steps. Sets cannot be stepped into, so the path ends at the set. */
export function pathToJson(path: Path): Json[] {
  const steps: Json[] = [];
  for (const step of path) {
    if (step instanceof Value) break;
    steps.push(step);
  }
  return steps;
}

/** Sorted, without doubles, cut at the first step into a set. */
export function normalizePaths(paths: Iterable<Path>): Path[] {
  const byText = new Map<string, Path>();
  for (const path of paths) {
    const cut = path.findIndex((step) => step instanceof Value);
    const plain = cut < 0 ? path : path.slice(0, cut);
    byText.set(formatPath(plain), plain);
  }
  return [...byText].sort((a, b) => compareStrings(a[0], b[0])).map(([, path]) => path);
}

/** Of normalized paths. */
export const samePaths = (a: readonly Path[], b: readonly Path[]): boolean =>
  a.length === b.length && a.every((path, i) => formatPath(path) === formatPath(b[i] as Path));
