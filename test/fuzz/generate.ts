/** The first version of a configuration. */

import { Expressions, KINDS } from './expressions.ts';
import {
  addressOf,
  type Body,
  type CallNode,
  type Condition,
  type DataNode,
  emptyBody,
  type Item,
  keysOf,
  type LocalNode,
  nodesOf,
  type Program,
  type Repeat,
  type Value,
} from './program.ts';
import type { Random } from './random.ts';
import { ownReferences, referencesBefore } from './references.ts';

/** Groups of language features that can be left out. */
export const SWITCHES = ['modules', 'retire', 'native'] as const;
export type Switch = (typeof SWITCHES)[number];

const EACH_KEYS = ['a', 'b', 'k1', 'x y', 'zebra'];
const SIZE = 12;

export class Generator {
  readonly random: Random;
  readonly #switches: ReadonlySet<Switch>;

  constructor(random: Random, switches: ReadonlySet<Switch>) {
    this.random = random;
    this.#switches = switches;
  }

  has(name: Switch): boolean {
    return this.#switches.has(name);
  }

  program(): Program {
    const { random } = this;
    const program: Program = { root: emptyBody(), modules: {}, imports: [], vars: {}, counter: 0 };
    if (this.has('modules') && random.chance(0.6)) {
      program.modules.leaf = this.#moduleBody(program, random.between(2, 3), []);
      if (random.chance(0.5)) program.modules.branch = this.#moduleBody(program, 2, ['leaf']);
    }
    const calls = Object.keys(program.modules).flatMap((name) =>
      random.chance(0.3) ? [name, name] : [name],
    );
    this.#fill(program, program.root, SIZE + random.between(0, 4), calls);
    for (let i = random.between(2, 4); i > 0; i -= 1) this.addOutput(program, program.root);
    if (this.has('retire') && random.chance(0.3)) this.addCheck(program);
    if (this.has('retire') && random.chance(0.15)) this.addImport(program);
    return program;
  }

  name(program: Program, stem: string): string {
    program.counter += 1;
    return `${stem}${program.counter}`;
  }

