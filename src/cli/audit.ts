import { loadCatalog } from '../catalog/catalog.ts';
import type { GivenSource } from '../config/variables.ts';
import type { Finding, Waiver } from '../findings/finding.ts';
import { graphFromPlan } from '../graph/from-plan.ts';
import { graphFromState } from '../graph/from-state.ts';
import type { ResourceGraph } from '../graph/graph.ts';
import { OUTPUT } from '../graph/node.ts';
import { evaluate, type Report } from '../rules/engine/evaluate.ts';
import type { Phase } from '../rules/kit/kit.ts';
import { loadRuleSet } from '../rules/registry.ts';
import { loadRegistry } from '../schema/registry.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import type { Context } from './context.ts';
import { diagnosticsError, noteWarnings } from './diagnostics.ts';
import { CliError } from './errors.ts';
import type { Input } from './project.ts';

export interface AuditReport {
  readonly phase: Phase;
  readonly findings: readonly Finding[];
  /** Objects that were judged. */
  readonly resources: number;
  /** Rules that judged them. */
  readonly rules: number;
}

/** What is judged. */
export interface Subject {
  readonly graph: ResourceGraph;
  readonly phase: Phase;
  readonly diagnostics: readonly Diagnostic[];
  readonly schemaFindings: readonly Finding[];
  readonly waivers: readonly Waiver[];
}

/** The day that waivers are checked against: `ZTC_AS_OF` fixes it for repeatable reports. */
export function today(context: Context): string {
  return context.env.ZTC_AS_OF ?? new Date().toISOString().slice(0, 10);
}

/** Judges a design, a plan or a state by all rules. What cannot be read, or a rule that crashes, is an error. */
export async function auditInput(
  context: Context,
  input: Input,
  given: readonly GivenSource[] = [],
): Promise<AuditReport> {
  const subject = await subjectOf(context, input, given);
  if (subject.diagnostics.some((one) => one.severity === 'error'))
    throw diagnosticsError(subject.diagnostics);
  noteWarnings(subject.diagnostics, context);
  const set = loadRuleSet();
  if (set.rules.length === 0) throw ourFault('ZTC-CLI-NO_RULES', 'the rule set is empty', '规则集为空');
  const report = evaluate(subject.graph, set, {
    phase: subject.phase,
    catalog: loadCatalog(),
    registry: loadRegistry(),
    asOf: today(context),
    waivers: subject.waivers,
    schemaFindings: subject.schemaFindings,
  });
  refuseBrokenReport(report);
  return {
    phase: subject.phase,
    findings: report.findings,
    resources: subject.graph.size - subject.graph.ofType(OUTPUT).length,
    rules: set.rules.length,
  };
}

export async function graphOfInput(context: Context, input: Input): Promise<ResourceGraph> {
  const subject = await subjectOf(context, input, []);
  if (subject.diagnostics.some((one) => one.severity === 'error'))
    throw diagnosticsError(subject.diagnostics);
  return subject.graph;
}

async function subjectOf(context: Context, input: Input, given: readonly GivenSource[]): Promise<Subject> {
  const none = { schemaFindings: [], waivers: [] };
  if (input.kind === 'folders') {
    // A plan or a state is judged without the languages that configurations are written in.
    const { designOf } = await import('./audit-design.ts');
    return designOf(context, input.folders, given);
  }
  const registry = loadRegistry();
  if (input.kind === 'plan') {
    const { graph, diagnostics, waivers } = graphFromPlan(input.json, registry, input.file);
    return { graph, phase: 'plan', diagnostics, schemaFindings: [], waivers };
  }
  const { graph, diagnostics } = graphFromState(input.json, registry, input.file);
  return { graph, phase: 'live', diagnostics, ...none };
}

/** Fail closed: a rule that crashed is neither green nor a violation, and a waiver that cannot stand is an error. */
function refuseBrokenReport({ crashes, waiverProblems }: Report): void {
  const [crash] = crashes;
  if (crash) {
    const where = `${crash.rule} ${crash.address}: ${crash.message}`;
    throw ourFault(
      'ZTC-CLI-RULE_CRASHED',
      `a rule could not be evaluated (${where})`,
      `规则未能求值（${where}）`,
    );
  }
  const [problem] = waiverProblems;
  if (!problem) return;
  const { waiver, state } = problem;
  throw new CliError({
    code: `ZTC-CLI-WAIVER_${state.toUpperCase()}`,
    what: STATES[state],
    value: { rule: waiver.rule, scope: waiver.scope, until: waiver.until },
    ...(waiver.source ? { where: `${waiver.source.file}:${waiver.source.line}` } : {}),
    fix: { en: 'renew it, correct it or remove it', zh: '请续批、更正或删除' },
  });
}

const STATES = {
  expired: { en: 'a waiver has expired', zh: '豁免已过期' },
  unused: { en: 'a waiver covers no violation', zh: '豁免未对应任何违规' },
  unknown_rule: { en: 'a waiver names a rule that does not exist', zh: '豁免所指规则不存在' },
} as const;

function ourFault(code: string, en: string, zh: string): CliError {
  return new CliError({
    code,
    what: { en, zh },
    fix: { en: 'this is a defect of ztc: report it with the input', zh: '此为 ztc 的缺陷，请附输入反馈' },
  });
}
