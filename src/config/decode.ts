/** Turns the content of all files of a folder into one module. */

import type { Diagnostic } from '../values/diagnostic.ts';
import { formatModulePath } from './address.ts';
import { checkModule } from './check-module.ts';
import { checkCall, decodeCall, type UnreadCall } from './decode-call.ts';
import { decodeCheck } from './decode-check.ts';
import { decodeImport, decodeMoved, decodeRemoved } from './decode-move.ts';
import { decodeResource } from './decode-resource.ts';
import {
  decodeLocals,
  decodeOutput,
  decodeProvider,
  decodeTerraform,
  type TerraformParts,
} from './decode-settings.ts';
import { decodeVariable } from './decode-variable.ts';
import { type Body, blockShape } from './expression.ts';
import { readStackMeta } from './meta.ts';
import type {
  CheckConfig,
  ImportConfig,
  LocalConfig,
  ModuleCall,
  ModuleConfig,
  ModulePath,
  MovedConfig,
  OutputConfig,
  ProviderConfig,
  RemovedConfig,
  ResourceConfig,
  StackMeta,
  VariableConfig,
} from './model.ts';
import { applyOverrides, type TypedBlock } from './overrides.ts';
import { ProviderScope } from './provider-scope.ts';
import { Reader } from './reader.ts';
import { didYouMean } from './suggest.ts';
import { refusals } from './unsupported.ts';

/** One parsed file, or one object in memory. */
export interface Input {
  readonly body: Body;
  /** An override file, which changes what the others say. */
  readonly override: boolean;
}

export type Purpose = 'execute' | 'audit';

/** How a module was called; absent for the root. */
export interface Caller {
  readonly path: ModulePath;
  readonly providers: ProviderScope;
  readonly passed: ReadonlyMap<string, string>;
}

export interface DecodeOptions {
  readonly dir: string;
  readonly files: readonly string[];
  readonly purpose: Purpose;
  readonly caller?: Caller;
  /** Reads a called module; undefined when it cannot be read, which is then reported. */
  readonly open: (call: UnreadCall, caller: Caller) => ModuleConfig | undefined;
}

interface Parts {
  readonly terraform: TerraformParts;
  readonly providers: Map<string, ProviderConfig>;
  readonly variables: Map<string, VariableConfig>;
  readonly locals: Map<string, LocalConfig>;
  readonly outputs: Map<string, OutputConfig>;
  readonly resources: Map<string, ResourceConfig>;
  readonly moved: MovedConfig[];
  readonly imports: ImportConfig[];
  readonly removed: RemovedConfig[];
  readonly checks: Map<string, CheckConfig>;
  readonly calls: Map<string, UnreadCall>;
}

interface BlockType {
  readonly labels: readonly string[];
  readonly decode: (reader: Reader, block: TypedBlock, into: Parts) => void;
}

const BLOCK_TYPES: Readonly<Record<string, BlockType>> = {
  terraform: {
    labels: [],
    decode: (reader, { block, over }, into) => decodeTerraform(reader, block, into.terraform, over),
  },
  provider: {
    labels: ['provider name'],
    decode: (reader, { block }, into) => decodeProvider(reader, block, into.providers),
  },
  variable: {
    labels: ['variable name'],
    decode: (reader, { block }, into) => decodeVariable(reader, block, into.variables),
  },
  locals: {
    labels: [],
    decode: (reader, { block, over }, into) => decodeLocals(reader, block, into.locals, over),
  },
  output: {
    labels: ['output name'],
    decode: (reader, { block }, into) => decodeOutput(reader, block, into.outputs),
  },
  resource: {
    labels: ['resource type', 'resource name'],
    decode: (reader, { block }, into) => decodeResource(reader, 'managed', block, into.resources),
  },
  data: {
    labels: ['data source type', 'data source name'],
    decode: (reader, { block }, into) => decodeResource(reader, 'data', block, into.resources),
  },
  module: {
    labels: ['module name'],
    decode: (reader, { block }, into) => decodeCall(reader, block, into.calls),
  },
  moved: { labels: [], decode: (reader, { block }, into) => decodeMoved(reader, block, into.moved) },
  removed: { labels: [], decode: (reader, { block }, into) => decodeRemoved(reader, block, into.removed) },
  import: { labels: [], decode: (reader, { block }, into) => decodeImport(reader, block, into.imports) },
  check: { labels: ['check name'], decode: (reader, { block }, into) => decodeCheck(reader, block, into) },
  ephemeral: { labels: ['ephemeral type', 'ephemeral name'], decode: refuse('ephemeral resource') },
  action: { labels: ['action type', 'action name'], decode: refuse('action') },
  list: { labels: ['list type', 'list name'], decode: refuse('list') },
};

