import { constraint } from '../../catalog/constraints.ts';
import type { Finding } from '../../findings/finding.ts';
import type { GraphNode } from '../../graph/node.ts';
import { problemText } from '../../schema/problem-text.ts';
import type { ProblemKeyword } from '../../schema/validate.ts';
import { subjectOf } from './finding.ts';

/** A value that the schema refuses because a constraint says so. */
export interface ConstraintProblem {
  readonly rule: string;
  readonly keyword: ProblemKeyword;
  /** Dotted path; empty for the object as a whole. */
  readonly attribute: string;
  readonly value?: unknown;
  readonly allowed?: unknown;
}

/** The same finding that the rule of the constraint would give. */
export function schemaFinding(
  problem: ConstraintProblem,
  node: Pick<GraphNode, 'address' | 'constructPath' | 'source'>,
): Finding {
  const { titles, section, clause, severity } = constraint(problem.rule);
  const { what, fix } = problemText(problem.keyword, problem.attribute);
  return {
    rule: problem.rule,
    severity,
    status: 'violated',
    messageId: `schema.${problem.keyword}`,
    message: { en: `${what.en}: ${titles.en}`, zh: `${what.zh}：${titles.zh}` },
    citation: { section, clause },
    subject: subjectOf(node),
    ...(problem.attribute === '' ? {} : { attribute: problem.attribute }),
    ...(problem.value === undefined ? {} : { value: problem.value }),
    ...(problem.allowed === undefined ? {} : { allowed: problem.allowed }),
    fix,
    related: [],
    evidence:
      problem.value === undefined
        ? []
        : [{ address: node.address, attribute: problem.attribute, value: problem.value }],
  };
}

/** Findings of rules, and those of the schema that no rule gives already for the same constraint and object. */
export function withSchemaFindings(
  rules: readonly Finding[],
  schema: readonly Finding[],
): readonly Finding[] {
  if (schema.length === 0) return rules;
  const key = ({ rule, subject }: Finding): string => `${rule} ${subject.address}`;
  const said = new Set(rules.filter((finding) => finding.status === 'violated').map(key));
  const more = schema.filter((finding) => !said.has(key(finding)));
  const replaced = new Set(more.map(key));
  return [
    ...rules.filter((finding) => finding.status === 'violated' || !replaced.has(key(finding))),
    ...more,
  ];
}
