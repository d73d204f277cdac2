/** Refusals of the schema, the rules and the platform as diagnostics that keep their rule and their place. */

import { ApiError } from '../../client/error.ts';
import type { Finding } from '../../findings/finding.ts';
import type { ConstraintProblem } from '../../rules/engine/schema-finding.ts';
import { problemCode, problemText } from '../../schema/problem-text.ts';
import type { BodyProblem } from '../../schema/validate.ts';
import { errorDiagnostic } from '../../values/diagnostic.ts';
import type { Path } from '../../values/value.ts';
import type { ProviderDiagnostic } from '../provider.ts';

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? '';
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
};

/** Numbers in a dotted path are indexes. */
function pathOf(dotted: string | undefined): { path?: Path } {
  if (!dotted) return {};
  return { path: dotted.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)) };
}

function detail(what: string, value: unknown, allowed: unknown, fix?: string): string {
  const given = value === undefined ? '' : `; given: ${show(value)}`;
  const accepted = allowed === undefined ? '' : `; allowed: ${show(allowed)}`;
  return `${what}${given}${accepted}${fix === undefined ? '' : `. ${fix}`}`;
}

const dottedOf = ({ pointer }: BodyProblem): string =>
  pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');

export function schemaProblem(problem: BodyProblem): ProviderDiagnostic {
  const dotted = dottedOf(problem);
  const { what, fix } = problemText(problem.keyword, dotted);
  const text = detail(what.en, problem.value, problem.allowed, fix.en);
  const { code, summary } = problemCode(problem.keyword);
  return errorDiagnostic(problem.rule ?? code, summary, text, pathOf(dotted));
}

/** What a schema refuses because a rule says so, as the rules tell it. */
export const constraintProblems = (problems: readonly BodyProblem[]): readonly ConstraintProblem[] =>
  problems.flatMap((problem) =>
    problem.rule === undefined ? [] : [{ ...problem, rule: problem.rule, attribute: dottedOf(problem) }],
  );

export function findingProblem(finding: Finding): ProviderDiagnostic {
  const { rule, severity, message, fix, citation, attribute } = finding;
  return {
    severity: severity === 'error' ? 'error' : 'warning',
    code: rule,
    summary: 'The platform does not allow this',
    detail: `${detail(message.en, finding.value, finding.allowed, fix.en)} (whitepaper ${citation.section})`,
    ...pathOf(attribute),
    finding,
  };
}

/** What the control plane said, one diagnostic per problem. */
export function apiProblems(e: unknown): ProviderDiagnostic[] {
  if (!(e instanceof ApiError)) throw e;
  const { details, code, text } = e;
  const request = details.requestId === undefined ? '' : ` (request ${details.requestId})`;
  if (e.findings.length > 0) return e.findings.map(findingProblem);
  if (details.problems && details.problems.length > 0) {
    return details.problems.map(({ rule, attribute, value, allowed, message }) =>
      errorDiagnostic(
        rule ?? code,
        text.en,
        `${detail(message.en, value, allowed)}${request}`,
        pathOf(attribute),
      ),
    );
  }
  const section = details.citation ? ` (whitepaper ${details.citation.section})` : '';
  const said = `${code}: ${detail(text.en, details.value, details.allowed)}${section}${request}`;
  return [
    errorDiagnostic(details.rule ?? code, 'The control plane refused', said, pathOf(details.attribute)),
  ];
}
