import { addressOf, resourcesIn } from './address.ts';
import { type IConstruct, type TerraformResource, TerraformStack } from './engine.ts';
import { errorAt } from './errors.ts';
import { reportLater } from './reports.ts';
import { referencesIn, resolveIn } from './resolve.ts';

/**
 * Turns `node.addDependency` into `depends_on`, and into a dependency of stacks where it crosses one. Only the sources
 * of the dependent subtree get it, and only on the sinks of the other: within a subtree, references already give the
 * order.
 */
export function reifyDependencies(stack: TerraformStack): void {
  const references = new Map<TerraformResource, ReadonlySet<string>>();
  for (const construct of below(stack)) {
    for (const target of construct.node.dependencies) {
      const other = stackOf(target);
      if (other === stack) connect(construct, target, references);
      else if (other) dependOnStack(stack, other, construct);
      else unexpressible(construct, target);
    }
  }
}

function connect(
  from: IConstruct,
  to: IConstruct,
  references: Map<TerraformResource, ReadonlySet<string>>,
): void {
  const targets = resourcesIn(to);
  const sinks = targets.filter(
    (one) => !targets.some((other) => other !== one && refers(other, one, references)),
  );
  const dependents = resourcesIn(from).filter((one) => !targets.includes(one));
  const sources = dependents.filter(
    (one) => !dependents.some((other) => other !== one && refers(one, other, references)),
  );
  if (sinks.length === 0 || sources.length === 0) unexpressible(from, to);
  const names = sinks.map((sink) => addressOf(sink) as string);
  for (const source of sources) {
    const missing = names.filter((name) => !source.dependsOn?.includes(name));
    if (missing.length > 0) source.dependsOn = [...(source.dependsOn ?? []), ...missing];
  }
}

function refers(
  from: TerraformResource,
  to: TerraformResource,
  references: Map<TerraformResource, ReadonlySet<string>>,
): boolean {
  let known = references.get(from);
  if (!known) {
    known = new Set(referencesIn(resolveIn(from, from.toTerraform())));
    references.set(from, known);
  }
  return known.has(addressOf(to) as string);
}

function dependOnStack(stack: TerraformStack, other: TerraformStack, construct: IConstruct): void {
  if (!other.dependsOn(stack)) {
    stack.addDependency(other);
    return;
  }
  reportLater(
    construct,
    errorAt(construct, 'CDK-206', {
      what: {
        en: `stacks ${stack.node.path} and ${other.node.path} would depend on each other`,
        zh: `栈 ${stack.node.path} 与 ${other.node.path} 将互相依赖`,
      },
      fix: { en: 'move one of the two constructs to the other stack', zh: '请将其中一个构造移到另一个栈' },
    }),
  );
}

function unexpressible(construct: IConstruct, target: IConstruct): void {
  if (TerraformStack.isStack(target) && TerraformStack.isStack(construct)) return;
  reportLater(
    construct,
    errorAt(construct, 'CDK-206', {
      what: {
        en: `the dependency on ${target.node.path || 'the app'} has no resources to wait for, or none that wait`,
        zh: `对 ${target.node.path || '应用'} 的依赖没有可等待的资源，或没有需要等待的资源`,
      },
      fix: { en: 'depend on a construct that contains resources', zh: '请依赖包含资源的构造' },
    }),
  );
}

function stackOf(construct: IConstruct): TerraformStack | undefined {
  return construct.node.scopes.findLast((scope) => TerraformStack.isStack(scope)) as
    | TerraformStack
    | undefined;
}

function* below(construct: IConstruct): Iterable<IConstruct> {
  yield construct;
  for (const child of construct.node.children) if (!TerraformStack.isStack(child)) yield* below(child);
}
