/** Everything that judges a synthesized configuration. Loaded at synthesis only: importing constructs does not pay for it. */
import { loadCatalog } from '../../src/catalog/catalog.ts';
import { IGNORED_ATTRIBUTE } from '../../src/config/check-references.ts';
import { loadObjects } from '../../src/config/load.ts';
import type { ModuleConfig } from '../../src/config/model.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { type FromConfig, graphFromConfig } from '../../src/graph/from-config.ts';
import { evaluate, type RuleCrash } from '../../src/rules/engine/evaluate.ts';
import { schemaFinding } from '../../src/rules/engine/schema-finding.ts';
import type { WaiverProblem } from '../../src/rules/engine/waivers.ts';
import { loadRuleSet } from '../../src/rules/registry.ts';
import { loadRegistry } from '../../src/schema/registry.ts';
import type { Diagnostic } from '../../src/values/diagnostic.ts';
import type { JsonObject as SourceObject } from '../../src/values/json.ts';
import { declassify, lifecycleErrors } from './against-schema.ts';
import { bodyErrors } from './body-errors.ts';
import type { TerraformElement } from './engine.ts';
import { type ErrorData, errorAt } from './errors.ts';
import type { RenderedStack } from './render-stacks.ts';
import { formatSource } from './source.ts';

export interface Verified {
  readonly findings: readonly Finding[];
  readonly errors: readonly ErrorData[];
}

/** Judges all stacks by the schemas and the rules, as one graph. `asOf`: the day that waivers are checked against. */
export function verify(stacks: readonly RenderedStack[], asOf: string): Verified {
  const registry = loadRegistry();
  for (const stack of stacks) declassify(stack, registry);
  const lifecycle = stacks.flatMap((stack) => lifecycleErrors(stack, registry));
  const loaded = stacks.map(({ json }) => loadObjects([json as SourceObject], { purpose: 'audit' }));
  const modules = loaded.flatMap(({ module }): ModuleConfig[] => (module ? [module] : []));
  const design = graphFromConfig(modules, registry);
  const constructs = constructsByPath(stacks);
  const problems = [...loaded.flatMap(({ diagnostics }) => diagnostics), ...design.diagnostics];
  // Told in the words of the construct already, if its first name is wrong.
  const told = lifecycle.length > 0 ? IGNORED_ATTRIBUTE : undefined;
  const refused = problems.filter(({ severity, code }) => severity === 'error' && code !== told);
  if (refused.length > 0) return { findings: [], errors: [...lifecycle, ...refusals(refused, stacks)] };
  const set = loadRuleSet();
  const report = evaluate(design.graph, set, {
    phase: 'synth',
    catalog: loadCatalog(),
    registry,
    asOf,
    waivers: design.waivers,
    schemaFindings: design.problems.map((problem) => schemaFinding(problem, problem.node)),
  });
  const crashes = report.crashes.map((crash) => crashError(crash, design, constructs));
  return {
    findings: report.findings,
    errors: [...lifecycle, ...crashes, ...report.waiverProblems.map(waiverError)],
  };
}

function constructsByPath(stacks: readonly RenderedStack[]): ReadonlyMap<string, TerraformElement> {
  return new Map(
    stacks.flatMap(({ constructs }) => [...constructs.values()].map((one) => [one.node.path, one] as const)),
  );
}

/** What the schemas refuse is said in terms of the constructs; what else cannot be read, in the reader's words. */
function refusals(
  diagnostics: readonly Diagnostic[],
  stacks: readonly RenderedStack[],
): readonly ErrorData[] {
  const bodies = stacks.flatMap((stack) => bodyErrors(stack, loadRegistry()));
  if (bodies.length > 0) return bodies;
  return diagnostics.map(({ code, summary, detail, file, line, column }): ErrorData => {
    const text = `${summary}: ${detail}`;
    const source =
      file === undefined ? undefined : { file, line: line ?? 1, ...(column === undefined ? {} : { column }) };
    return {
      code: code as ErrorData['code'],
      what: { en: text, zh: text },
      ...(source ? { where: formatSource(source), source } : {}),
      fix: { en: 'correct the construct there', zh: '请更正该处的构造' },
    };
  });
}

function crashError(
  { rule, address, message }: RuleCrash,
  { graph }: FromConfig,
  constructs: ReadonlyMap<string, TerraformElement>,
): ErrorData {
  return errorAt(constructs.get(graph.get(address)?.constructPath ?? ''), 'CDK-310', {
    what: {
      en: `rule ${rule} could not be evaluated for ${address}: ${message}`,
      zh: `规则 ${rule} 对 ${address} 未能求值：${message}`,
    },
    value: rule,
    fix: {
      en: 'this is a defect of the rule: report it; nothing is written before it is mended',
      zh: '此为规则的缺陷，请反馈；修复之前不会写出任何内容',
    },
  });
}

const STATES = {
  expired: { en: 'has expired', zh: '已过期' },
  unused: { en: 'covers no violation', zh: '未对应任何违规' },
  unknown_rule: { en: 'names a rule that does not exist', zh: '所指规则不存在' },
} as const;

function waiverError({ waiver, state }: WaiverProblem): ErrorData {
  const { en, zh } = STATES[state];
  const place = waiver.source ? [formatSource(waiver.source)] : [];
  return {
    code: 'CDK-311',
    what: { en: `the waiver of ${waiver.rule} ${en}`, zh: `对 ${waiver.rule} 的豁免${zh}` },
    value: state === 'expired' ? waiver.until : waiver.rule,
    where: [...place, waiver.scope].join('  '),
    constructPath: waiver.scope,
    ...(waiver.source ? { source: waiver.source } : {}),
    fix:
      state === 'expired'
        ? { en: 'cure the violation, or have the waiver renewed', zh: '请消除违规，或续批豁免' }
        : { en: 'remove the waiver or correct its rule', zh: '请删除该豁免或更正规则编号' },
  };
}
