/** What the `moved` blocks of all modules say of one address. */

import type { InstanceAddress, InstanceKey, ModuleInstance, ModuleStep } from '../../config/address.ts';
import type { MovedConfig, MoveEndpoint, MoveStep } from '../../config/model.ts';
import type { ConfigTree } from '../../config/tree.ts';

interface Statement extends MovedConfig {
  /** Path of the module that holds the block; the endpoints are seen from there. */
  readonly path: readonly string[];
}

export class MoveStatements {
  readonly #statements: readonly Statement[];

  constructor(tree: ConfigTree) {
    // Statements about one instance come before those about all instances of the same thing.
    this.#statements = [...tree.modules.values()]
      .flatMap(({ path, moved }) => moved.map((statement): Statement => ({ ...statement, path })))
      .sort((a, b) => Number(isGeneral(a.from)) - Number(isGeneral(b.from)));
  }

  /** Where a statement sends the object at this address; undefined when none is about it. */
  step(address: InstanceAddress): InstanceAddress | undefined {
    if (address.mode !== 'managed') return undefined;
    for (const statement of this.#statements) {
      const target = apply(statement, address);
      if (target) return target;
    }
    return undefined;
  }

  /** Whether a statement names the resource or one of its instances, as its source or as its target. */
  names({ module, type, name }: InstanceAddress): boolean {
    return this.#statements.some(({ path, from, to }) =>
      [from, to].some(
        ({ module: steps, resource }) =>
          resource?.type === type &&
          resource.name === name &&
          module.length === path.length + steps.length &&
          path.every((step, i) => module[i]?.name === step) &&
          isAt(module.slice(path.length), steps),
      ),
    );
  }
}

function isGeneral({ module, resource }: MoveEndpoint): boolean {
  return !(resource ?? module.at(-1))?.hasKey;
}

function apply({ path, from, to }: Statement, address: InstanceAddress): InstanceAddress | undefined {
  const { module } = address;
  const depth = path.length + from.module.length;
  if (module.length < depth || !path.every((name, i) => module[i]?.name === name)) return undefined;
  const around = module.slice(0, path.length);
  const own = module.slice(path.length, depth);
  const inner = module.slice(depth);
  return from.resource
    ? moveResource(around, own, inner, from, to, address)
    : moveModule(around, own, inner, from.module, to.module, address);
}

function moveResource(
  around: ModuleInstance,
  own: ModuleInstance,
  inner: ModuleInstance,
  from: MoveEndpoint,
  to: MoveEndpoint,
  address: InstanceAddress,
): InstanceAddress | undefined {
  const [source, target] = [from.resource, to.resource];
  if (!source || !target || inner.length > 0 || !isAt(own, from.module)) return undefined;
  if (source.type !== address.type || source.name !== address.name) return undefined;
  const key = keyAfter(source, target, address.key);
  if (key === NO_MATCH) return undefined;
  const module = [...around, ...to.module.map(stepOf)];
  return { module, mode: 'managed', type: target.type, name: target.name, key };
}

function moveModule(
  around: ModuleInstance,
  own: ModuleInstance,
  inner: ModuleInstance,
  from: readonly MoveStep[],
  to: readonly MoveStep[],
  address: InstanceAddress,
): InstanceAddress | undefined {
  const [source, target, here] = [from.at(-1), to.at(-1), own.at(-1)];
  if (!source || !target || !here || source.name !== here.name) return undefined;
  if (!isAt(own.slice(0, -1), from.slice(0, -1))) return undefined;
  const key = keyAfter(source, target, here.key);
  if (key === NO_MATCH) return undefined;
  const outer = to.slice(0, -1).map(stepOf);
  return { ...address, module: [...around, ...outer, { name: target.name, key }, ...inner] };
}

const NO_MATCH = Symbol('the statement is about another instance');

/** Without keys on both sides the whole thing moves and its instances keep theirs. */
function keyAfter(from: MoveStep, to: MoveStep, key: InstanceKey): InstanceKey | typeof NO_MATCH {
  if (!from.hasKey && !to.hasKey) return key;
  return key === from.key ? to.key : NO_MATCH;
}

const stepOf = ({ name, key }: MoveStep): ModuleStep => ({ name, key });

const isAt = (module: ModuleInstance, steps: readonly MoveStep[]): boolean =>
  steps.every(({ name, key }, i) => module[i]?.name === name && module[i]?.key === key);
