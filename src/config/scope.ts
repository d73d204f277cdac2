/** Resolves the names that expressions of a module can refer to. */

import { relative, resolve as resolvePath } from 'node:path';
import type { Step, Traversal } from '../hcl/ast.ts';
import type { FunctionContext, FunctionTable, Resolved, Scope } from '../hcl/scope.ts';
import type { Source } from '../hcl/source.ts';
import { num, str, type Value } from '../values/value.ts';
import type { InstanceKey } from './address.ts';
import type { Instance } from './evaluation.ts';
import type { ModuleCall, ResourceConfig } from './model.ts';
import { didYouMean } from './suggest.ts';

/** What a scope asks the evaluator for. */
export interface ScopeValues {
  /** Undefined for a name that is not declared. */
  named(kind: 'variable' | 'local', name: string): Value | undefined;
  /** By its name inside the module: `data.ztc_account.me`. */
  resource(name: string): ResourceConfig | undefined;
  call(name: string): ModuleCall | undefined;
  /** Outputs of a called module: an object, for `count` a tuple and for `for_each` an object by key of such objects. */
  outputs(call: ModuleCall): Value;
  /** One output; undefined when there is no such instance or output, or when the instances cannot be told yet. */
  moduleOutput(call: ModuleCall, key: InstanceKey, name: string): Value | undefined;
  /** All instances: an object for a single one, a tuple for `count`, an object by key for `for_each`. */
  whole(resource: ResourceConfig): Value;
  /** One instance; undefined when there is none with this key, or when the instances cannot be told yet. */
  instance(resource: ResourceConfig, key: InstanceKey): Value | undefined;
  /** For suggestions. */
  names(kind: 'variable' | 'local' | 'resource' | 'module'): Iterable<string>;
  /** Folders of the module and of the root. */
  readonly dir: string;
  readonly rootDir: string;
  readonly workspace: string;
}

export class ModuleScope implements Scope {
  readonly functions: FunctionTable;
  readonly context: FunctionContext;
  readonly #values: ScopeValues;
  readonly #instance: Instance | undefined;
  readonly #self: Value | undefined;

  constructor(
    values: ScopeValues,
    world: { readonly functions: FunctionTable; readonly context: FunctionContext },
    instance?: Instance,
    self?: Value,
  ) {
    this.#values = values;
    this.functions = world.functions;
    this.context = world.context;
    this.#instance = instance;
    this.#self = self;
  }

  resolve(traversal: Traversal, source: Source): Resolved | undefined {
    const { root, steps } = traversal;
    switch (root) {
      case 'var':
        return this.#named('variable', traversal, source);
      case 'local':
        return this.#named('local', traversal, source);
      case 'path':
        return this.#path(attribute(steps[0]));
      case 'terraform':
        return attribute(steps[0]) === 'workspace'
          ? { value: str(this.#values.workspace), used: 1 }
          : undefined;
      case 'each':
      case 'count':
        return this.#repetition(traversal, source);
      case 'self':
        return this.#self && { value: this.#self, used: 0 };
      case 'module':
        return this.#module(traversal, source);
      case 'data':
        return this.#resource(`data.${attribute(steps[0])}.${attribute(steps[1])}`, 2, traversal, source);
      default:
        return this.#resource(`${root}.${attribute(steps[0])}`, 1, traversal, source);
    }
  }

  #named(kind: 'variable' | 'local', traversal: Traversal, source: Source): Resolved {
    const name = attribute(traversal.steps[0]);
    const value = name === undefined ? undefined : this.#values.named(kind, name);
    if (value) return { value, used: 1 };
    const what = kind === 'variable' ? 'An input variable' : 'A local value';
    const hint = name === undefined ? '' : didYouMean(name, this.#values.names(kind));
    const detail = `${what} with the name "${name ?? ''}" has not been declared.${hint}`;
    throw source.error('ZTC-E-REF-UNDECLARED', `Reference to undeclared ${kind}`, detail, traversal);
  }

  /** As with -chdir: everything is relative to the root's folder. */
  #path(name: string | undefined): Resolved | undefined {
    const { dir, rootDir } = this.#values;
    if (name === 'root') return { value: str('.'), used: 1 };
    if (name === 'module') return { value: str(relative(rootDir, dir) || '.'), used: 1 };
    return name === 'cwd' ? { value: str(resolvePath(rootDir)), used: 1 } : undefined;
  }

  #module(traversal: Traversal, source: Source): Resolved {
    const { steps } = traversal;
    const name = attribute(steps[0]) ?? '';
    const call = this.#values.call(name);
    if (!call) {
      const detail = `No module call named "${name}" is declared here.${didYouMean(name, this.#values.names('module'))}`;
      throw source.error('ZTC-E-REF-UNDECLARED', 'Reference to undeclared module', detail, traversal);
    }
    const [first, second] = steps.slice(1);
    const repeated = call.count !== undefined || call.forEach !== undefined;
    const key = repeated && first?.kind === 'index' ? first.key : undefined;
    const output = attribute(key === undefined ? first : second);
    if (output !== undefined && repeated === (key !== undefined)) {
      const value = this.#values.moduleOutput(call, key, output);
      if (value) return { value, used: key === undefined ? 2 : 3 };
    }
    return { value: this.#values.outputs(call), used: 1 };
  }

  #repetition(traversal: Traversal, source: Source): Resolved {
    const name = attribute(traversal.steps[0]);
    const { key, eachValue } = this.#instance ?? {};
    if (traversal.root === 'count') {
      if (name === 'index' && typeof key === 'number') return { value: num(key), used: 1 };
    } else if (typeof key === 'string' && eachValue) {
      if (name === 'key') return { value: str(key), used: 1 };
      if (name === 'value') return { value: eachValue, used: 1 };
    }
    const argument = traversal.root === 'count' ? 'count' : 'for_each';
    const detail = `"${source.snippet(traversal)}" can be used only in a resource that has "${argument}".`;
    throw source.error(
      'ZTC-E-REF-REPETITION',
      `Reference to "${traversal.root}" without ${argument}`,
      detail,
      traversal,
    );
  }

  #resource(address: string, used: number, traversal: Traversal, source: Source): Resolved {
    const resource = this.#values.resource(address);
    if (!resource) {
      const detail = `${address} has not been declared.${didYouMean(address, this.#values.names('resource'))}`;
      throw source.error('ZTC-E-REF-UNDECLARED', 'Reference to undeclared resource', detail, traversal);
    }
    const step = traversal.steps[used];
    if (step?.kind === 'index' && (resource.count || resource.forEach)) {
      const value = this.#values.instance(resource, step.key);
      if (value) return { value, used: used + 1 };
    }
    return { value: this.#values.whole(resource), used };
  }
}

const attribute = (step: Step | undefined): string | undefined =>
  step?.kind === 'attr' ? step.name : undefined;
