/** The examples of the rules, played as requests: what a rule allows is accepted, what it forbids is refused by it. */
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject, RemoteObject } from '../client/client.ts';
import { ApiError } from '../client/error.ts';
import type { Example, Rule } from '../rules/kit/rule.ts';
import { loadRuleSet } from '../rules/registry.ts';
import { loadRegistry } from '../schema/registry.ts';
import { isObject, valueAt } from './json.ts';
import { Maker } from './maker.testing.ts';
import { setUp } from './testing.ts';

const set = loadRuleSet();
const asked = set.rules.filter((rule) => rule.scope === 'request');

const REFERENCE = /^\$\{(ztc_\w+\.\w+(?:\["[^"]+"\])?)\.([\w.]+)\}$/;

/** How a play ended: with all objects made, with a refusal by the rule, or in a way that says nothing about it. */
type End = 'accepted' | 'refused by the rule' | 'refused otherwise' | 'not playable';

/** As it stands first: what it leaves out may be what is wrong with it. */
async function play(rule: Rule, example: Example): Promise<End> {
  const bare = await playOnce(rule, example, false);
  return bare === 'accepted' || bare === 'refused by the rule' ? bare : playOnce(rule, example, true);
}

async function playOnce(rule: Rule, { given, before }: Example, complete: boolean): Promise<End> {
  if (before) return 'not playable';
  await using setup = setUp({ rules: { rules: { ...set, rules: [rule] } } });
  const maker = new Maker(setup);
  const made = new Map<string, RemoteObject>();
  const left = new Map(Object.entries(given));
  for (let progress = true; left.size > 0 && progress; ) {
    progress = false;
    for (const [address, values] of left) {
      const [type = ''] = address.split('.');
      const body = resolved(values as JsonObject, made);
      if (body === undefined || !isObject(body)) continue;
      try {
        made.set(address, await setup.make(type, complete ? await completed(maker, type, body, made) : body));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.code === 'ZTC-API-RULE_CRASHED') throw error;
        const byRule =
          error.details.rule === rule.id ||
          error.details.problems?.some((problem) => problem.rule === rule.id);
        return byRule ? 'refused by the rule' : 'refused otherwise';
      }
      left.delete(address);
      progress = true;
    }
  }
  return left.size === 0 ? 'accepted' : 'not playable';
}

/** The values with references replaced by what the objects have; undefined while one is not made yet. */
function resolved(value: Json, made: ReadonlyMap<string, RemoteObject>): Json | undefined {
  if (typeof value === 'string') {
    const [, address = '', attribute = ''] = REFERENCE.exec(value) ?? [];
    if (address === '') return value.includes('${') ? undefined : value;
    const object = made.get(address);
    return object && valueAt(object.attributes, attribute);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, member]) => [key, resolved(member as Json, made)] as const,
  );
  if (entries.some(([, member]) => member === undefined)) return undefined;
  return Array.isArray(value)
    ? entries.map(([, member]) => member as Json)
    : (Object.fromEntries(entries) as JsonObject);
}

/** Examples say only what matters to their rule. References go to what the example has, other values to what is valid. */
async function completed(
  maker: Maker,
  type: string,
  given: JsonObject,
  made: ReadonlyMap<string, RemoteObject>,
): Promise<JsonObject> {
  const schema = loadRegistry().find(type);
  if (!schema) return given;
  const known: Record<string, Json> = { ...given };
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    if (known[name] !== undefined || attribute.mode !== 'required') continue;
    const ref = attribute.ref ?? attribute.items?.ref;
    const target =
      ref && [...made.values()].find((object) => ref.targets.some((to) => to.type === object.type));
    if (target) known[name] = attribute.ref ? target.id : [target.id];
    const own = given[name];
    if (isObject(own) && attribute.properties) known[name] = own;
  }
  return { ...(await maker.body(schema, 0, known)), ...known };
}

/** Failing examples that no request can show, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'ZTC-MKT-002 1': 'about the design profile, which the control plane never sees',
  'ZTC-LAN-001 1': 'about what a reference in the configuration leads to; in a request it is any text',
  'ZTC-EXP-001 2': 'an end is missing, and completing the example gives it one',
};

describe('rule examples at the control plane', () => {
  it('are accepted where the rule passes', async () => {
    const ends = await playAll((rule) => rule.examples.pass);
    expect(ends.filter(([, end]) => end === 'refused by the rule')).toEqual([]);
    expect(count(ends, 'accepted')).toBeGreaterThan(ends.length / 2);
  });

  it('are refused where the rule fails', async () => {
    const errors = (rule: Rule): boolean => set.constraint(rule.id).severity === 'error';
    const ends = await playAll((rule) => (errors(rule) ? rule.examples.fail : []));
    const accepted = ends.flatMap(([example, end]) => (end === 'accepted' ? [example] : []));
    expect(accepted.filter((example) => !(example in ELSEWHERE))).toEqual([]);
    expect(count(ends, 'refused by the rule')).toBeGreaterThan(ends.length / 2);
  });
});

async function playAll(
  examplesOf: (rule: Rule) => readonly Example[],
): Promise<readonly (readonly [string, End])[]> {
  const ends: (readonly [string, End])[] = [];
  for (const rule of asked) {
    for (const [at, example] of examplesOf(rule).entries())
      ends.push([`${rule.id} ${at}`, await play(rule, example)]);
  }
  return ends;
}

function count(ends: readonly (readonly [string, End])[], wanted: End): number {
  return ends.filter(([, end]) => end === wanted).length;
}
