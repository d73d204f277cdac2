import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog.ts';
import { loadObjects } from '../../config/load.ts';
import { graphFromConfig } from '../../graph/from-config.ts';
import { loadRegistry } from '../../schema/registry.ts';
import type { JsonObject } from '../../values/json.ts';
import { evaluate } from '../engine/evaluate.ts';
import { schemaFinding } from '../engine/schema-finding.ts';
import type { Example, Rule } from '../kit/rule.ts';
import { loadRuleSet } from '../registry.ts';

const registry = loadRegistry();
const set = loadRuleSet();

/** The example as somebody would write it in a *.tf.json. */
function configurationOf({ given }: Example): JsonObject {
  const json: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const [address, values] of Object.entries(given)) {
    const steps = address.split('.');
    const [section, type = '', name = ''] = steps[0] === 'data' ? steps : ['resource', ...steps];
    const known = registry.find(type)?.attributes ?? {};
    const written = Object.entries(values).filter(([attribute]) => known[attribute]?.mode !== 'computed');
    const types = json[section as string] ?? {};
    types[type] = { ...types[type], [name]: Object.fromEntries(written) };
    json[section as string] = types;
  }
  return json as unknown as JsonObject;
}

function writesComputed({ given }: Example): boolean {
  return Object.entries(given).some(([address, values]) => {
    const type = address.replace(/^data\./, '').split('.')[0] ?? '';
    return Object.keys(values).some((name) => registry.find(type)?.attributes[name]?.mode === 'computed');
  });
}

function violations(rule: Rule, example: Example): string[] {
  const { module } = loadObjects([configurationOf(example)], { purpose: 'audit' });
  if (!module) throw new Error('not a configuration');
  const { graph, problems } = graphFromConfig([module], registry);
  const report = evaluate(
    graph,
    { ...set, rules: [rule] },
    {
      phase: 'synth',
      catalog: loadCatalog(),
      registry,
      asOf: '2026-01-01',
      schemaFindings: problems
        .filter((problem) => problem.rule === rule.id)
        .map((problem) => schemaFinding(problem, problem.node)),
    },
  );
  return report.findings
    .filter((finding) => finding.rule === rule.id && finding.status === 'violated')
    .map((finding) => finding.subject.address);
}

describe.each(set.rules.map((rule) => [rule.id, rule] as const))('%s as a configuration', (_id, rule) => {
  const fail = rule.examples.fail.filter((example) => !example.before && !writesComputed(example));
  const pass = rule.examples.pass.filter((example) => !example.before && !writesComputed(example));

  it.each(fail.map((example) => [example.at, example.message, example] as const))(
    '%s: %s',
    (at, _message, example) => {
      expect(violations(rule, example)).toEqual([at]);
    },
  );

  it.each(pass.map((example, at) => [at + 1, example] as const))('passes %i', (_at, example) => {
    expect(violations(rule, example)).toEqual([]);
  });

  it('has an example at all', () => expect(rule.examples.fail.length).toBeGreaterThan(0));
});
