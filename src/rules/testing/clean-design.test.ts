import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog.ts';
import { isUnknown, type Plain, type PlainObject, unknownBecause } from '../../graph/plain.ts';
import { loadRegistry } from '../../schema/registry.ts';
import { BodyValidator } from '../../schema/validate.ts';
import { evaluate, type Report } from '../engine/evaluate.ts';
import type { Example } from '../kit/rule.ts';
import { loadRuleSet } from '../registry.ts';
import { twoCities, twoSites } from './clean-designs.ts';
import { exampleGraph } from './example-graph.ts';

const registry = loadRegistry();
const set = loadRuleSet();

function judge(example: Example, phase: 'synth' | 'plan'): Report {
  const graph = exampleGraph(example, (type) => registry.find(type));
  return evaluate(graph, set, { phase, catalog: loadCatalog(), registry, asOf: '2026-01-01' });
}

function complaints({ findings }: Report): readonly string[] {
  return findings
    .filter(({ status, severity }) => status === 'violated' && severity !== 'info')
    .map(({ rule, subject, message }) => `${rule} ${subject.address}: ${message.en}`);
}

const unknowns = ({ findings }: Report): readonly string[] =>
  findings
    .filter(({ status, severity }) => status === 'unknown' && severity !== 'info')
    .map(({ rule, subject, cause }) => `${rule} ${subject.address}: ${cause}`);

describe.each([
  ['two sites', twoSites],
  ['two cities', twoCities],
] as const)('a correct design of %s', (_name, design) => {
  it.each([
    ['synth', { given: design(false) }],
    ['plan', { given: design(false), before: {} }],
    ['plan', { given: design(true), before: design(true) }],
  ] as const)('gives no reason to complain at %s', (phase, example) => {
    const report = judge(example, phase);
    expect(report.crashes).toEqual([]);
    expect(complaints(report)).toEqual([]);
  });

  it('leaves nothing open once the operators have done their part', () => {
    expect(unknowns(judge({ given: design(true), before: design(true) }, 'plan'))).toEqual([]);
  });

  it('is accepted by the schema', () => {
    const validator = new BodyValidator(isUnknown);
    const problems = Object.entries(design(false)).flatMap(([address, values]): readonly unknown[] => {
      const schema = registry.find(/ztc_\w+/.exec(address)?.[0] ?? '');
      return schema ? validator.check(schema, later(values) as PlainObject) : [address];
    });
    expect(problems).toEqual([]);
  });
});

/** The values with what is referred to as not known yet. */
function later(value: unknown): Plain {
  if (typeof value === 'string' && value.startsWith('${')) return unknownBecause(value);
  if (Array.isArray(value)) return value.map(later);
  if (typeof value !== 'object' || value === null) return value as Plain;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, later(child)]));
}
