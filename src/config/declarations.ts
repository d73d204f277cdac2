/** Everything that a configuration declares, and what each declaration refers to. */

import type { Step } from '../hcl/ast.ts';
import { type Reference, references } from '../hcl/references.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import { within } from './address.ts';
import type { ConfigExpression } from './expression.ts';
import { type ImportTarget, importTarget } from './import-target.ts';
import type {
  ConditionConfig,
  ImportConfig,
  ModuleCall,
  ModuleConfig,
  ResourceConfig,
  StaticReference,
} from './model.ts';
import type { Place } from './place.ts';
import type { ConfigTree } from './tree.ts';

/**
 * `ztc_vpc.a`, `data.ztc_account.me`, `local.x`, `var.x`, `output.x`, `check.x`, behind the address of their module;
 * `module.network` for a call, `module.network (close)` for everything inside, `provider.ztc.beijing`.
 */
export type ConfigId = string;

/** Where an expression stands decides what it may refer to. */
export type Context =
  | 'plain'
  | 'count'
  | 'for_each'
  | 'postcondition'
  | 'provisioner'
  | 'trigger'
  | 'validation'
  | 'check'
  | 'import'
  | 'expansion';

export interface Use {
  readonly context: Context;
  readonly reference: Reference;
  /** Whose names the reference uses. */
  readonly module: ModuleConfig;
}

export interface Declaration {
  readonly id: ConfigId;
  readonly place: Place;
  readonly uses: readonly Use[];
  /** Declarations it depends on without an expression: its provider, the call of its module. */
  readonly implied: readonly ConfigId[];
}

/** Everything inside a called module, whatever it is. */
const closeOf = ({ address }: ModuleConfig): ConfigId => `${address} (close)`;

/** Address of the module whose whole content the declaration stands for. */
export const closedModule = (id: ConfigId): string | undefined =>
  / \(close\)$/.test(id) ? id.slice(0, -' (close)'.length) : undefined;

/** The validations of a variable, by the variable's id. */
export const validationOf = (variable: ConfigId): ConfigId => `${variable} (validation)`;

export const isValidation = (id: ConfigId): boolean => id.endsWith(' (validation)');

/** The declaration that a reference leads to; undefined for `each`, `path` and the like, and for unknown modules. */
export function targetOf(module: ModuleConfig, { traversal }: Reference): ConfigId | undefined {
  const { root, steps } = traversal;
  const first = nameOf(steps[0]);
  switch (root) {
    case 'each':
    case 'count':
    case 'self':
    case 'path':
    case 'terraform':
      return undefined;
    case 'module':
      return first === undefined ? undefined : moduleTarget(module.calls.get(first), steps.slice(1));
    case 'data':
      return within(module.address, `data.${first}.${nameOf(steps[1])}`);
    default:
      return within(module.address, `${root}.${first}`);
  }
}

/** Of an attribute. */
export const nameOf = (step: Step | undefined): string | undefined =>
  step?.kind === 'attr' ? step.name : undefined;

/** One output where it can be told which, else the module as a whole. */
function moduleTarget(
  call: ModuleCall | undefined,
  steps: Reference['traversal']['steps'],
): ConfigId | undefined {
  if (!call) return undefined;
  const [first, second] = steps;
  const step = first?.kind === 'index' ? second : first;
  if (step?.kind === 'attr') return within(call.module.address, `output.${step.name}`);
  return closeOf(call.module);
}

interface Imported {
  readonly target: ImportTarget;
  readonly block: ImportConfig;
}

export class Collector {
  readonly found = new Map<ConfigId, Declaration>();
  readonly problems: { problem: Diagnostic; id: ConfigId }[] = [];
  readonly #tree: ConfigTree;
  #module: ModuleConfig;
  /** `import` blocks by the resource they are for. */
  readonly #imports = new Map<ConfigId, readonly Imported[]>();
  #id = '';
  #uses: Use[] = [];

  constructor(tree: ConfigTree) {
    this.#tree = tree;
    this.#module = tree.root;
  }

