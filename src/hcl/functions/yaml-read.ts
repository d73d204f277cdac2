/** `yamldecode`: the syntax is the library's, the meaning of scalars, tags and merges is Terraform's. */

import { createRequire } from 'node:module';
import type { Alias, Document, Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { convert } from '../../values/convert.ts';
import { T } from '../../values/type.ts';
import { asMap, asString, object, tuple, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import { resolveScalar } from './yaml-scalar.ts';

const TAG = 'tag:yaml.org,2002:';

/** Seventy files that few configurations need and every command would wait for. */
function library(): typeof import('yaml') {
  return createRequire(import.meta.url)('yaml') as typeof import('yaml');
}

export function readYaml(text: string): Value {
  const yaml = library();
  const found = yaml.parseAllDocuments(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const [document, second] = 'empty' in found ? [] : found;
  if (document === undefined) throw wrong('missing start of document');
  if (second !== undefined) throw wrong('only a single document is allowed');
  const [problem] = document.errors;
  if (problem !== undefined) throw wrong(problem.message.split(/:?\n/)[0] as string);
  return new Reader(yaml).document(document);
}

const wrong = (message: string): FunctionError => new FunctionError(message, 0);

class Reader {
  readonly #yaml: typeof import('yaml');
  readonly #anchors = new Map<string, Value>();

  constructor(yaml: typeof import('yaml')) {
    this.#yaml = yaml;
  }

  document(document: Document.Parsed): Value {
    const { explicit, version } = document.directives.yaml;
    if (explicit && version !== '1.1') throw wrong('found incompatible YAML document');
    return this.#node(document.contents);
  }

  #node(node: Node | null): Value {
    if (node === null) return resolveScalar('', '', false);
    if (this.#yaml.isAlias(node)) return this.#alias(node);
    const value = this.#content(node as Scalar | YAMLMap | YAMLSeq);
    const { anchor } = node as Scalar;
    if (anchor !== undefined) this.#anchors.set(anchor, value);
    return value;
  }

  #content(node: Scalar | YAMLMap | YAMLSeq): Value {
    if (this.#yaml.isScalar(node)) return this.#scalar(node);
    const kind = this.#yaml.isMap(node) ? 'mapping' : 'sequence';
    const own = kind === 'mapping' ? `${TAG}map` : `${TAG}seq`;
    if (node.tag !== undefined && node.tag !== own) throw wrong(`can't interpret ${kind} as ${node.tag}`);
    if (kind === 'mapping') return this.#mapping(node as YAMLMap);
    return tuple((node as YAMLSeq).items.map((item) => this.#node(item as Node)));
  }

  #scalar(node: Scalar): Value {
    const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
    return resolveScalar(node.tag ?? '', node.source ?? '', quoted);
  }

  /** The last one of equal keys counts, those merged with `<<` included. */
  #mapping(node: YAMLMap): Value {
    const entries = new Map<string, Value>();
    for (const { key, value } of node.items as Pair<Node | null, Node | null>[]) {
      if (this.#isMerge(key)) {
        const merged = this.#node(value);
        if (merged.type.kind !== 'object' || merged.isNull)
          throw wrong('only a mapping can be merged into a mapping');
        for (const [name, member] of asMap(merged)) entries.set(name, member);
      } else entries.set(this.#key(key), this.#node(value));
    }
    return object(entries);
  }

  #isMerge(key: Node | null): boolean {
    return this.#yaml.isScalar(key) && key.source === '<<' && key.tag === undefined;
  }

  #key(key: Node | null): string {
    if (key !== null && !this.#yaml.isScalar(key)) throw wrong('only strings are allowed as mapping keys');
    const value = this.#node(key);
    if (value.isNull) throw wrong('mapping key cannot be null');
    return asString(convert(value, T.string));
  }

  #alias({ source }: Alias): Value {
    const value = this.#anchors.get(source);
    if (value === undefined) throw wrong(`reference to undefined anchor ${JSON.stringify(source)}`);
    return value;
  }
}
