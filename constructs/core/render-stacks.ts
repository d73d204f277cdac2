import { addressOf } from './address.ts';
import { type IConstruct, type TerraformElement, TerraformOutput, type TerraformStack } from './engine.ts';
import { type ErrorData, errorAt, ZtcError } from './errors.ts';
import { elementsOf } from './prepare.ts';
import { type Json, type JsonObject, resolveIn } from './resolve.ts';
import { Rules } from './rules.ts';
import { formatSource, sourceOf } from './source.ts';
import { stackName } from './stack-name.ts';

/** A stack as it will be written, and what is needed to trace it back to the program. */
export interface RenderedStack {
  readonly name: string;
  readonly stack: TerraformStack;
  readonly json: JsonObject;
  /** The construct of each resource and data source, by address. */
  readonly constructs: ReadonlyMap<string, TerraformElement>;
}

/**
 * Renders all stacks in memory. Each element is resolved once: the same pass that discovers references between stacks
 * gives the text. What such a reference adds to another stack is rendered in a further round.
 */
export function renderStacks(
  stacks: readonly TerraformStack[],
  errors: ErrorData[],
): readonly RenderedStack[] {
  const fragments = new Map<TerraformElement, JsonObject>();
  for (let before = -1; before !== fragments.size; ) {
    before = fragments.size;
    for (const stack of stacks) {
      for (const element of elementsOf(stack)) {
        if (!fragments.has(element)) fragments.set(element, renderElement(element, errors));
      }
    }
  }
  return stacks.map((stack) => assemble(stack, fragments, errors));
}

function renderElement(element: TerraformElement, errors: ErrorData[]): JsonObject {
  try {
    return resolveIn(element, element.toTerraform(), true);
  } catch (error) {
    if (ZtcError.isZtcError(error)) errors.push(...error.errors);
    else errors.push(cannotRender(element, error));
    return {};
  }
}

function cannotRender(element: IConstruct, error: unknown): ErrorData {
  const message = error instanceof Error ? error.message : String(error);
  const endless = error instanceof RangeError;
  return errorAt(element, 'CDK-302', {
    what: endless
      ? { en: 'an argument refers to itself', zh: '参数引用了自身' }
      : { en: message, zh: `渲染失败：${message}` },
    fix: endless
      ? { en: 'give a value without cycles', zh: '请传入不含循环引用的值' }
      : { en: 'correct the value that was given', zh: '请更正所传入的值' },
  });
}

/** Top-level sections whose entries are named, and in which a second entry of the same name is a mistake. */
const NAMED = new Set(['output', 'variable', 'module', 'locals']);

function assemble(
  stack: TerraformStack,
  fragments: ReadonlyMap<TerraformElement, JsonObject>,
  errors: ErrorData[],
): RenderedStack {
  const name = stackName(stack);
  const metadata: JsonObject = {
    version: stack.node.tryGetContext('cdktfVersion') as string,
    stackName: name,
    backend: 'local',
  };
  const outputs: JsonObject = {};
  const json: JsonObject = {};
  const constructs = new Map<string, TerraformElement>();
  const owners = new Map<string, TerraformElement>();
  for (const element of elementsOf(stack)) {
    merge(metadata, resolveIn(stack, element.toMetadata()));
    if (TerraformOutput.isTerraformOutput(element)) placeOutput(outputs, element);
    const address = addressOf(element);
    if (address !== undefined) constructs.set(address, constructs.get(address) ?? element);
    for (const [section, content] of Object.entries(fragments.get(element) ?? {})) {
      if (section === 'resource' || section === 'data') {
        addTyped(json, section, content as JsonObject, element, owners, errors);
      } else {
        if (NAMED.has(section))
          refuseTaken(section, Object.keys(content as JsonObject), element, owners, errors);
        merge(json, { [section]: content });
      }
    }
  }
  const overrides = stackOverrides(stack);
  if (Object.keys(overrides).length > 0) metadata.overrides = { stack: Object.keys(overrides) };
  merge(json, resolveIn(stack, overrides));
  json['//'] = { metadata, outputs, ...ztcMetadata(stack) };
  return { name, stack, json, constructs };
}

function addTyped(
  json: JsonObject,
  section: string,
  content: JsonObject,
  element: TerraformElement,
  owners: Map<string, TerraformElement>,
  errors: ErrorData[],
): void {
  const types = childOf(json, section);
  for (const [type, named] of Object.entries(content) as [string, JsonObject][]) {
    const entries = childOf(types, type);
    for (const [name, attributes] of Object.entries(named)) {
      const address = section === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
      refuseTaken('', [address], element, owners, errors);
      withSource(attributes as JsonObject, element);
      entries[name] = attributes;
    }
  }
}

/** Resources of other providers carry the line of the nearest construct that knows it. */
function withSource(attributes: JsonObject, element: TerraformElement): void {
  const comment = childOf(attributes, '//');
  if (comment.ztc) return;
  const source = sourceOf(element);
  if (source) comment.ztc = { source: formatSource(source) };
}

function refuseTaken(
  section: string,
  names: readonly string[],
  element: TerraformElement,
  owners: Map<string, TerraformElement>,
  errors: ErrorData[],
): void {
  for (const name of names) {
    const address = section ? `${section}.${name}` : name;
    const owner = owners.get(address);
    if (!owner) owners.set(address, element);
    else if (owner !== element) errors.push(collision(address, owner, element));
  }
}

function collision(address: string, first: TerraformElement, second: TerraformElement): ErrorData {
  return errorAt(second, 'CDK-301', {
    what: {
      en: `${second.node.path} and ${first.node.path} both get the address ${address}`,
      zh: `${second.node.path} 与 ${first.node.path} 的地址同为 ${address}`,
    },
    value: address,
    fix: {
      en: 'give one of them another id; ids that differ in punctuation only are the same to Terraform',
      zh: '请修改其中一个的标识；仅标点不同的标识对 Terraform 而言相同',
    },
  });
}

function ztcMetadata(stack: TerraformStack): JsonObject {
  const waivers = [...stack.node.scopes.slice(0, -1), ...stack.node.findAll()].flatMap(
    (one) => Rules.of(one).waivers,
  );
  const plain = waivers.map(({ source, ...rest }) =>
    source ? { ...rest, source: formatSource(source) } : rest,
  );
  return plain.length > 0 ? { ztc: { waivers: plain as unknown as Json } } : {};
}

function stackOverrides(stack: TerraformStack): JsonObject {
  // biome-ignore lint/complexity/useLiteralKeys: private in the declarations, part of the format all the same
  return (stack['rawOverrides'] ?? {}) as JsonObject;
}

function placeOutput(outputs: JsonObject, output: TerraformOutput): void {
  const steps = output.node.path.split('/');
  const last = steps.pop() as string;
  let at = outputs;
  for (const step of steps) at = childOf(at, step);
  at[last] = output.friendlyUniqueId;
}

function merge(target: JsonObject, source: JsonObject): void {
  for (const [key, value] of Object.entries(source)) {
    const present = target[key];
    if (Array.isArray(present) && Array.isArray(value)) target[key] = [...present, ...value];
    else if (isObject(present) && isObject(value)) merge(present, value);
    else target[key] = value;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key, made where there is none. */
function childOf(parent: JsonObject, key: string): JsonObject {
  parent[key] ??= {};
  return parent[key] as JsonObject;
}
