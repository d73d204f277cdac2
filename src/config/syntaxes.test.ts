import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Json, type JsonObject, writeJson } from '../values/json.ts';
import { valueToJson } from '../values/json-value.ts';
import { loadFolder } from './load.ts';
import type { ModuleConfig, ResourceConfig } from './model.ts';
import { evaluatorFor, withFolder } from './testing.ts';

/** A template with a native form that is no template. */
const REFERENCES: Readonly<Record<string, string>> = {
  '${local.l}': 'local.l',
  '${local.l[0]}': 'local.l[0]',
  '${length(local.l) + 1}': 'length(local.l) + 1',
};

const name = fc
  .stringMatching(/^[a-z][a-z0-9_]{0,5}$/)
  .filter((text) => !/^(true|false|null|for|if|in)$/.test(text));
const text = fc.string({ maxLength: 8 }).filter((one) => !/[$%]\{/.test(one));
const value = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...Object.keys(REFERENCES)),
    text.map((one) => `${one}-\${local.l[1]}`),
    text,
    fc.integer(),
    fc.integer({ min: -1e6, max: 1e6 }).map((number) => number / 8),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(name, tie('json'), { maxKeys: 3 }) as fc.Arbitrary<JsonObject>,
  ),
})).json;
const META = new Set(['count', 'for_each', 'provider', 'depends_on', 'lifecycle', 'dynamic', 'connection']);
const body = fc
  .dictionary(name, value, { maxKeys: 4 })
  .filter((one) => Object.keys(one).every((key) => !META.has(key) && key !== 'provisioner'));

function native(json: Json): string {
  if (typeof json === 'string') return REFERENCES[json] ?? quoted(json);
  if (Array.isArray(json)) return `[${(json as readonly Json[]).map(native).join(', ')}]`;
  if (typeof json === 'object' && json !== null)
    return `{ ${Object.entries(json)
      .map(([key, inner]) => `${quoted(key)} = ${native(inner)}`)
      .join(', ')} }`;
  return writeJson(json);
}

/** JSON's escapes are HCL's, but for `\b`, `\f` and `\/`. */
const quoted = (one: string): string =>
  writeJson(one).replace(/\\([bf])/g, (_, letter) => (letter === 'b' ? '\\u0008' : '\\u000c'));

/** As JavaScript knows it: members in any order, numbers as numbers. */
const plain = (json: Json): unknown => JSON.parse(writeJson(json));

function values(files: Readonly<Record<string, string>>): JsonObject {
  const { module, diagnostics } = withFolder(files, (dir) => loadFolder(dir, { purpose: 'execute' }));
  expect(diagnostics).toEqual([]);
  const resource = module?.resources.get('null_thing.a') as ResourceConfig;
  const evaluator = evaluatorFor(module as ModuleConfig);
  const read = resource.body.names().map((key) => {
    const argument = resource.body.get(key);
    const literal = resource.body.literal(key);
    const json = argument && valueToJson(evaluator.expression(argument));
    if (literal !== undefined) expect(plain(literal)).toEqual(plain(json as Json));
    return [key, json as Json] as const;
  });
  return Object.fromEntries(read);
}

it('any body means the same in both syntaxes', () => {
  fc.assert(
    fc.property(body, (json) => {
      const lines = Object.entries(json).map(([key, inner]) => `  ${key} = ${native(inner)}`);
      const locals = { l: ['x', 'y'] };
      const asNative = `locals {\n  l = ["x", "y"]\n}\nresource "null_thing" "a" {\n${lines.join('\n')}\n}`;
      const asJson = writeJson({ locals, resource: { null_thing: { a: json } } });
      expect(writeJson(values({ 'main.tf': asNative }))).toBe(writeJson(values({ 'main.tf.json': asJson })));
    }),
    { numRuns: 150 },
  );
});
