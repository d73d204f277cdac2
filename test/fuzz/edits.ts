/** Changes of a configuration, as people make them. */

import type { Generator } from './generate.ts';
import {
  addressOf,
  type Body,
  type CallNode,
  callsOf,
  type DataNode,
  keysOf,
  nodesOf,
  type Program,
} from './program.ts';
import { repair } from './repair.ts';
import { outdateUses, renameUses } from './values.ts';

type Edit = (generator: Generator, program: Program, body: Body) => void;

/** One step's worth: a few edits, and everything that referred to what is gone put right. */
export function edit(generator: Generator, program: Program): void {
  const { random } = generator;
  program.imports = random.chance(0.5) ? [] : program.imports;
  heal(program);
  for (const body of bodies(program)) {
    if (random.chance(0.6)) body.moved = [];
    if (random.chance(0.6)) body.removed = [];
  }
  for (let i = random.between(1, 5); i > 0; i -= 1) {
    const body = random.chance(0.75) ? program.root : random.pick(bodies(program));
    random.weighted(EDITS)(generator, program, body);
  }
  for (const body of bodies(program)) repair(generator, program, body);
}

const bodies = (program: Program): Body[] => [program.root, ...Object.values(program.modules)];

/** What made the last step fail on purpose would make all of them fail. */
function heal(program: Program): void {
  for (const node of bodies(program).flatMap(nodesOf)) {
    const holds = ({ condition }: DataNode['before'][number]): boolean =>
      String(condition.json).endsWith('|| true}');
    node.before = node.before.filter(holds);
    node.after = node.after.filter(holds);
    node.protect = false;
  }
}

const EDITS: readonly (readonly [number, Edit])[] = [
  [14, changeInput],
  [10, changeTriggers],
  [6, addNode],
  [7, removeNode],
  [8, changeSize],
  [6, changeRepetition],
  [6, toggleCreateFirst],
  [5, rename],
  [4, changeDependencies],
  [4, changeLifecycle],
  [5, changeVariable],
  [3, changeLocal],
  [4, changeOutputs],
  [2, protect],
  [3, addConditions],
  [4, changeCall],
  [3, addOrRemoveCall],
  [3, moveIntoModule],
  [3, retire],
];

function someNode({ random }: Generator, body: Body): { node: DataNode; position: number } | undefined {
  const nodes = nodesOf(body);
  if (nodes.length === 0) return undefined;
  const node = random.pick(nodes);
  return { node, position: body.items.indexOf(node) };
}

function changeInput(generator: Generator, program: Program, body: Body): void {
  const found = someNode(generator, body);
  if (!found) return;
  const { node, position } = found;
  const kind = node.input?.kind;
  node.input =
    kind === undefined || generator.random.chance(0.15)
      ? generator.input(program, body, position, node)
      : generator.expressions(program, body, position, node).value(kind);
  if (node.input?.kind !== kind) outdateUses(body, node.name);
}

function changeTriggers(generator: Generator, program: Program, body: Body): void {
  const found = someNode(generator, body);
  if (found) found.node.triggers = generator.triggers(program, body, found.position, found.node);
}

function addNode(generator: Generator, program: Program, body: Body): void {
  const position = generator.random.between(0, body.items.length);
  generator.insert(body, generator.node(program, body, position), position);
}

function removeNode(generator: Generator, program: Program, body: Body): void {
  const found = someNode(generator, body);
  if (!found || nodesOf(body).length <= 1 || program.root.items.length <= 13) return;
  body.items = body.items.filter((item) => item !== found.node);
}

function changeSize(generator: Generator, program: Program, body: Body): void {
  const repeated = repeatedIn(body);
  if (repeated.length === 0) return;
  const item = generator.random.pick(repeated);
  const { repeat } = item;
  const fresh = generator.repeatOf(repeat.kind, program, body, body.items.indexOf(item));
  item.repeat = fresh.kind === 'count' && repeat.kind === 'count' ? { ...fresh, via: repeat.via } : fresh;
}

const repeatedIn = (body: Body): (DataNode | CallNode)[] =>
  [...nodesOf(body), ...callsOf(body)].filter(({ repeat }) => repeat.kind !== 'once');

function changeRepetition(generator: Generator, program: Program, body: Body): void {
  const { random } = generator;
  const items = [...nodesOf(body), ...callsOf(body)];
  if (items.length === 0) return;
  const item = random.pick(items);
  const before = keysOf(item);
  const kinds = (['once', 'count', 'each'] as const).filter((kind) => kind !== item.repeat.kind);
  item.repeat = generator.repeatOf(random.pick(kinds), program, body, body.items.indexOf(item));
  if (!random.chance(0.6)) return;
  const after = keysOf(item);
  const address = addressOf(item);
  for (const [i, key] of before.entries()) {
    if (after[i] === undefined) break;
    body.moved.push({ from: `${address}${key}`, to: `${address}${after[i]}` });
  }
}

