/** Every reference of a configuration, checked without evaluating anything: does it exist, and has it such an attribute? */

import type { Step } from '../hcl/ast.ts';
import type { Reference } from '../hcl/references.ts';
import type { Source } from '../hcl/source.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import { type Type, typeName } from '../values/type.ts';
import { localName, type Mode } from './address.ts';
import { attributeTo } from './attribution.ts';
import { ConfigGraph } from './config-graph.ts';
import { type Context, nameOf, type Use } from './declarations.ts';
import type { ModuleCall, ResourceConfig, StaticReference } from './model.ts';
import { didYouMean } from './suggest.ts';
import type { ConfigTree } from './tree.ts';

/** Undefined for types that nobody knows; their attributes are then not checked. */
export type SchemaTypes = (type: string, mode: Mode) => Type | undefined;

export interface LocatedProblem {
  readonly problem: Diagnostic;
  /** Id of the declaration that it stands in, as in the graph. */
  readonly id: string;
  /** The text of the expression at fault, where it is one. */
  readonly source?: Source;
}

export interface Analysis {
  readonly graph: ConfigGraph;
  readonly located: readonly LocatedProblem[];
  /** Syntax errors, dangling references and cycles, each with its resource and construct. */
  readonly diagnostics: readonly Diagnostic[];
  /** There is no order in which everything could be evaluated. */
  readonly cyclic: boolean;
}

/** Everything that can be said about a configuration's expressions before values are known. */
export function analyze(tree: ConfigTree, schemaType?: SchemaTypes): Analysis {
  const graph = new ConfigGraph(tree);
  const checker = new Checker(schemaType ?? (() => undefined));
  const dangling: LocatedProblem[] = [];
  for (const { id, uses } of graph.declarations.values()) {
    for (const use of uses) {
      const problem = checker.check(use);
      if (problem) dangling.push({ problem, id, source: use.reference.source });
    }
  }
  for (const resource of tree.resources.values())
    for (const reference of ignoredBy(resource)) {
      const problem = checker.ignored(resource, reference);
      if (problem) dangling.push({ problem, id: resource.address, source: reference.source });
    }
  const cycles = graph.cycles();
  const located = [...graph.problems, ...dangling, ...cycles];
  const diagnostics = located.map(({ problem, id }) => attributeTo(problem, tree, id));
  return { graph, located, diagnostics, cyclic: cycles.length > 0 };
}

const REPETITION: Readonly<Record<string, readonly string[]>> = { count: ['index'], each: ['key', 'value'] };
/** How many undeclared names get a suggestion. */
const HINTS = 50;
const UNDECLARED = 'ZTC-E-REF-UNDECLARED';
/** Constructs say this one in their own words. */
export const IGNORED_ATTRIBUTE = 'ZTC-E-REF-IGNORED';

class Checker {
  readonly #schemaType: SchemaTypes;
  #hints = 0;

  constructor(schemaType: SchemaTypes) {
    this.#schemaType = schemaType;
  }

  check(use: Use): Diagnostic | undefined {
    const { reference, context, module } = use;
    const { root, steps } = reference.traversal;
    const name = nameOf(steps[0]);
    if (context === 'trigger' && NO_TRIGGERS.has(root))
      return problem(reference, 'ZTC-E-CONFIG-TRIGGER', TRIGGER);
    switch (root) {
      case 'var':
        return this.#named('input variable', name, module.variables, reference);
      case 'local':
        return this.#named('local value', name, module.locals, reference);
      case 'path':
        return oneOf(reference, name, ['module', 'root', 'cwd']);
      case 'terraform':
        return oneOf(reference, name, ['workspace']);
      case 'count':
      case 'each':
        return oneOf(reference, name, REPETITION[root] ?? []) ?? repetition(reference, context);
      case 'self':
        return context === 'postcondition' || context === 'provisioner'
          ? undefined
          : problem(reference, 'ZTC-E-REF-SELF', SELF);
      case 'module':
        return this.#output(use, name);
      default:
        return this.#resource(use);
    }
  }

  /** `ignore_changes` names attributes of its own resource. */
  ignored(resource: ResourceConfig, reference: StaticReference): Diagnostic | undefined {
    const type = this.#schemaType(resource.type, resource.mode);
    const { root: name, steps, start, end } = reference.traversal;
    const all: readonly Step[] = [{ kind: 'attr', name, start, end }, ...steps];
    const found = type && attributeProblem(type, all, reference, resource.address);
    return found && { ...found, code: IGNORED_ATTRIBUTE, summary: 'Invalid ignore_changes' };
  }

