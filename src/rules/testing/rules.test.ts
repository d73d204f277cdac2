import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog.ts';
import type { Finding } from '../../findings/finding.ts';
import { ResourceGraph } from '../../graph/graph.ts';
import { loadRegistry } from '../../schema/registry.ts';
import { evaluate, type Report } from '../engine/evaluate.ts';
import type { Example, Rule } from '../kit/rule.ts';
import { loadRuleSet } from '../registry.ts';
import { exampleGraph } from './example-graph.ts';

const registry = loadRegistry();
const catalog = loadCatalog();
const set = loadRuleSet();
const schema = (type: string) => registry.find(type);

function judge(rule: Rule, example: Example, graph = exampleGraph(example, schema)): Report {
  const report = evaluate(graph, { ...set, rules: [rule] }, options(example));
  expect(report.crashes).toEqual([]);
  return report;
}

function options(example: Example) {
  return {
    phase: example.before ? ('plan' as const) : ('synth' as const),
    catalog,
    registry,
    asOf: '2026-01-01',
  };
}

function counts(report: Report) {
  const tally = report.tallies[0];
  if (!tally) throw new Error('the rule was not evaluated');
  return tally.counts;
}

/** `tiers.0.role` as declared: `tiers.role`. */
function declared(attribute: string): string {
  return attribute.replace(/\.\d+/g, '');
}

function undeclaredReads(rule: Rule, finding: Finding, example: Example): string[] {
  const graph = exampleGraph(example, schema);
  return finding.evidence
    .map(({ address, attribute }) => `${graph.get(address)?.type}.${declared(attribute)}`)
    .filter((read) => !rule.reads.some((known) => read === known || read.startsWith(`${known}.`)));
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
}

for (const rule of set.rules) {
  describe(rule.id, () => {
    it('is a constraint of the index and says the same in both languages', () => {
      expect(set.constraint(rule.id).id).toBe(rule.id);
      for (const text of Object.values(rule.messages))
        expect(placeholders(text.zh)).toEqual(placeholders(text.en));
    });

    it('names types and attributes that exist', () => {
      for (const read of rule.reads) {
        const [type = '', ...path] = read.split('.');
        const found = registry.find(type);
        const derived = path[0] === 'site' && found !== undefined && found.siteFrom.length > 0;
        expect(derived || found?.attributes[path[0] ?? ''] !== undefined, read).toBe(true);
      }
    });

    rule.examples.pass.forEach((example, at) => {
      it(`passes example ${at + 1}`, () => {
        const report = judge(rule, example);
        expect(report.findings).toEqual([]);
        expect(counts(report).pass).toBeGreaterThan(0);
      });
    });

    rule.examples.fail.forEach((example, at) => {
      it(`fails example ${at + 1}`, () => {
        const report = judge(rule, example);
        const violated = report.findings.filter((finding) => finding.status === 'violated');
        expect(violated.map((finding) => [finding.subject.address, finding.messageId])).toEqual([
          [example.at, example.message],
        ]);
        for (const finding of violated) {
          expect(finding.message.en).not.toMatch(/\{\w+\}/);
          expect(finding.fix.en).not.toMatch(/\{\w+\}/);
          expect(undeclaredReads(rule, finding, example)).toEqual([]);
        }
      });

      it(`gives the same answer for example ${at + 1} in any order and beside other objects`, () => {
        const graph = exampleGraph(example, schema);
        const unrelated = exampleGraph(
          { given: { 'ztc_vpc_address_allocation.zz': { site: 'bj-aw', prefix_length: 20 } } },
          schema,
        );
        const turned = new ResourceGraph([...unrelated.nodes(), ...[...graph.nodes()].toReversed()], schema, {
          removed: graph.removed,
        });
        const about = (report: Report) => report.findings.filter((finding) => finding.status === 'violated');
        expect(about(judge(rule, example, turned))).toEqual(about(judge(rule, example)));
      });
    });

    const unknown = rule.examples.unknown;
    if ('never' in unknown)
      it(`is never unknown: ${unknown.never}`, () => expect(unknown.never).not.toBe(''));
    else {
      unknown.forEach((example, at) => {
        it(`cannot tell in example ${at + 1}`, () => {
          const report = judge(rule, example);
          const open = report.findings.filter((finding) => finding.status === 'unknown');
          expect(report.findings.filter((finding) => finding.status === 'violated')).toEqual([]);
          expect(open.map((finding) => [finding.subject.address, finding.cause])).toContainEqual([
            example.at,
            example.because,
          ]);
        });
      });
    }

    (rule.examples.notApplicable ?? []).forEach((example, at) => {
      it(`has nothing to say about example ${at + 1}`, () => {
        const report = judge(rule, example);
        expect(report.findings).toEqual([]);
        expect(counts(report).pass).toBe(0);
      });
    });
  });
}