  tree(): void {
    this.#readImports();
    for (const [key, { body, place, module: path }] of this.#tree.providers) {
      this.#module = this.#tree.at(path) ?? this.#tree.root;
      this.#declare(`provider.${key}`, place, this.#inCall(), () => {
        for (const [, expression] of body.dynamic()) this.#expression(expression, 'plain');
      });
    }
    for (const module of this.#tree.modules.values()) {
      this.#module = module;
      this.#contents(module);
    }
  }

  #contents(module: ModuleConfig): void {
    const { address } = module;
    const implied = this.#inCall();
    this.#variables(module, implied);
    for (const [name, { value }] of module.locals) {
      const id = within(address, `local.${name}`);
      this.#declare(id, value.place, implied, () => this.#expression(value, 'plain'));
    }
    for (const call of module.calls.values()) this.#call(call, implied);
    for (const resource of module.resources.values()) this.#resource(resource, implied);
    for (const [name, output] of module.outputs) {
      this.#declare(within(address, `output.${name}`), output.place, implied, () => {
        this.#expression(output.value, 'plain');
        this.#static(output.dependsOn);
        this.#conditions(output.preconditions, 'plain');
      });
    }
    for (const { address: id, place, assertions } of module.checks.values())
      this.#declare(id, place, implied, () => this.#conditions(assertions, 'check'));
  }

  /** An import waits for what its id and its keys refer to. */
  #readImports(): void {
    for (const block of this.#tree.root.imports) {
      this.#id = 'import';
      try {
        const target = importTarget(block.to);
        this.#imports.set(target.config, [...(this.#imports.get(target.config) ?? []), { target, block }]);
      } catch (e) {
        if (!(e instanceof DiagnosticError)) throw e;
        for (const problem of e.diagnostics) this.problems.push({ problem, id: this.#id });
      }
    }
  }

  #inCall(): readonly ConfigId[] {
    return this.#module.address === '' ? NONE : [this.#module.address];
  }

  /** Values of a called module's variables are expressions of the caller; their validations are its own. */
  #variables(module: ModuleConfig, implied: readonly ConfigId[]): void {
    const called = this.#tree.calledBy(module);
    const context = called && repetition(called.call);
    for (const [name, { place, validations }] of module.variables) {
      this.#declare(within(module.address, `var.${name}`), place, implied, () => {
        const argument = called?.call.body.get(name);
        if (called && argument && context) {
          this.#module = called.caller;
          this.#expression(argument, context);
          this.#module = module;
        }
      });
      // A validation refers to its own variable, and to others, which refer back.
      if (validations.length > 0)
        this.#declare(validationOf(within(module.address, `var.${name}`)), place, implied, () =>
          this.#conditions(validations, 'validation'),
        );
    }
  }

  #call(call: ModuleCall, implied: readonly ConfigId[]): void {
    const { module, count, forEach, dependsOn, place } = call;
    this.#declare(module.address, place, implied, () => {
      if (count) this.#expression(count, 'expansion');
      if (forEach) this.#expression(forEach, 'expansion');
      this.#static(dependsOn);
    });
    this.#declare(closeOf(module), place, contentsOf(module), () => {});
  }

  #resource(resource: ResourceConfig, inCall: readonly ConfigId[]): void {
    const { address, place, provider, count, forEach, lifecycle } = resource;
    const context = repetition(resource);
    const implied = this.#tree.providers.has(provider) ? inCall.concat(`provider.${provider}`) : inCall;
    this.#declare(address, place, implied, () => {
      if (count) this.#expression(count, 'expansion');
      if (forEach) this.#expression(forEach, 'expansion');
      for (const [, expression] of resource.body.dynamic()) this.#expression(expression, context);
      this.#static(resource.dependsOn);
      for (const trigger of lifecycle.replaceTriggeredBy) this.#expression(trigger, 'trigger');
      this.#conditions(lifecycle.preconditions, context);
      // A postcondition may refer to its own resource, through `self` only.
      this.#conditions(lifecycle.postconditions, 'postcondition');
      for (const imported of this.#imports.get(address) ?? []) this.#import(imported);
      for (const { body } of resource.provisioners)
        for (const [, expression] of body.dynamic()) this.#expression(expression, 'provisioner');
    });
  }

  #declare(id: ConfigId, place: Place, implied: readonly ConfigId[], read: () => void): void {
    this.#id = id;
    this.#uses = [];
    read();
    this.found.set(id, { id, place, uses: this.#uses.slice(), implied });
  }

  #expression(expression: ConfigExpression, context: Context): void {
    try {
      this.#references(expression.references(), context);
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      for (const problem of e.diagnostics) this.problems.push({ problem, id: this.#id });
    }
  }

  #references(references: readonly Reference[], context: Context): void {
    for (const reference of references) this.#uses.push({ context, reference, module: this.#module });
  }

  /** Imports are seen from the root; their target is not a reference, only what stands in its keys. */
  #import({ target, block: { id, forEach } }: Imported): void {
    const own = this.#module;
    this.#module = this.#tree.root;
    for (const { key } of [...target.module, target])
      if (typeof key === 'object') this.#references(references(key), 'import');
    this.#expression(id, 'import');
    if (forEach) this.#expression(forEach, 'import');
    this.#module = own;
  }

  #static(references: readonly StaticReference[]): void {
    for (const { traversal, source } of references)
      this.#uses.push({ context: 'plain', reference: { traversal, source }, module: this.#module });
  }

  #conditions(conditions: readonly ConditionConfig[], context: Context): void {
    for (const { condition, errorMessage } of conditions) {
      this.#expression(condition, context);
      this.#expression(errorMessage, context);
    }
  }
}

const NONE: readonly ConfigId[] = [];

const repetition = ({ count, forEach }: Pick<ResourceConfig, 'count' | 'forEach'>): Context =>
  count ? 'count' : forEach ? 'for_each' : 'plain';

/** Also what nothing inside refers to; but not what checks look at, which is read when everything else is done. */
function contentsOf({
  address,
  variables,
  locals,
  resources,
  outputs,
  calls,
  checks,
}: ModuleConfig): ConfigId[] {
  const late = new Set([...checks.values()].map(({ data }) => data));
  return [
    ...[...variables.keys()].map((name) => within(address, `var.${name}`)),
    ...[...locals.keys()].map((name) => within(address, `local.${name}`)),
    ...[...resources.values()].flatMap((resource) => (late.has(resource.address) ? [] : resource.address)),
    ...[...outputs.keys()].map((name) => within(address, `output.${name}`)),
    ...[...calls.values()].map(({ module }) => closeOf(module)),
  ];
}