/** What everything else depends on for its provider. */
const FIRST: ReadonlySet<string> = new Set(['terraform', 'provider']);

function refuse(what: string): BlockType['decode'] {
  return (reader, { block: { labels, place } }) => reader.refuse(`${what} ${labels.join('.')}`, place);
}

export function decodeModule(
  inputs: readonly Input[],
  options: DecodeOptions,
): { module: ModuleConfig; diagnostics: readonly Diagnostic[] } {
  const { caller, purpose } = options;
  const path = caller?.path ?? [];
  const parts = emptyParts();
  const own = new Map<string, { empty: boolean }>();
  const scope = new ProviderScope(
    path,
    { requirements: parts.terraform.requiredProviders, own },
    caller?.providers,
    caller?.passed,
  );
  const reader = new Reader(path, scope);
  const blocks = blocksOf(reader, inputs);
  const decode = (typed: TypedBlock): void => BLOCK_TYPES[typed.type]?.decode(reader, typed, parts);
  for (const typed of blocks) if (FIRST.has(typed.type)) decode(typed);
  for (const [key, { body }] of parts.providers) {
    own.set(key, { empty: body.names().length === 0 && body.blockTypes().length === 0 });
  }
  for (const typed of blocks) if (!FIRST.has(typed.type)) decode(typed);
  const { calls, ...rest } = parts;
  const module: ModuleConfig = {
    path,
    address: formatModulePath(path),
    dir: options.dir,
    files: options.files,
    ...rest,
    calls: openCalls(reader, calls, path, options),
    unsupported: reader.unsupported,
    meta: joinMeta(inputs.map(({ body }) => readStackMeta(reader, body))),
  };
  checkModule(reader, module);
  return { module, diagnostics: [...reader.problems, ...refusals(module, scope, purpose)] };
}

const emptyParts = (): Parts => ({
  terraform: { requiredProviders: new Map() },
  providers: new Map(),
  variables: new Map(),
  locals: new Map(),
  outputs: new Map(),
  resources: new Map(),
  moved: [],
  imports: [],
  removed: [],
  checks: new Map(),
  calls: new Map(),
});

function openCalls(
  reader: Reader,
  calls: ReadonlyMap<string, UnreadCall>,
  path: ModulePath,
  { open }: DecodeOptions,
): ReadonlyMap<string, ModuleCall> {
  const opened = new Map<string, ModuleCall>();
  for (const [name, call] of calls) {
    const { sourcePlace: _, ...rest } = call;
    const caller = { path: [...path, name], providers: reader.providers, passed: call.providers };
    const module = open(call, caller);
    if (!module) continue;
    checkCall(reader, call, module);
    opened.set(name, { ...rest, module });
  }
  return opened;
}

/** The blocks of all files, with those of override files put over them. */
function blocksOf(reader: Reader, inputs: readonly Input[]): readonly TypedBlock[] {
  const blocks: TypedBlock[] = [];
  const overrides: TypedBlock[] = [];
  for (const { body, override } of inputs) {
    for (const type of new Set([...body.names(), ...body.blockTypes()])) {
      const known = Object.hasOwn(BLOCK_TYPES, type) ? BLOCK_TYPES[type] : undefined;
      if (!known) continue;
      for (const block of reader.blocks(body, type, known.labels))
        (override ? overrides : blocks).push({ type, block, over: override });
    }
    reportUnknown(reader, body);
  }
  return applyOverrides(reader, blocks, overrides);
}

function reportUnknown(reader: Reader, body: Body): void {
  for (const { name, place } of body.unexpected(TOP)) {
    const detail = TOP.blocks.has(name)
      ? `"${name}" is a block: write it with braces and without "=".`
      : `Blocks of type "${name}" are not expected here.${didYouMean(name, TOP.blocks)}`;
    reader.report(place, 'ZTC-E-CONFIG-BLOCK-TYPE', 'Unsupported block type', detail, 'key');
  }
}

const TOP = blockShape([], Object.keys(BLOCK_TYPES));

function joinMeta(metas: readonly StackMeta[]): StackMeta {
  const stackName = metas.find((meta) => meta.stackName !== undefined)?.stackName;
  const waivers = metas.flatMap((meta) => meta.waivers);
  return { ...(stackName === undefined ? {} : { stackName }), waivers };
}
