/** `replace_triggered_by`: whether one of the named things changes. */

import {
  configAddress,
  formatInstance,
  formatModule,
  formatModulePath,
  type InstanceKey,
  type ModuleInstance,
  within,
} from '../../config/address.ts';
import type { ConfigExpression } from '../../config/expression.ts';
import type { Node, Step } from '../../hcl/ast.ts';
import { valueAt } from '../../values/path.ts';
import { nul, type Value, valueEqualsUnmarked } from '../../values/value.ts';
import type { PlanContext, Subject } from './context.ts';
import type { Change } from './model.ts';

interface Watched {
  readonly module: ModuleInstance;
  readonly type: string;
  readonly name: string;
  /** Absent: every instance. */
  readonly key?: InstanceKey;
  readonly path: readonly (string | number)[];
}

/** The text of the first trigger that fires. */
export function findTrigger(context: PlanContext, subject: Subject): string | undefined {
  for (const expression of subject.resource.lifecycle.replaceTriggeredBy) {
    const watched = watchedBy(expression, context, subject);
    if (fires(context, watched)) return describe(watched);
  }
  return undefined;
}

function describe({ module, type, name, key, path }: Watched): string {
  const base = formatInstance({ module, mode: 'managed', type, name, key });
  return path.reduce<string>(
    (text, step) => text + (typeof step === 'number' ? `[${step}]` : `.${step}`),
    base,
  );
}

function fires(context: PlanContext, watched: Watched): boolean {
  const { module, type, name, key, path } = watched;
  const exact = formatInstance({ module, mode: 'managed', type, name, key });
  const single = context.changes.get(exact);
  if (single) return changed(single, path);
  if (key !== undefined) return false;
  const whole = configAddress({ module, mode: 'managed', type, name });
  if (!context.changing.has(whole)) return false;
  for (const change of context.changes.values())
    if (change.resourceAddress === whole && inModule(change, module) && changed(change, path)) return true;
  return false;
}

/** Triggers look at resources of the same instance of the module only. */
const inModule = ({ address }: Change, module: ModuleInstance): boolean =>
  address.module === module || formatModule(address.module) === formatModule(module);

function changed(change: Change, path: Watched['path']): boolean {
  const { action, before, after } = change;
  if (action === 'no-op' || action === 'create' || action === 'read' || action === 'delete') return false;
  if (path.length === 0) return true;
  const at = (v: Value): Value => valueAt(v, path) ?? nul();
  return !valueEqualsUnmarked(at(before), at(after));
}

function watchedBy(expression: ConfigExpression, context: PlanContext, subject: Subject): Watched {
  const { root } = expression.expression;
  const flat = flatten(root, (key) => keyOf(key, subject));
  const [type, name, ...rest] = flat ?? [];
  if (typeof type !== 'string' || typeof name !== 'string' || type === 'data') throw refuse(expression);
  const repeated = context.tree.resources.get(
    within(formatModulePath(subject.resource.module), `${type}.${name}`),
  );
  const isRepeated = repeated?.count !== undefined || repeated?.forEach !== undefined;
  const [key, ...inner] = rest;
  const { module } = subject.instance;
  return isRepeated && key !== undefined
    ? { module, type, name, key, path: inner }
    : { module, type, name, path: rest };
}

type Steps = (string | number)[] | undefined;

function flatten(node: Node, key: (node: Node) => string | number | undefined): Steps {
  switch (node.kind) {
    case 'wrap':
    case 'paren':
      return flatten(node.inner, key);
    case 'embedded':
      return flatten(node.expression.root, key);
    case 'traversal':
      return [node.root, ...node.steps.map(stepOf)];
    case 'steps': {
      const base = flatten(node.target, key);
      return base && [...base, ...node.steps.map(stepOf)];
    }
    case 'index': {
      const base = flatten(node.target, key);
      const by = key(node.key);
      return base && by !== undefined ? [...base, by] : undefined;
    }
    default:
      return undefined;
  }
}

const stepOf = (step: Step): string | number => (step.kind === 'attr' ? step.name : step.key);

/** `count.index` and `each.key` are all that Terraform allows in such an index. */
function keyOf(node: Node, { instance }: Subject): string | number | undefined {
  if (node.kind === 'literal') {
    const { raw } = node.value;
    return typeof raw === 'string' || typeof raw === 'number' ? raw : undefined;
  }
  if (node.kind !== 'traversal' || node.steps.length !== 1) return undefined;
  const step = stepOf(node.steps[0] as Step);
  const allowed = (node.root === 'count' && step === 'index') || (node.root === 'each' && step === 'key');
  return allowed ? instance.key : undefined;
}

function refuse(expression: ConfigExpression) {
  const detail =
    'replace_triggered_by takes resources, their instances and their attributes; indexes are literal, count.index or each.key.';
  return expression.place.error('ZTC-E-CONFIG-TRIGGER', 'Invalid replace_triggered_by expression', detail);
}
