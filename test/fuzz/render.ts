/** Turns the generator's picture into files in JSON syntax. */

import {
  type Body,
  type CallNode,
  type Condition,
  callsOf,
  type DataNode,
  type Kind,
  nodesOf,
  type Program,
  type Repeat,
} from './program.ts';
import type { Json, JsonObject } from './scenario.ts';

const TYPES: Readonly<Record<Kind, string>> = {
  text: 'string',
  number: 'number',
  flag: 'bool',
  texts: 'list(string)',
  numbers: 'list(number)',
  map: 'map(string)',
  record: 'object({ a = string, b = number, c = optional(list(string), ["given"]) })',
  any: 'any',
};

export function renderProgram(program: Program): Record<string, JsonObject> {
  const used = new Set<string>();
  const open = [program.root];
  for (let body = open.pop(); body; body = open.pop())
    for (const { module } of callsOf(body)) {
      used.add(module);
      open.push(program.modules[module] as Body);
    }
  const files: Record<string, JsonObject> = {
    'main.tf.json': { ...renderBody(program.root, './'), ...some('import', program.imports) },
  };
  for (const name of [...used].sort())
    files[`${name}/main.tf.json`] = renderBody(program.modules[name] as Body, '../');
  return files;
}

function renderBody(body: Body, path: string): JsonObject {
  const repeated = [...nodesOf(body), ...callsOf(body)];
  const locals = Object.fromEntries([
    ...body.items.flatMap((item) => (item.item === 'local' ? [[item.name, item.value.json]] : [])),
    ...repeated.flatMap(repeatLocal),
  ]);
  const variables = Object.fromEntries([
    ...body.variables.map(variable),
    ...repeated.flatMap(repeatVariable),
  ]);
  const nodes = Object.fromEntries(nodesOf(body).map((node) => [node.name, renderNode(node)]));
  const calls = Object.fromEntries(callsOf(body).map((call) => [call.name, renderCall(call, path)]));
  const outputs = body.outputs.map(({ name, value, sensitive, dependsOn }) => [
    name,
    { value: value.json, ...(sensitive ? { sensitive } : {}), ...some('depends_on', dependsOn) },
  ]);
  const checks = body.checks.map(({ name, assertion }) => [name, { assert: [condition(assertion)] }]);
  return {
    ...someOf('variable', variables),
    ...someOf('locals', locals),
    ...someOf('resource', Object.keys(nodes).length > 0 ? { terraform_data: nodes } : {}),
    ...someOf('module', calls),
    ...someOf('output', Object.fromEntries(outputs)),
    ...some('moved', [...body.moved]),
    ...some(
      'removed',
      body.removed.map(({ from, destroy }) => ({ from, lifecycle: { destroy } })),
    ),
    ...someOf('check', Object.fromEntries(checks)),
  };
}

const some = (name: string, list: readonly Json[]): JsonObject => (list.length > 0 ? { [name]: list } : {});
const someOf = (name: string, object: JsonObject): JsonObject =>
  Object.keys(object).length > 0 ? { [name]: object } : {};

function variable({
  name,
  kind,
  default: given,
  sensitive,
  validated,
}: Body['variables'][number]): [string, Json] {
  const validation = {
    condition: `\${var.${name} != null}`,
    error_message: 'There has to be a value.',
  };
  return [
    name,
    {
      type: TYPES[kind],
      default: given,
      ...(sensitive ? { sensitive } : {}),
      ...(validated ? { validation: [validation] } : {}),
    },
  ];
}

function renderNode(node: DataNode): JsonObject {
  const lifecycle: JsonObject = {
    ...(node.createFirst === undefined ? {} : { create_before_destroy: node.createFirst }),
    ...(node.protect ? { prevent_destroy: true } : {}),
    ...(node.ignore.length > 0 ? { ignore_changes: node.ignore } : {}),
    ...some('replace_triggered_by', node.replacedBy),
    ...some('precondition', node.before.map(condition)),
    ...some('postcondition', node.after.map(condition)),
  };
  return {
    ...repetition(node),
    ...(node.input ? { input: node.input.json } : {}),
    ...(node.triggers ? { triggers_replace: node.triggers.json } : {}),
    ...some('depends_on', node.dependsOn),
    ...(Object.keys(lifecycle).length > 0 ? { lifecycle } : {}),
  };
}

function renderCall(call: CallNode, path: string): JsonObject {
  const args = Object.entries(call.args).map(([name, { json }]) => [name, json]);
  return {
    source: `${path}${call.module}`,
    ...repetition(call),
    ...Object.fromEntries(args),
    ...some('depends_on', call.dependsOn),
  };
}

const condition = ({ condition: { json }, message }: Condition): JsonObject => ({
  condition: json,
  error_message: message,
});

const repeatName = ({ name, item }: DataNode | CallNode): string => `${item}_${name}_repeat`;

function repetition(item: DataNode | CallNode): JsonObject {
  const { repeat } = item;
  if (repeat.kind === 'once') return {};
  return repeat.kind === 'count'
    ? { count: countExpression(repeat, repeatName(item)) }
    : { for_each: eachExpression(repeat, repeatName(item)) };
}

function countExpression({ size, via }: Extract<Repeat, { kind: 'count' }>, name: string): Json {
  if (via === 'literal') return size;
  if (via === 'variable') return `\${var.${name}}`;
  if (via === 'local') return `\${local.${name} + 0}`;
  return `\${length(${JSON.stringify(Array(size).fill('x'))})}`;
}

function eachExpression({ keys, via, values }: Extract<Repeat, { kind: 'each' }>, name: string): Json {
  const list = JSON.stringify(keys);
  if (via === 'set') return `\${toset(${list})}`;
  if (via === 'object') return `\${{${keys.map((key) => `${JSON.stringify(key)} = "v-${key}"`).join(', ')}}}`;
  if (via === 'variable') return `\${var.${name}}`;
  if (via === 'local') return `\${toset(local.${name})}`;
  if (via === 'for') return `\${{ for k in ${list} : k => upper(k) }}`;
  return Object.fromEntries(keys.map((key, i) => [key, values?.[i]?.json ?? '']));
}

function repeatVariable(item: DataNode | CallNode): [string, Json][] {
  const { repeat } = item;
  if (repeat.kind === 'once' || repeat.via !== 'variable') return [];
  return repeat.kind === 'count'
    ? [[repeatName(item), { type: 'number', default: repeat.size }]]
    : [[repeatName(item), { type: 'set(string)', default: repeat.keys }]];
}

function repeatLocal(item: DataNode | CallNode): [string, Json][] {
  const { repeat } = item;
  if (repeat.kind === 'once' || repeat.via !== 'local') return [];
  return [[repeatName(item), repeat.kind === 'count' ? repeat.size : repeat.keys]];
}