  /** Looking through all names costs too much to do it for thousands of errors; nobody reads so many. */
  #hint(name: string, names: Iterable<string>): string {
    this.#hints++;
    return this.#hints > HINTS ? '' : didYouMean(name, names);
  }

  #named(
    what: string,
    name: string | undefined,
    all: ReadonlyMap<string, unknown>,
    at: Reference,
  ): Diagnostic | undefined {
    if (name !== undefined && all.has(name)) return undefined;
    if (name === undefined) {
      const detail = `"${snippet(at)}" alone says nothing: the name of one ${what} is expected behind it.`;
      return problem(at, 'ZTC-E-REF-INCOMPLETE', detail);
    }
    return problem(
      at,
      UNDECLARED,
      `There is no ${what} with the name "${name}".${this.#hint(name, all.keys())}`,
    );
  }

  #output({ module, reference }: Use, name: string | undefined): Diagnostic | undefined {
    const missing = this.#named('module', name, module.calls, reference);
    if (missing) return missing;
    const call = module.calls.get(name as string) as ModuleCall;
    const [first, ...rest] = reference.traversal.steps.slice(1);
    const problemOfKey = instanceKeyProblem(`module.${name}`, call, first, reference);
    if (problemOfKey) return problemOfKey;
    const output = first?.kind === 'index' ? rest[0] : first;
    return output?.kind === 'attr'
      ? this.#named(`output of module.${name}`, output.name, call.module.outputs, reference)
      : undefined;
  }

  #resource({ reference, module, context }: Use): Diagnostic | undefined {
    const { root, steps } = reference.traversal;
    const used = root === 'data' ? 2 : 1;
    const type = used === 2 ? nameOf(steps[0]) : root;
    const name = nameOf(steps[used - 1]);
    if (type === undefined || name === undefined) {
      const detail = `"${snippet(reference)}" is not a complete reference: a resource is named by its type and its name.`;
      return problem(reference, 'ZTC-E-REF-INCOMPLETE', detail);
    }
    const local = localName({ mode: used === 2 ? 'data' : 'managed', type, name });
    const resource = module.resources.get(local);
    if (!resource) {
      const hint = this.#hint(local, module.resources.keys());
      const where = module.address === '' ? 'the configuration' : module.address;
      return problem(reference, UNDECLARED, `There is no resource ${local} in ${where}.${hint}`);
    }
    // A trigger may name what is not there, which then never changes.
    return context === 'trigger' ? undefined : this.#attribute(resource, steps.slice(used), reference);
  }

  #attribute(resource: ResourceConfig, steps: readonly Step[], reference: Reference): Diagnostic | undefined {
    const [first, ...rest] = steps;
    const { address } = resource;
    const type = this.#schemaType(resource.type, resource.mode);
    // An object of unknown type may have anything, also under a number.
    if (!type && !resource.count && !resource.forEach) return undefined;
    const wrong = instanceKeyProblem(address, resource, first, reference);
    if (wrong || !type || !first) return wrong;
    return attributeProblem(type, first.kind === 'index' ? rest : steps, reference, address);
  }
}

const ignoredBy = ({ lifecycle: { ignoreChanges } }: ResourceConfig): readonly StaticReference[] =>
  ignoreChanges === 'all' ? [] : ignoreChanges;

/** Instances need a key, and what is there once has none. */
function instanceKeyProblem(
  address: string,
  { count, forEach }: Pick<ResourceConfig, 'count' | 'forEach'>,
  first: Step | undefined,
  reference: Reference,
): Diagnostic | undefined {
  const repeated = count ? 'count' : forEach ? 'for_each' : undefined;
  if (!first || (repeated !== undefined) === (first.kind === 'index')) return undefined;
  const example = repeated === 'count' ? `${address}[0]` : `${address}["key"]`;
  const detail = repeated
    ? `${address} has "${repeated}", so its attributes belong to an instance, such as ${example}.`
    : `${address} has neither count nor for_each, so it has no instance keys. Leave out the index.`;
  return problem(reference, 'ZTC-E-REF-INSTANCE-KEY', detail);
}

const SELF = '"self" can be used only in postconditions and provisioners.';

function oneOf(
  reference: Reference,
  name: string | undefined,
  known: readonly string[],
): Diagnostic | undefined {
  if (name !== undefined && known.includes(name)) return undefined;
  const { root } = reference.traversal;
  const detail = `"${root}" has no attribute "${name ?? ''}"; it has ${known.join(', ')}.`;
  return problem(reference, 'ZTC-E-REF-ATTRIBUTE', detail);
}

const NO_TRIGGERS: ReadonlySet<string> = new Set([
  'var',
  'local',
  'module',
  'data',
  'path',
  'terraform',
  'self',
]);
const TRIGGER = 'Only resources, their instances and their attributes trigger replacements.';

/** Where a repetition cannot be told from the place. */
const ANY_REPETITION: ReadonlySet<Context> = new Set(['postcondition', 'provisioner', 'trigger', 'import']);

function repetition(reference: Reference, context: Context): Diagnostic | undefined {
  const { root } = reference.traversal;
  const argument = root === 'count' ? 'count' : 'for_each';
  if (context === argument || ANY_REPETITION.has(context)) return undefined;
  const detail = `"${snippet(reference)}" can be used only in a resource or module that has "${argument}", and not in that argument itself.`;
  return problem(reference, 'ZTC-E-REF-REPETITION', detail);
}

/** Follows the steps as far as the type says anything. */
function attributeProblem(
  type: Type,
  steps: readonly Step[],
  reference: Reference,
  address: string,
): Diagnostic | undefined {
  let current: Type = type;
  for (const step of steps) {
    if (current.kind === 'dynamic') return undefined;
    if (current.kind === 'map' || (current.kind === 'list' && step.kind === 'index')) {
      current = current.element;
      continue;
    }
    const name = step.kind === 'attr' ? step.name : step.key;
    if (current.kind === 'object') {
      const next: Type | undefined = current.attributes.get(String(name));
      if (next) {
        current = next;
        continue;
      }
      const hint = didYouMean(String(name), current.attributes.keys());
      return problem(reference, 'ZTC-E-REF-ATTRIBUTE', `${address} has no attribute "${name}" here.${hint}`);
    }
    const detail = `"${name}" does not exist here: the value is a ${typeName(current)}.`;
    return problem(reference, 'ZTC-E-REF-ATTRIBUTE', detail);
  }
  return undefined;
}

const snippet = ({ source, traversal }: Reference): string => source.snippet(traversal);

function problem({ source, traversal }: Reference, code: string, detail: string): Diagnostic {
  return source.diagnostic(code, 'Invalid reference', detail, traversal);
}
