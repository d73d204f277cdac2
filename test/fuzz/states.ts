/** States between the steps: handed over, and changed by hand. */

import { parseJson, writeJson } from '../../src/values/json.ts';
import type { Json, JsonObject, StepOptions } from './scenario.ts';

type Instance = Readonly<Record<string, Json>>;

const resourcesIn = (text: string): readonly JsonObject[] =>
  (parseJson(text) as JsonObject).resources as readonly JsonObject[];

/** By instance address; deposed objects left out. */
export function idsIn(text: string | undefined): Map<string, string> {
  const ids = new Map<string, string>();
  for (const resource of text === undefined ? [] : resourcesIn(text))
    for (const instance of resource.instances as readonly Instance[])
      if (instance.deposed === undefined)
        ids.set(addressIn(resource, instance), String((instance.attributes as JsonObject).id));
  return ids;
}

export function addressIn({ module, type, name }: JsonObject, { index_key: key }: Instance): string {
  const path = module === undefined ? '' : `${module}.`;
  return `${path}${type}.${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`;
}

export const serialOf = (text: string | undefined): number =>
  text === undefined ? 0 : ((parseJson(text) as JsonObject).serial as number);

/** How many results and objects of these there are. */
export function checksIn(text: string | undefined): number {
  const { check_results: results } = text === undefined ? {} : (parseJson(text) as JsonObject);
  if (!Array.isArray(results)) return 0;
  return (results as readonly JsonObject[]).reduce(
    (sum, { objects }) => sum + (Array.isArray(objects) ? Math.max(objects.length, 1) : 1),
    0,
  );
}

/** As somebody would with an editor. */
export function editState(text: string | undefined, { taint, depose }: StepOptions): string | undefined {
  if (text === undefined || (taint === undefined && depose === undefined)) return text;
  const state = parseJson(text) as JsonObject;
  const resources = state.resources as readonly JsonObject[];
  const all = resources.flatMap(({ instances }) => instances as readonly Instance[]);
  const tainted = chosen(all, taint);
  const deposed = chosen(all, depose);
  const edited = (instance: Instance): Instance[] => {
    const kept = instance === tainted ? [{ ...instance, status: 'tainted' }] : [instance];
    return instance === deposed ? [...kept, copyOf(instance)] : kept;
  };
  return writeJson({
    ...state,
    serial: (state.serial as number) + 1,
    resources: resources.map((resource) => ({
      ...resource,
      instances: (resource.instances as readonly Instance[]).flatMap(edited),
    })),
  });
}

/** Current objects that nobody has tampered with. */
function chosen(all: readonly Instance[], number: number | undefined): Instance | undefined {
  const current = all.filter(({ deposed, status }) => deposed === undefined && status === undefined);
  return number === undefined || current.length === 0 ? undefined : current[number % current.length];
}

function copyOf(instance: Instance): Instance {
  const { id: _id, ...attributes } = instance.attributes as JsonObject;
  return { ...instance, deposed: 'dec0ded1', attributes: { ...attributes, id: 'put-aside' } };
}
