/** Turns the content of all files of a folder into one module. */

import type { Diagnostic } from '../values/diagnostic.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { formatModulePath } from './address.ts';
import { checkModule } from './check-module.ts';
import { decodeResource } from './decode-resource.ts';
import {
  decodeLocals,
  decodeMoved,
  decodeOutput,
  decodeProvider,
  decodeTerraform,
  type TerraformParts,
} from './decode-settings.ts';
import { decodeVariable } from './decode-variable.ts';
import { readStackMeta } from './meta.ts';
import type {
  LocalConfig,
  ModuleConfig,
  ModulePath,
  MovedConfig,
  OutputConfig,
  ProviderConfig,
  ResourceConfig,
  StackMeta,
  VariableConfig,
} from './model.ts';
import type { Place } from './place.ts';
import { type Block, Reader } from './reader.ts';
import { didYouMean } from './suggest.ts';
import { refusals } from './unsupported.ts';

/** One parsed file, or one object in memory. */
export interface Input {
  readonly json: Json;
  readonly place: Place;
}

export type Purpose = 'execute' | 'audit';

interface Parts {
  readonly terraform: TerraformParts;
  readonly providers: Map<string, ProviderConfig>;
  readonly variables: Map<string, VariableConfig>;
  readonly locals: Map<string, LocalConfig>;
  readonly outputs: Map<string, OutputConfig>;
  readonly resources: Map<string, ResourceConfig>;
  readonly moved: MovedConfig[];
  readonly metas: StackMeta[];
}

interface BlockType {
  readonly labels: readonly string[];
  readonly decode: (reader: Reader, block: Block, into: Parts) => void;
}

const BLOCK_TYPES: Readonly<Record<string, BlockType>> = {
  terraform: { labels: [], decode: (reader, block, into) => decodeTerraform(reader, block, into.terraform) },
  provider: {
    labels: ['provider name'],
    decode: (reader, block, into) => decodeProvider(reader, block, into.providers),
  },
  variable: {
    labels: ['variable name'],
    decode: (reader, block, into) => decodeVariable(reader, block, into.variables),
  },
  locals: { labels: [], decode: (reader, block, into) => decodeLocals(reader, block, into.locals) },
  output: {
    labels: ['output name'],
    decode: (reader, block, into) => decodeOutput(reader, block, into.outputs),
  },
  resource: {
    labels: ['resource type', 'resource name'],
    decode: (reader, block, into) => decodeResource(reader, 'managed', block, into.resources),
  },
  data: {
    labels: ['data source type', 'data source name'],
    decode: (reader, block, into) => decodeResource(reader, 'data', block, into.resources),
  },
  moved: { labels: [], decode: (reader, block, into) => decodeMoved(reader, block, into.moved) },
  module: { labels: ['module name'], decode: refuse('all', ([name]) => `module "${name}"`) },
  import: {
    labels: [],
    decode: refuse('nothing', (_, { json }) => `import of ${JSON.stringify(json.to ?? '')}`),
  },
  removed: {
    labels: [],
    decode: refuse('nothing', (_, { json }) => `removed block for ${JSON.stringify(json.from ?? '')}`),
  },
  check: { labels: ['check name'], decode: refuse('nothing', ([name]) => `check "${name}"`) },
  ephemeral: {
    labels: ['ephemeral type', 'ephemeral name'],
    decode: refuse('nothing', ([type, name]) => `ephemeral resource ${type}.${name}`),
  },
  action: {
    labels: ['action type', 'action name'],
    decode: refuse('nothing', ([type, name]) => `action ${type}.${name}`),
  },
};

function refuse(
  hides: 'nothing' | 'all',
  name: (labels: readonly string[], block: Block) => string,
): BlockType['decode'] {
  return (reader, block) => {
    reader.unsupported.push({ feature: name(block.labels, block), hides, place: block.place });
  };
}

export function decodeModule(
  inputs: readonly Input[],
  options: {
    readonly dir: string;
    readonly files: readonly string[];
    readonly purpose: Purpose;
    readonly path?: ModulePath;
  },
): { module: ModuleConfig; diagnostics: readonly Diagnostic[] } {
  const path = options.path ?? [];
  const reader = new Reader(path);
  const parts: Parts = {
    terraform: { requiredProviders: new Map() },
    providers: new Map(),
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    resources: new Map(),
    moved: [],
    metas: [],
  };
  for (const input of inputs) decodeFile(reader, input, parts);
  const { metas, ...rest } = parts;
  const module: ModuleConfig = {
    path,
    address: formatModulePath(path),
    calls: new Map(),
    imports: [],
    removed: [],
    checks: new Map(),
    dir: options.dir,
    files: options.files,
    ...rest,
    unsupported: reader.unsupported,
    meta: joinMeta(metas),
  };
  checkModule(reader, module);
  return { module, diagnostics: [...reader.problems, ...refusals(module, options.purpose)] };
}

function decodeFile(reader: Reader, { json, place }: Input, into: Parts): void {
  if (!isJsonObject(json)) {
    const detail = 'A configuration file must contain one JSON object.';
    reader.report(place, 'ZTC-E-CONFIG-VALUE', 'Incorrect JSON value type', detail);
    return;
  }
  into.metas.push(readStackMeta(reader, json, place));
  for (const key of Object.keys(json)) {
    if (key === '//') continue;
    const at = place.child(key);
    const type = Object.hasOwn(BLOCK_TYPES, key) ? BLOCK_TYPES[key] : undefined;
    if (!type) {
      const detail = `Blocks of type "${key}" are not expected here.${didYouMean(key, Object.keys(BLOCK_TYPES))}`;
      reader.report(at, 'ZTC-E-CONFIG-BLOCK-TYPE', 'Unsupported block type', detail, 'key');
      continue;
    }
    for (const block of reader.blocks(json[key] as Json, at, type.labels)) type.decode(reader, block, into);
  }
}

function joinMeta(metas: readonly StackMeta[]): StackMeta {
  const stackName = metas.find((meta) => meta.stackName !== undefined)?.stackName;
  const waivers = metas.flatMap((meta) => meta.waivers);
  return { ...(stackName === undefined ? {} : { stackName }), waivers };
}
