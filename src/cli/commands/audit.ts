import { allConstraints } from '../../catalog/constraints.ts';
import type { Finding } from '../../findings/finding.ts';
import { coverageOf, coverageText } from '../../report/coverage.ts';
import { findingJson } from '../../report/findings-json.ts';
import { countFindings, findingsText } from '../../report/findings-text.ts';
import { loadRuleSet } from '../../rules/registry.ts';
import { type AuditReport, auditInput } from '../audit.ts';
import type { Context } from '../context.ts';
import { deliver } from '../files.ts';
import { resolveInput } from '../project.ts';
import { givenSources, type VariableOptions } from '../variable-options.ts';

interface Options extends VariableOptions {
  readonly format: 'text' | 'json';
  readonly out?: string;
  readonly failOn: 'error' | 'warning' | 'never';
  readonly stack?: string;
  readonly coverage?: boolean;
  readonly showUnknown?: boolean;
}

export default async function audit(
  context: Context,
  args: readonly [string?],
  options: Options,
): Promise<number> {
  const asJson = options.format === 'json' || context.json;
  if (options.coverage) return coverage(context, options, asJson);
  const report = await auditInput(
    context,
    resolveInput(context, args[0], options.stack),
    givenSources(context, options),
  );
  const code = gate(report.findings, options.failOn);
  if (asJson) deliver(context, json(context, report, code), options.out);
  else {
    const paint = options.out === undefined ? context.paint : { ...context.paint, ...PLAIN };
    const text = findingsText(report.findings, {
      language: context.language,
      paint,
      showUnknown: options.showUnknown ?? false,
    });
    deliver(context, text, options.out);
  }
  return code;
}

const same = (text: string): string => text;
const PLAIN = { red: same, yellow: same, green: same, cyan: same, dim: same, bold: same };

function gate(findings: readonly Finding[], failOn: Options['failOn']): number {
  if (failOn === 'never') return 0;
  const { error, warning } = countFindings(findings);
  return error > 0 || (failOn === 'warning' && warning > 0) ? 3 : 0;
}

function json(context: Context, report: AuditReport, code: number): string {
  const findings = report.findings.map((finding) => findingJson(finding, context.language));
  const body = {
    version: 1,
    phase: report.phase,
    resources: report.resources,
    rules: report.rules,
    summary: countFindings(report.findings),
    findings,
    exit: { code },
  };
  return JSON.stringify(body, null, 2);
}

/** Accounts for every constraint; an account that does not add up is an error of ours. */
function coverage(context: Context, options: Options, asJson: boolean): number {
  const result = coverageOf(allConstraints(), new Set(loadRuleSet().rules.map((rule) => rule.id)));
  deliver(
    context,
    asJson ? JSON.stringify(result, null, 2) : coverageText(result, context.language),
    options.out,
  );
  return result.unaccounted.length === 0 ? 0 : 1;
}
