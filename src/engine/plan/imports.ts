/** `import` blocks: existing objects that come under management with the next apply. */

import { formatInstance, type InstanceAddress, type InstanceKey } from '../../config/address.ts';
import type { Evaluation, Instance } from '../../config/evaluation.ts';
import { expand } from '../../config/expand.ts';
import { type ImportTarget, importTarget } from '../../config/import-target.ts';
import type { ImportConfig, ResourceConfig } from '../../config/model.ts';
import type { ConfigTree } from '../../config/tree.ts';
import { ConversionError, convert } from '../../values/convert.ts';
import { T } from '../../values/type.ts';
import { asString, EPHEMERAL, SENSITIVE, type Value } from '../../values/value.ts';

export interface Wanted {
  readonly address: InstanceAddress;
  readonly id: string;
  readonly config: ImportConfig;
}

export class Imports {
  readonly #byResource = new Map<string, { config: ImportConfig; target: ImportTarget }[]>();
  readonly #unclaimed = new Set<ImportConfig>();

  constructor(tree: ConfigTree) {
    for (const config of tree.root.imports) {
      const target = importTarget(config.to);
      const address = target.config;
      const list = this.#byResource.get(address);
      if (list) list.push({ config, target });
      else this.#byResource.set(address, [{ config, target }]);
      if (!tree.resources.has(address)) this.#unclaimed.add(config);
    }
  }

  /** Blocks whose target the configuration does not have. */
  get unclaimed(): Iterable<ImportConfig> {
    return this.#unclaimed;
  }

  /** By instance address. Throws `DiagnosticError`. */
  of(resource: ResourceConfig, evaluation: Evaluation): ReadonlyMap<string, Wanted> {
    const wanted = new Map<string, Wanted>();
    for (const { config, target } of this.#byResource.get(resource.address) ?? []) {
      for (const instance of instancesOf(config, evaluation)) {
        const address = addressOf(target, config, evaluation, instance);
        const text = formatInstance(address);
        if (wanted.has(text)) throw problem(config, `${text} is the target of two import blocks.`);
        wanted.set(text, { address, id: idOf(config, evaluation, instance), config });
      }
    }
    return wanted;
  }
}

function instancesOf(config: ImportConfig, evaluation: Evaluation): readonly Instance[] {
  const { forEach } = config;
  const repeated = { address: 'import', module: [], ...(forEach ? { forEach } : {}) };
  const expansion = expand(repeated, (expression) => evaluation.expression(expression));
  if (expansion.kind === 'unknown') throw problem(config, 'The "for_each" of an import must be known.');
  return expansion.instances;
}

function addressOf(
  target: ImportTarget,
  config: ImportConfig,
  evaluation: Evaluation,
  at: Instance,
): InstanceAddress {
  const key = (node: ImportTarget['key']): InstanceKey => {
    if (node === undefined || typeof node === 'string' || typeof node === 'number') return node;
    const value = evaluation.expression(node, at);
    const { raw } = value.type.kind === 'number' ? convert(value, T.string) : value;
    if (!value.isKnown || typeof raw !== 'string')
      throw problem(config, 'The key of the target must be a known number or text.');
    return value.type.kind === 'number' ? Number(raw) : raw;
  };
  return {
    module: target.module.map((step) => ({ name: step.name, key: key(step.key) })),
    mode: 'managed',
    type: target.type,
    name: target.name,
    key: key(target.key),
  };
}

function idOf(config: ImportConfig, evaluation: Evaluation, at: Instance): string {
  const value = textValue(config, evaluation.expression(config.id, at));
  if (!value.isKnown)
    throw problem(config, 'The id is not known before apply; an import needs it while planning.');
  if (value.hasMark(SENSITIVE)) throw problem(config, 'The id is sensitive; an import shows it.');
  if (value.hasMark(EPHEMERAL)) throw problem(config, 'The id is ephemeral.');
  if (value.isNull || asString(value) === '') throw problem(config, 'The id is empty.');
  return asString(value);
}

function textValue(config: ImportConfig, value: Value): Value {
  try {
    return convert(value, T.string);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw problem(config, `The id must be a text: ${e.message}.`);
  }
}

const problem = (config: ImportConfig, detail: string) =>
  config.place.error('ZTC-E-IMPORT', 'Invalid import', detail, 'key');
