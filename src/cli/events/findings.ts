import { violation } from '../../engine/apply/obligations.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';

/** Violations of rules as problems. What is open, waived or for information is in the plan. */
export function findingProblems(findings: readonly Finding[]): readonly Diagnostic[] {
  return findings.flatMap((finding): Diagnostic[] => {
    const { status, severity, subject } = finding;
    if (status !== 'violated' || severity === 'info') return [];
    const { finding: _whole, ...problem } = violation(finding);
    const summary = severity === 'error' ? problem.summary : 'The platform advises against this';
    return [{ ...problem, summary, severity, address: subject.address }];
  });
}