  #moduleBody(program: Program, size: number, calls: readonly string[]): Body {
    const body = emptyBody();
    this.#fill(program, body, size, calls);
    body.outputs.push({
      name: 'result',
      value: { ...this.expressions(program, body, body.items.length).value('text'), kind: 'text' },
      sensitive: false,
      dependsOn: [],
    });
    this.addOutput(program, body);
    for (const output of body.outputs) output.sensitive = output.value.sensitive;
    return body;
  }

  #fill(program: Program, body: Body, size: number, calls: readonly string[]): void {
    const { random } = this;
    const inModule = body !== program.root;
    for (const kind of random.sample(KINDS, inModule ? 2 : 4)) {
      const value = this.expressions(program, emptyBody(), 0).value(kind, 0);
      body.variables.push({
        name: this.name(program, 'v'),
        kind,
        default: JSON.stringify(value.json).includes('${') ? neutral(kind) : value.json,
        sensitive: !inModule && random.chance(0.25),
        validated: random.chance(0.2),
      });
    }
    const pending = [...calls];
    for (let i = 0; i < size; i += 1) {
      if (random.chance(0.2)) this.insert(body, this.local(program, body, body.items.length));
      const module = random.chance(0.3) ? pending.pop() : undefined;
      if (module !== undefined) body.items.push(this.call(program, body, body.items.length, module));
      body.items.push(this.node(program, body, body.items.length));
    }
    for (const module of pending) body.items.push(this.call(program, body, body.items.length, module));
  }

  insert(body: Body, item: Item, position = body.items.length): void {
    body.items.splice(position, 0, item);
  }

  expressions(program: Program, body: Body, position: number, own?: DataNode | CallNode): Expressions {
    const references = referencesBefore(body, position, program.modules);
    return new Expressions(this.random, own ? [...references, ...ownReferences(own)] : references);
  }

  local(program: Program, body: Body, position: number): LocalNode {
    const value = this.expressions(program, body, position).value(this.random.pick(KINDS));
    return { item: 'local', name: this.name(program, 'l'), value };
  }

  node(program: Program, body: Body, position: number): DataNode {
    const { random } = this;
    const node: DataNode = {
      item: 'node',
      name: this.name(program, 'n'),
      repeat: this.repeat(program, body, position),
      input: undefined,
      triggers: undefined,
      dependsOn: [],
      createFirst: random.chance(0.2) ? random.chance(0.9) : undefined,
      protect: false,
      ignore: [],
      replacedBy: [],
      before: [],
      after: [],
    };
    node.input = this.input(program, body, position, node);
    node.triggers = this.triggers(program, body, position, node);
    this.dependencies(body, position, node);
    if (random.chance(0.1))
      node.ignore = random.pick(['all', ['input'], ['triggers_replace'], ['input', 'triggers_replace']]);
    if (random.chance(0.12)) node.before = this.conditions(program, body, position, node);
    if (random.chance(0.12)) node.after = this.conditions(program, body, position, node, 'self');
    return node;
  }

  input(program: Program, body: Body, position: number, node: DataNode): Value | undefined {
    const { random } = this;
    if (random.chance(0.05)) return undefined;
    const kind = random.chance(0.12) ? 'any' : random.pick(KINDS);
    return this.expressions(program, body, position, node).value(kind);
  }

  triggers(program: Program, body: Body, position: number, node: DataNode): Value | undefined {
    if (!this.random.chance(0.45)) return undefined;
    const kind = this.random.pick(['text', 'number', 'texts', 'any'] as const);
    return this.expressions(program, body, position, node).value(kind, 1);
  }

  /** Explicit ones, and what replaces it. */
  dependencies(body: Body, position: number, node: DataNode): void {
    const { random } = this;
    const earlier = body.items.slice(0, position).filter((item) => item.item !== 'local');
    node.dependsOn = random.chance(0.2) ? random.sample(earlier, 2).map(addressOf) : [];
    const nodes = earlier.filter(
      (item) => item.item === 'node' && (keysOf(item).length > 0 || random.chance(0.03)),
    );
    if (nodes.length === 0 || !random.chance(0.12)) return;
    const by = random.pick(nodes);
    const attribute = random.pick(['', '.input', '.output', '.id']);
    const keyed =
      by.repeat.kind === 'once' || (attribute === '' && random.chance(0.5))
        ? ''
        : random.pick(['', ...keysOf(by)]);
    const valid = by.repeat.kind === 'once' || keyed !== '' || attribute === '';
    node.replacedBy = [`${addressOf(by)}${keyed}${valid ? attribute : ''}`];
  }

  /** Mostly true; some fail at plan, some when something becomes known. None when there is nothing to judge. */
  conditions(program: Program, body: Body, position: number, own?: DataNode, self?: 'self'): Condition[] {
    const { random } = this;
    const { text, uses, sensitive } = this.expressions(program, body, position, own).make('flag', 1);
    const subject = self ? 'self.id != ""' : text;
    if (!self && uses.length === 0) return [];
    const judged = random.weighted([
      [91, `(${subject}) || true`],
      [2, self ? 'self.input == "never"' : `(${text}) && false`],
      [3, self ? 'self.output == "never"' : `(${text}) && false`],
      [4, subject],
    ]);
    const condition: Value = { kind: 'flag', json: `\${${judged}}`, uses, sensitive };
    return [{ condition, message: 'It has to hold.' }];
  }

  repeat(program: Program, body: Body, position: number): Repeat {
    const { random } = this;
    const kind = random.weighted([
      [6, 'once'],
      [2, 'count'],
      [2, 'each'],
    ] as const);
    return this.repeatOf(kind, program, body, position);
  }

  repeatOf(kind: Repeat['kind'], program: Program, body: Body, position: number): Repeat {
    const { random } = this;
    // Variables of a module would have to be given by its calls: their defaults do.
    if (kind === 'once') return { kind };
    if (kind === 'count') {
      const size = random.weighted([
        [1, 0],
        [3, 1],
        [4, 2],
        [2, 3],
      ]);
      return { kind, size, via: random.pick(['literal', 'variable', 'local', 'length']) };
    }
    const keys = random.sample(
      EACH_KEYS,
      random.weighted([
        [1, 0],
        [2, 1],
        [4, 2],
        [2, 3],
      ]),
    );
    const via = random.pick(['set', 'object', 'variable', 'local', 'for', 'values'] as const);
    if (via !== 'values') return { kind, keys, via };
    const expressions = this.expressions(program, body, position);
    const values = keys.map(() => withoutSecrets(expressions.value('text', 1)));
    return { kind, keys, via, values };
  }

  call(program: Program, body: Body, position: number, module: string): CallNode {
    const { random } = this;
    const call: CallNode = {
      item: 'call',
      name: this.name(program, 'm'),
      module,
      repeat: this.repeat(program, body, position),
      args: {},
      dependsOn: [],
    };
    call.args = this.args(program, body, position, call);
    const earlier = body.items.slice(0, position).filter((item) => item.item !== 'local');
    if (random.chance(0.15)) call.dependsOn = random.sample(earlier, 1).map(addressOf);
    return call;
  }

  args(program: Program, body: Body, position: number, call: CallNode): CallNode['args'] {
    const expressions = this.expressions(program, body, position, call);
    const variables = (program.modules[call.module] as Body).variables;
    const given = variables.filter(() => this.random.chance(0.8));
    return Object.fromEntries(
      given.map(({ name, kind }) => [name, withoutSecrets(expressions.value(kind, 1))]),
    );
  }

  addOutput(program: Program, body: Body): void {
    const { random } = this;
    const value = this.expressions(program, body, body.items.length).value(random.pick(KINDS));
    const sensitive = value.sensitive || random.chance(0.1);
    const nodes = nodesOf(body);
    const dependsOn = nodes.length > 0 && random.chance(0.1) ? [addressOf(random.pick(nodes))] : [];
    body.outputs.push({ name: this.name(program, 'o'), value, sensitive, dependsOn });
  }

  addCheck(program: Program): void {
    const { random } = this;
    const { root } = program;
    const made = this.expressions(program, root, root.items.length).make('flag', 1);
    if (made.uses.length === 0) return;
    const text = random.chance(0.5) ? made.text : `(${made.text}) || true`;
    const json = `\${${text}}`;
    root.checks.push({
      name: this.name(program, 'c'),
      assertion: {
        condition: { kind: 'flag', json, uses: made.uses, sensitive: made.sensitive },
        message: 'The check says no.',
      },
    });
  }

  addImport(program: Program): void {
    const once = nodesOf(program.root).filter(({ repeat }) => repeat.kind === 'once');
    if (once.length === 0) return;
    program.imports = [{ to: addressOf(this.random.pick(once)), id: this.name(program, 'imported-') }];
  }
}

/** Modules here declare nothing sensitive, and for_each does not take secrets. */
function withoutSecrets(value: Value): Value {
  return value.sensitive
    ? { kind: value.kind, json: neutral(value.kind), uses: [], sensitive: false }
    : value;
}

function neutral(kind: Value['kind']): Value['json'] {
  const values: Readonly<Record<Value['kind'], Value['json']>> = {
    text: 'plain',
    number: 3,
    flag: true,
    texts: ['plain'],
    numbers: [3],
    map: { k1: 'plain' },
    record: { a: 'plain', b: 3, c: ['plain'] },
    any: null,
  };
  return values[kind];
}
