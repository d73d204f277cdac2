/** Everything that judges a synthesized configuration. Loaded at synthesis only: importing constructs does not pay for it. */
import { loadCatalog } from '../../src/catalog/catalog.ts';
import type { Finding, Waiver } from '../../src/findings/finding.ts';
import { compareFindings } from '../../src/findings/finding.ts';
import { evaluate, type RuleSet } from '../../src/rules/engine/evaluate.ts';
import { hideGeneral } from '../../src/rules/engine/specialise.ts';
import { applyWaivers, type WaiverProblem } from '../../src/rules/engine/waivers.ts';
import { loadRuleSet } from '../../src/rules/registry.ts';
import { loadRegistry, type SchemaRegistry } from '../../src/schema/registry.ts';
import { BodyValidator } from '../../src/schema/validate.ts';
import type { ErrorData } from './errors.ts';
import { errorAt } from './errors.ts';
import { graphOf } from './graph.ts';
import type { RenderedStack } from './render-stacks.ts';
import type { JsonObject } from './resolve.ts';
import { Rules } from './rules.ts';
import { schemaProblem } from './schema-problem.ts';

export interface Verified {
  readonly findings: readonly Finding[];
  readonly errors: readonly ErrorData[];
}

/** Judges all stacks by the schemas and the rules. `asOf`: the day that waivers are checked against. */
export function verify(stacks: readonly RenderedStack[], asOf: string): Verified {
  const registry = loadRegistry();
  const set = loadRuleSet();
  const findings: Finding[] = [];
  const errors: ErrorData[] = [];
  const problems: WaiverProblem[][] = [];
  for (const stack of stacks) {
    const judged = judge(stack, registry, set, asOf);
    findings.push(...judged.findings);
    errors.push(...judged.errors);
    problems.push([...judged.problems]);
  }
  return { findings: findings.sort(compareFindings), errors: [...errors, ...waiverErrors(problems)] };
}

interface Judged extends Verified {
  readonly problems: readonly WaiverProblem[];
}

function judge(rendered: RenderedStack, registry: SchemaRegistry, set: RuleSet, asOf: string): Judged {
  const schema = checkBodies(rendered, registry);
  const graph = graphOf(rendered, registry);
  const report = evaluate(graph, set, { phase: 'synth', catalog: loadCatalog(), registry, asOf });
  const shown = hideGeneral([...schema.findings, ...report.findings], (id) => set.constraint(id).specialises);
  const known = new Set([...set.rules.map((rule) => rule.id), ...schema.findings.map((finding) => finding.rule)]);
  const waived = applyWaivers(shown, waiversOf(rendered), asOf, known);
  const crashes = report.crashes.map(({ rule, address, message }) =>
    errorAt(rendered.constructs.get(address), 'CDK-310', {
      what: { en: `rule ${rule} could not be evaluated: ${message}`, zh: `规则 ${rule} 未能求值：${message}` },
      value: rule,
      fix: { en: 'report it; nothing is written until it can be evaluated', zh: '请反馈该问题；规则可求值之前不会写出任何内容' },
    }),
  );
  return { findings: waived.findings, errors: [...schema.errors, ...crashes], problems: waived.problems };
}

/** A waiver above several stacks is checked in each of them. */
export function waiversOf({ stack }: RenderedStack): readonly Waiver[] {
  return [...stack.node.scopes.slice(0, -1), ...stack.node.findAll()].flatMap((one) => [...Rules.of(one).waivers]);
}

function checkBodies({ json, constructs }: RenderedStack, registry: SchemaRegistry): Verified {
  const validator = new BodyValidator(isExpression);
  const findings: Finding[] = [];
  const errors: ErrorData[] = [];
  for (const [address, construct] of constructs) {
    const [section, type, name] = address.startsWith('data.') ? address.split('.') : ['resource', ...address.split('.')];
    const schema = registry.find(type as string);
    const attributes = ((json[section as string] as JsonObject)?.[type as string] as JsonObject)?.[name as string];
    if (!schema || !attributes) continue;
    for (const problem of validator.check(schema, withoutMeta(attributes as JsonObject))) {
      const described = schemaProblem(problem, schema, address, construct);
      if ('rule' in described) findings.push(described);
      else errors.push(described);
    }
  }
  return { findings, errors };
}

const META = new Set(['//', 'count', 'depends_on', 'for_each', 'lifecycle', 'provider', 'provisioner', 'connection']);

function withoutMeta(attributes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !META.has(name)));
}

function isExpression(value: unknown): boolean {
  return typeof value === 'string' && /(?<![$%])[$%]\{/.test(value);
}

/** A waiver that is unused in one stack but used in another is used. */
function waiverErrors(byStack: readonly (readonly WaiverProblem[])[]): readonly ErrorData[] {
  const counts = new Map<string, { problem: WaiverProblem; seen: number }>();
  for (const problem of byStack.flat()) {
    const key = JSON.stringify([problem.waiver, problem.state]);
    const found = counts.get(key);
    if (found) found.seen += 1;
    else counts.set(key, { problem, seen: 1 });
  }
  return [...counts.values()].flatMap(({ problem, seen }) => {
    const global = problem.state === 'unused' && problem.waiver.scope === '';
    return global && seen < byStack.length ? [] : [waiverError(problem)];
  });
}

const STATES = {
  expired: { en: 'has expired', zh: '已过期' },
  unused: { en: 'covers no violation', zh: '未对应任何违规' },
  unknown_rule: { en: 'names a rule that does not exist', zh: '所指规则不存在' },
} as const;

function waiverError({ waiver, state }: WaiverProblem): ErrorData {
  const { en, zh } = STATES[state];
  return {
    code: 'CDK-311',
    what: { en: `the waiver of ${waiver.rule} ${en}`, zh: `对 ${waiver.rule} 的豁免${zh}` },
    value: state === 'expired' ? waiver.until : waiver.rule,
    where: { constructPath: waiver.scope, ...(waiver.source ? { source: waiver.source } : {}) },
    fix:
      state === 'expired'
        ? { en: 'cure the violation, or have the waiver renewed', zh: '请消除违规，或续批豁免' }
        : { en: 'remove the waiver or correct its rule', zh: '请删除该豁免或更正规则编号' },
  };
}
