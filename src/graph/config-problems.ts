/** What the schema refuses: constraints become rule problems, the rest becomes diagnostics. */

import { attribute } from '../config/attribution.ts';
import type { ResourceConfig } from '../config/model.ts';
import type { Place } from '../config/place.ts';
import { didYouMean } from '../config/suggest.ts';
import { fromPointer } from '../schema/pointer.ts';
import { problemCode } from '../schema/problem-text.ts';
import type { BodyProblem } from '../schema/validate.ts';
import type { Gathered, RuleProblem } from './from-config.ts';
import type { GraphNode } from './node.ts';

export function reportProblems(
  problems: readonly BodyProblem[],
  resource: ResourceConfig,
  node: GraphNode,
  into: Pick<Gathered, 'diagnostics' | 'problems'>,
): void {
  for (const problem of problems) {
    const path = fromPointer(problem.pointer).map(String);
    const place = placeOf(resource, path);
    if (problem.rule === undefined) {
      const { code, summary } = problemCode(problem.keyword);
      const what = place.path.length > resource.place.path.length ? 'value' : 'key';
      into.diagnostics.push(
        attribute(place.problem(code, summary, detailOf(problem, path.join('.')), what), resource),
      );
    } else into.problems.push(ruleProblem(problem, problem.rule, node, path.join('.'), place, resource));
  }
}

function ruleProblem(
  problem: BodyProblem,
  rule: string,
  node: GraphNode,
  attribute: string,
  place: Place,
  resource: ResourceConfig,
): RuleProblem {
  const where = place.document.file === undefined ? (resource.meta.source ?? {}) : place.where();
  const { pointer: _, rule: __, ...rest } = problem;
  return { rule, node, attribute, ...rest, ...where };
}

function detailOf({ keyword, value, allowed }: BodyProblem, path: string): string {
  const shown = value === undefined ? '' : ` (${JSON.stringify(value)})`;
  switch (keyword) {
    case 'unknown-attribute': {
      const name = path.split('.').at(-1) ?? path;
      return `An argument named "${path}" is not expected here.${didYouMean(name, (allowed as readonly string[]) ?? [])}`;
    }
    case 'computed':
      return `"${path}" is decided by the platform and cannot be set.`;
    case 'required':
      return `The argument "${path}" is required; ${text(allowed)} is expected.`;
    case 'type':
      return `"${path}" must be of type ${text(allowed)}${shown}.`;
    case 'exactlyOneOf':
      return `Exactly one of ${text(allowed)} must be given; ${(value as readonly string[]).length === 0 ? 'none is' : `${text(value)} are`}.`;
    case 'enum':
      return `"${path}" must be one of ${text(allowed)}${shown}.`;
    default:
      return `"${path}" is refused${shown}: ${keyword} is ${text(allowed)}.`;
  }
}

function text(allowed: unknown): string {
  return Array.isArray(allowed) ? allowed.join(', ') : String(allowed);
}

/** As deep as the argument is written out; an argument that is an expression is one place. */
function placeOf(resource: ResourceConfig, [first, ...rest]: readonly string[]): Place {
  const argument = first === undefined ? undefined : resource.body.get(first);
  return argument ? argument.placeAt(rest) : resource.place;
}
