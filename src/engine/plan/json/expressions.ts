/** Expressions and bodies as the `configuration` of a plan shows them. */

import type { Body, ConfigExpression } from '../../../config/expression.ts';
import type { Step, Traversal } from '../../../hcl/ast.ts';
import type { Scope } from '../../../hcl/scope.ts';
import type { AttributeTable } from '../../../provider/provider-schema.ts';
import { DiagnosticError } from '../../../values/diagnostic.ts';
import type { Json } from '../../../values/json.ts';
import { impliedValue, valueToJson } from '../../../values/json-value.ts';
import { compareStrings } from '../../../values/type.ts';

/** Arguments, and nested blocks where the schema has any; `dynamic` blocks are not shown. */
export function bodyJson(body: Body, attributes: AttributeTable): { readonly [name: string]: Json } {
  const json: Record<string, Json> = Object.create(null);
  for (const name of new Set([...body.names(), ...body.blockTypes()].sort(compareStrings))) {
    const nested = attributes.get(name)?.nested;
    const expression = body.get(name);
    if (nested?.block) {
      const { found } = body.blocks(name, nested.nesting === 'map' ? ['key'] : []);
      const blocks = found.map((block) => bodyJson(block.body, nested.attributes));
      if (nested.nesting === 'map')
        json[name] = Object.fromEntries(found.map(({ labels }, i) => [labels[0] ?? '', blocks[i] ?? {}]));
      else if (nested.nesting === 'list' || nested.nesting === 'set') json[name] = blocks;
      else json[name] = blocks[0] ?? {};
    } else if (expression) json[name] = expressionJson(expression);
  }
  return json;
}

/** In JSON syntax strings count as values as they are written, beside what they refer to. */
export function expressionJson(expression: ConfigExpression): { readonly [name: string]: Json } {
  const references = expression.references().flatMap(({ traversal }) => referenceTexts(traversal));
  const { json } = expression;
  const constant = json === undefined ? constantOf(expression) : valueToJson(impliedValue(json));
  return {
    ...(constant === undefined ? {} : { constant_value: constant }),
    ...(references.length > 0 ? { references } : {}),
  };
}

/** What needs neither names nor functions. */
function constantOf(expression: ConfigExpression): Json | undefined {
  if (expression.references().length > 0) return undefined;
  try {
    const value = expression.evaluate(NOTHING);
    return value.whollyKnown ? valueToJson(value) : undefined;
  } catch (e) {
    if (e instanceof DiagnosticError) return undefined;
    throw e;
  }
}

const NOTHING: Scope = {
  resolve: () => undefined,
  functions: new Map(),
  context: { baseDir: '.', pure: true },
};

/** The reference, what it goes on from, and what that belongs to: `a.b[0].id`, `a.b[0]`, `a.b`. */
export function referenceTexts(traversal: Traversal): string[] {
  const subject = subjectSteps(traversal);
  const lengths = Array.from(
    { length: traversal.steps.length - subject + 1 },
    (_, i) => traversal.steps.length - i,
  );
  const last = traversal.steps[subject - 1];
  if (isOutput(traversal, subject) || last?.kind === 'index') lengths.push(subject - 1);
  return lengths.map((n) => textOf(traversal, n));
}

/** What a reference names before attributes of its value begin. */
export function subjectText(traversal: Traversal): string {
  return textOf(traversal, subjectSteps(traversal));
}

function subjectSteps({ root, steps }: Traversal): number {
  const keyed = (n: number): number => (steps[n]?.kind === 'index' ? n + 1 : n);
  const known = (n: number): number => Math.min(n, steps.length);
  switch (root) {
    case 'self':
      return 0;
    case 'var':
    case 'local':
    case 'path':
    case 'terraform':
    case 'each':
    case 'count':
      return known(1);
    case 'data':
      return known(keyed(2));
    case 'module': {
      const call = keyed(1);
      return known(steps[call]?.kind === 'attr' ? call + 1 : call);
    }
    default:
      return known(keyed(1));
  }
}

const isOutput = ({ root, steps }: Traversal, subject: number): boolean =>
  root === 'module' && subject > 1 && steps[subject - 1]?.kind === 'attr';

const textOf = ({ root, steps }: Traversal, n: number): string =>
  root + steps.slice(0, n).map(stepText).join('');

const stepText = (step: Step): string =>
  step.kind === 'attr' ? `.${step.name}` : `[${JSON.stringify(step.key)}]`;
