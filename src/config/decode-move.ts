/** Decodes what is said about objects that are already there: moved, removed, import. */

import type { Node, Step, Traversal } from '../hcl/ast.ts';
import { decodeProvisioners } from './decode-provisioner.ts';
import { providerKey } from './decode-resource.ts';
import { type Argument, type Block, blockShape, type ConfigExpression } from './expression.ts';
import type { ImportConfig, MovedConfig, MoveEndpoint, MoveStep, RemovedConfig } from './model.ts';
import type { Place } from './place.ts';
import { impliedProvider } from './providers.ts';
import type { Reader } from './reader.ts';

const MOVED = blockShape(['from', 'to']);

export function decodeMoved(reader: Reader, { body, place }: Block, into: MovedConfig[]): void {
  reader.only(body, MOVED, 'a moved block');
  const [from, to] = ['from', 'to'].map((name) => {
    const argument = reader.required(body, name, 'a moved block');
    return argument && endpoint(reader, argument);
  });
  if (from && to) into.push({ from, to, place });
}

const REMOVED = blockShape(['from'], ['lifecycle', 'provisioner', 'connection']);
const REMOVED_LIFECYCLE = blockShape(['destroy']);

export function decodeRemoved(reader: Reader, { body, place }: Block, into: RemovedConfig[]): void {
  reader.only(body, REMOVED, 'a removed block');
  const argument = reader.required(body, 'from', 'a removed block');
  const from = argument && endpoint(reader, argument);
  if (!from) return;
  const refuse = (detail: string, at: Place): void =>
    reader.report(at, 'ZTC-E-CONFIG-ADDRESS', 'Invalid removed block', detail);
  if ([...from.module, from.resource].some((step) => step?.hasKey))
    refuse('A removed block names a whole resource or module, without instance keys.', argument.place);
  const lifecycle = reader.one(body, 'lifecycle', 'a removed block');
  if (lifecycle) reader.only(lifecycle.body, REMOVED_LIFECYCLE, 'the lifecycle of a removed block');
  const provisioners = decodeProvisioners(reader, body, 'a removed block');
  for (const provisioner of provisioners) {
    if (!from.resource) refuse('Provisioners need a removed resource, not a module.', provisioner.place);
    else if (provisioner.when !== 'destroy')
      refuse('Only provisioners with when = destroy can run here.', provisioner.place);
  }
  const destroy = lifecycle ? (reader.flag(lifecycle.body, 'destroy') ?? true) : true;
  into.push({ from, destroy, provisioners, place });
}

const IMPORT = blockShape(['to', 'id', 'identity', 'for_each', 'provider']);

export function decodeImport(reader: Reader, { body, place }: Block, into: ImportConfig[]): void {
  reader.only(body, IMPORT, 'an import block');
  const to = reader.required(body, 'to', 'an import block');
  if (body.has('identity')) {
    reader.refuse('an import by identity', body.place.child('identity'));
    return;
  }
  const id = reader.required(body, 'id', 'an import block');
  if (!to || !id) return;
  if (reader.module.length > 0) {
    const detail = 'Import blocks work in the root module only; this one does nothing.';
    reader.warn(place, 'ZTC-E-CONFIG-IGNORED', 'Import ignored', detail);
    return;
  }
  const target = to.bare();
  const type = reader.attempt(() => importedType(target));
  if (type === undefined) return;
  if (into.some(({ to: other }) => textOf(other) === textOf(target))) {
    const detail = `There is another import block for ${textOf(target)}.`;
    reader.report(to.place, 'ZTC-E-CONFIG-DUPLICATE', 'Duplicate import', detail);
    return;
  }
  const forEach = body.get('for_each');
  const provider = body.get('provider');
  const key = provider && (providerKey(reader, provider) ?? impliedProvider(type));
  into.push({
    to: target,
    id,
    ...(forEach ? { forEach } : {}),
    ...(key === undefined ? {} : { provider: reader.providers.resolve(key) ?? key }),
    place,
  });
}

/** The type of the managed resource that the target names; throws when it names something else. */
function importedType({ expression, place }: ConfigExpression): string {
  const names = namesOf(expression.root);
  let at = 0;
  while (names?.[at] === 'module') at += 2;
  const [type, name, ...rest] = names?.slice(at) ?? [];
  if (type !== undefined && name !== undefined && rest.length === 0 && type !== 'data') return type;
  const detail =
    'Only managed resources can be imported: ztc_vpc.main, ztc_vpc.main["a"], in JSON as a string without "${".';
  throw place.error('ZTC-E-CONFIG-ADDRESS', 'Invalid import target', detail);
}

const textOf = ({ expression: { root, source } }: ConfigExpression): string => source.snippet(root);

/** The names without the keys, which may be computed; undefined for anything else. */
function namesOf(node: Node): readonly string[] | undefined {
  switch (node.kind) {
    case 'traversal':
      return [node.root, ...attributes(node.steps)];
    case 'steps': {
      const before = namesOf(node.target);
      return before && [...before, ...attributes(node.steps)];
    }
    case 'index':
      return namesOf(node.target);
    default:
      return undefined;
  }
}

const attributes = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => (step.kind === 'attr' ? step.name : []));

function endpoint(reader: Reader, argument: Argument): MoveEndpoint | undefined {
  const found = reader.attempt(() => {
    const { traversal, quoted } = argument.traversal();
    return quoted ? undefined : endpointOf(traversal);
  });
  if (found) return found;
  const { place } = argument;
  if (reader.problems.at(-1)?.code === 'ZTC-E-CONFIG-STATIC-REFERENCE') reader.problems.pop();
  const detail =
    'The address of a managed resource or of a module is required: ztc_vpc.main[0], module.net; in JSON as a string without "${".';
  reader.report(place, 'ZTC-E-CONFIG-ADDRESS', 'Invalid address', detail);
  return undefined;
}

/** Names that stand for something else at the beginning of a reference. */
const NOT_TYPES: ReadonlySet<string> = new Set([
  'var',
  'local',
  'each',
  'count',
  'self',
  'path',
  'terraform',
  'data',
]);

function endpointOf({ root, steps }: Traversal): MoveEndpoint | undefined {
  const rest: Step[] = [{ kind: 'attr', name: root, start: 0, end: 0 }, ...steps];
  const name = (): string | undefined => {
    const step = rest.shift();
    return step?.kind === 'attr' ? step.name : undefined;
  };
  const key = (): Pick<MoveStep, 'key' | 'hasKey'> => {
    const [step] = rest;
    if (step?.kind !== 'index') return { key: undefined, hasKey: false };
    rest.shift();
    return { key: step.key, hasKey: true };
  };
  const module: MoveStep[] = [];
  let type = name();
  while (type === 'module') {
    const called = name();
    if (called === undefined) return undefined;
    module.push({ name: called, ...key() });
    if (rest.length === 0) return { module };
    type = name();
  }
  if (type === 'resource') type = name();
  const resource = name();
  if (type === undefined || resource === undefined || NOT_TYPES.has(type)) return undefined;
  const found: MoveEndpoint = { module, resource: { mode: 'managed', type, name: resource, ...key() } };
  return rest.length === 0 ? found : undefined;
}
