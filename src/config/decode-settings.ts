/** Decodes the blocks that are not resources: terraform, provider, locals, output, moved. */

import { isJsonObject, type Json } from '../values/json.ts';
import { isIdentifier, parseAddress } from './address.ts';
import type {
  BackendConfig,
  LocalConfig,
  MovedConfig,
  MoveEndpoint,
  OutputConfig,
  ProviderConfig,
  ProviderRequirement,
} from './model.ts';
import type { Place } from './place.ts';
import type { Block, Reader } from './reader.ts';

export interface TerraformParts {
  requiredVersion?: string;
  readonly requiredProviders: Map<string, ProviderRequirement>;
  backend?: BackendConfig;
}

const TERRAFORM: ReadonlySet<string> = new Set([
  'required_version',
  'required_providers',
  'backend',
  'cloud',
  'experiments',
  'provider_meta',
]);
const REFUSED_SETTINGS = ['cloud', 'experiments', 'provider_meta'];

export function decodeTerraform(reader: Reader, block: Block, into: TerraformParts): void {
  const { json, place } = block;
  reader.only(json, place, TERRAFORM, 'the terraform block');
  for (const name of REFUSED_SETTINGS) {
    if (json[name] === undefined) continue;
    reader.unsupported.push({ feature: `the "${name}" setting`, hides: 'nothing', place: place.child(name) });
  }
  const version = reader.text(json, place, 'required_version');
  if (version !== undefined) into.requiredVersion = version;
  if (json.required_providers !== undefined) {
    const at = place.child('required_providers');
    for (const inner of reader.blocks(json.required_providers, at, []))
      decodeRequirements(reader, inner, into);
  }
  if (json.backend === undefined) return;
  for (const inner of reader.blocks(json.backend, place.child('backend'), ['backend type'])) {
    const type = inner.labels[0] as string;
    if (into.backend) duplicate(reader, inner.place, 'backend');
    into.backend = { type, settings: inner.json, place: inner.place };
  }
}

const REQUIREMENT: ReadonlySet<string> = new Set(['source', 'version', 'configuration_aliases']);

function decodeRequirements(reader: Reader, { json, place }: Block, into: TerraformParts): void {
  for (const name of Object.keys(json)) {
    if (name === '//') continue;
    const at = place.child(name);
    const value = json[name] as Json;
    if (typeof value === 'string') into.requiredProviders.set(name, { name, version: value, place: at });
    else if (isJsonObject(value)) {
      reader.only(value, at, REQUIREMENT, 'a provider requirement');
      const source = reader.text(value, at, 'source');
      const version = reader.text(value, at, 'version');
      into.requiredProviders.set(name, {
        name,
        ...(source === undefined ? {} : { source }),
        ...(version === undefined ? {} : { version }),
        place: at,
      });
    } else
      reader.report(at, 'ZTC-E-CONFIG-VALUE', 'Unsuitable value', 'A provider requirement is an object.');
  }
}

const PROVIDER_META: ReadonlySet<string> = new Set(['alias', 'version']);

export function decodeProvider(reader: Reader, block: Block, into: Map<string, ProviderConfig>): void {
  const { json, place } = block;
  const name = block.labels[0] as string;
  const alias = reader.text(json, place, 'alias');
  if (json.version !== undefined) {
    const detail = 'Give the version in terraform.required_providers instead.';
    reader.report(
      place.child('version'),
      'ZTC-E-CONFIG-ARGUMENT',
      'Version inside a provider block',
      detail,
      'key',
    );
  }
  if (json.for_each !== undefined) {
    reader.unsupported.push({ feature: `provider "${name}" with for_each`, hides: 'nothing', place });
  }
  const key = alias === undefined ? name : `${name}.${alias}`;
  if (into.has(key)) duplicate(reader, place, `provider configuration ${key}`);
  const body = reader.body(json, place, PROVIDER_META);
  into.set(key, { name, ...(alias === undefined ? {} : { alias }), body, module: reader.module, place });
}

export function decodeLocals(reader: Reader, { json, place }: Block, into: Map<string, LocalConfig>): void {
  for (const name of Object.keys(json)) {
    if (name === '//') continue;
    const at = place.child(name);
    if (into.has(name)) duplicate(reader, at, `local value "${name}"`);
    const value = reader.expression(json, place, name);
    if (!isIdentifier(name)) {
      const detail = `"${name}" cannot be the name of a local value: only letters, digits, underscores and dashes.`;
      reader.report(at, 'ZTC-E-CONFIG-NAME', 'Invalid name', detail, 'key');
    } else if (value) into.set(name, { name, value });
  }
}

const OUTPUT: ReadonlySet<string> = new Set([
  'value',
  'description',
  'sensitive',
  'depends_on',
  'precondition',
  'ephemeral',
]);

export function decodeOutput(reader: Reader, block: Block, into: Map<string, OutputConfig>): void {
  const { json, place } = block;
  const name = block.labels[0] as string;
  reader.only(json, place, OUTPUT, 'an output block');
  if (into.has(name)) duplicate(reader, place, `output "${name}"`);
  if (reader.flag(json, place, 'ephemeral')) {
    reader.unsupported.push({ feature: `ephemeral output "${name}"`, hides: 'nothing', place });
  }
  const value = reader.required(json, place, 'value', 'an output block');
  const description = reader.text(json, place, 'description');
  if (!value) return;
  into.set(name, {
    name,
    value,
    ...(description === undefined ? {} : { description }),
    sensitive: reader.flag(json, place, 'sensitive') ?? false,
    ephemeral: false,
    dependsOn: reader.staticReferences(json, place, 'depends_on'),
    preconditions: reader.conditions(json, place, 'precondition'),
    place,
  });
}

const MOVED: ReadonlySet<string> = new Set(['from', 'to']);

export function decodeMoved(reader: Reader, { json, place }: Block, into: MovedConfig[]): void {
  reader.only(json, place, MOVED, 'a moved block');
  const from = endpoint(reader, json.from, place.child('from'));
  const to = endpoint(reader, json.to, place.child('to'));
  if (from && to) into.push({ from, to, place });
}

function endpoint(reader: Reader, json: Json | undefined, place: Place): MoveEndpoint | undefined {
  if (json === undefined) {
    const detail = 'A moved block needs both "from" and "to".';
    reader.report(place, 'ZTC-E-CONFIG-MISSING', 'Missing required argument', detail);
    return undefined;
  }
  if (typeof json === 'string' && json.startsWith('module.')) {
    reader.unsupported.push({ feature: `moving "${json}" between modules`, hides: 'nothing', place });
    return undefined;
  }
  const address = typeof json === 'string' ? parseAddress(json) : undefined;
  if (address?.mode === 'managed') {
    const { mode, type, name, key } = address;
    return { module: [], resource: { mode, type, name, key, hasKey: key !== undefined } };
  }
  const detail =
    'The address of a managed resource is required, without "${": "ztc_vpc.main", "ztc_vpc.main[0]".';
  reader.report(place, 'ZTC-E-CONFIG-ADDRESS', 'Invalid address', detail);
  return undefined;
}

export function duplicate(reader: Reader, place: Place, what: string): void {
  const detail = `A ${what} was already declared; a name can be used only once in a module.`;
  reader.report(place, 'ZTC-E-CONFIG-DUPLICATE', 'Duplicate declaration', detail, 'key');
}