function toggleCreateFirst(generator: Generator, _program: Program, body: Body): void {
  const found = someNode(generator, body);
  if (found) found.node.createFirst = found.node.createFirst ? undefined : true;
}

function rename(generator: Generator, program: Program, body: Body): void {
  const { random } = generator;
  const items = [...nodesOf(body), ...callsOf(body)];
  if (items.length === 0) return;
  const item = random.pick(items);
  const before = item.name;
  const from = addressOf(item);
  item.name = generator.name(program, item.item === 'node' ? 'n' : 'm');
  const to = addressOf(item);
  renameUses(body, before, item.name, from, to);
  if (random.chance(0.75)) body.moved.push({ from, to });
}

function changeDependencies(generator: Generator, _program: Program, body: Body): void {
  const found = someNode(generator, body);
  if (!found) return;
  found.node.replacedBy = [];
  generator.dependencies(body, found.position, found.node);
}

function changeLifecycle(generator: Generator, _program: Program, body: Body): void {
  const found = someNode(generator, body);
  if (!found) return;
  const choices = ['all', ['input'], ['triggers_replace'], []] as const;
  found.node.ignore = generator.random.pick(choices);
}

function changeVariable({ random }: Generator, program: Program, body: Body): void {
  const texts = body.variables.filter(({ kind }) => kind === 'text');
  if (texts.length === 0) return;
  const { name } = random.pick(texts);
  const value = `changed-${random.between(0, 9)}`;
  if (body === program.root && random.chance(0.5)) program.vars = { ...program.vars, [name]: value };
  else for (const variable of texts) if (variable.name === name) variable.default = value;
}

function changeLocal(generator: Generator, program: Program, body: Body): void {
  const locals = body.items.filter((item) => item.item === 'local');
  if (locals.length === 0) return;
  const local = generator.random.pick(locals);
  const { kind } = local.value;
  local.value = generator.expressions(program, body, body.items.indexOf(local)).value(kind);
}

function changeOutputs(generator: Generator, program: Program, body: Body): void {
  const { random } = generator;
  if (body !== program.root) return;
  if (random.chance(0.5)) generator.addOutput(program, body);
  else body.outputs = random.some(body.outputs, 0.7);
}

function protect(generator: Generator, _program: Program, body: Body): void {
  const found = someNode(generator, body);
  if (found) found.node.protect = true;
}

function addConditions(generator: Generator, program: Program, body: Body): void {
  const found = someNode(generator, body);
  if (!found) return;
  const { node, position } = found;
  if (generator.random.chance(0.5)) node.before = generator.conditions(program, body, position, node);
  else node.after = generator.conditions(program, body, position, node, 'self');
}

function changeCall(generator: Generator, program: Program, body: Body): void {
  const calls = callsOf(body);
  if (calls.length === 0) return;
  const call = generator.random.pick(calls);
  call.args = generator.args(program, body, body.items.indexOf(call), call);
}

function addOrRemoveCall(generator: Generator, program: Program, body: Body): void {
  const { random } = generator;
  const calls = callsOf(body);
  if (calls.length > 0 && random.chance(0.5)) {
    const gone = random.pick(calls);
    body.items = body.items.filter((item) => item !== gone);
  } else if (program.modules.leaf && body === program.root) {
    const position = random.between(0, body.items.length);
    generator.insert(body, generator.call(program, body, position, 'leaf'), position);
  }
}

/** A resource of the root goes on as one of a called module. */
function moveIntoModule({ random }: Generator, program: Program, body: Body): void {
  const calls = callsOf(body).filter(({ repeat }) => repeat.kind === 'once');
  const nodes = nodesOf(body).filter(({ repeat }) => repeat.kind === 'once');
  if (calls.length === 0 || nodes.length === 0) return;
  const call = random.pick(calls);
  const target = random.pick(nodesOf(program.modules[call.module] as Body));
  const node = random.pick(nodes);
  body.items = body.items.filter((item) => item !== node);
  const key = random.pick(keysOf(target)) ?? '';
  body.moved.push({ from: addressOf(node), to: `${addressOf(call)}.${addressOf(target)}${key}` });
}

/** Something is taken out with a `removed` block, or a check or an import comes or goes. */
function retire(generator: Generator, program: Program, body: Body): void {
  const { random } = generator;
  if (!generator.has('retire')) return;
  const { root } = program;
  const what = random.pick(['removed', 'removed', 'check', 'import']);
  if (what === 'check' && root.checks.length > 0) root.checks = [];
  else if (what === 'check') generator.addCheck(program);
  else if (what === 'import') generator.addImport(program);
  else {
    const items = [...nodesOf(body), ...callsOf(body)];
    if (items.length <= 1) return;
    const gone = random.pick(items);
    body.items = body.items.filter((item) => item !== gone);
    body.removed.push({ from: addressOf(gone), destroy: random.chance(0.4) });
  }
}
