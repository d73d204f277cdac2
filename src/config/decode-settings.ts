/** Decodes the blocks that say how a module works: terraform, provider, locals, output. */

import type { Json } from '../values/json.ts';
import { valueToJson } from '../values/json-value.ts';
import { isIdentifier } from './address.ts';
import { type Argument, type Block, type Body, blockShape } from './expression.ts';
import type {
  BackendConfig,
  LocalConfig,
  OutputConfig,
  ProviderConfig,
  ProviderRequirement,
} from './model.ts';
import type { Reader } from './reader.ts';
import { checkVersion } from './required-version.ts';

export interface TerraformParts {
  requiredVersion?: string;
  readonly requiredProviders: Map<string, ProviderRequirement>;
  backend?: BackendConfig;
}

const REFUSED_BLOCKS = ['cloud', 'provider_meta'];
const TERRAFORM = blockShape(
  ['required_version', 'experiments'],
  ['required_providers', 'backend', ...REFUSED_BLOCKS],
);

/** `over`: from an override file, whose settings replace those of the same name. */
export function decodeTerraform(reader: Reader, { body }: Block, into: TerraformParts, over: boolean): void {
  reader.only(body, TERRAFORM, 'the terraform block');
  refuseSettings(reader, body);
  const version = reader.text(body, 'required_version');
  if (version !== undefined) {
    into.requiredVersion = version;
    checkVersion(reader, body.get('required_version') as Argument, version);
  }
  for (const inner of reader.blocks(body, 'required_providers')) decodeRequirements(reader, inner.body, into);
  for (const inner of reader.blocks(body, 'backend', ['backend type'])) {
    if (into.backend && !over) reader.duplicate(inner.place, 'backend');
    into.backend = {
      type: inner.labels[0] as string,
      settings: settingsOf(reader, inner.body),
      place: inner.place,
    };
    if (reader.module.length === 0) continue;
    const detail = 'Only the root module decides where the state is kept; this block means nothing.';
    reader.warn(inner.place, 'ZTC-E-CONFIG-IGNORED', 'Backend ignored', detail);
  }
}

function refuseSettings(reader: Reader, body: Body): void {
  for (const name of [...REFUSED_BLOCKS, 'experiments']) {
    if (!body.has(name) && !body.blockTypes().includes(name)) continue;
    reader.refuse(`the "${name}" setting`, body.place.child(name));
  }
}

/** Backends take no expressions. */
function settingsOf(reader: Reader, body: Body): Json {
  const settings: Record<string, Json> = Object.create(null);
  for (const name of body.names()) {
    const argument = body.get(name) as Argument;
    const json = argument.json ?? reader.attempt(() => valueToJson(argument.constant()));
    if (json !== undefined) settings[name] = json;
  }
  return settings;
}

function decodeRequirements(reader: Reader, body: Body, into: TerraformParts): void {
  for (const name of body.names()) {
    const argument = body.get(name) as Argument;
    const requirement = requirementOf(reader, name, argument);
    if (requirement) into.requiredProviders.set(name, requirement);
    else {
      const detail = 'A provider requirement is an object with source and version.';
      reader.report(argument.place, 'ZTC-E-CONFIG-VALUE', 'Unsuitable value', detail);
    }
  }
}

/** The old form is a version alone. */
function requirementOf(reader: Reader, name: string, argument: Argument): ProviderRequirement | undefined {
  const { place } = argument;
  const members = argument.entries();
  if (!members) {
    const version = argument.literal ? argument.constant().raw : undefined;
    return typeof version === 'string' ? { name, version, aliases: [], place } : undefined;
  }
  const known: { source?: string; version?: string } = {};
  let aliases: readonly string[] = [];
  for (const { name: key, value } of members) {
    if (key === 'configuration_aliases') aliases = aliasesOf(reader, value);
    else if (key !== 'source' && key !== 'version') {
      const detail = `An argument named "${key}" is not expected in a provider requirement.`;
      reader.report(value.place, 'ZTC-E-CONFIG-ARGUMENT', 'Unsupported argument', detail, 'key');
    } else {
      const given = value.literal ? value.constant().raw : undefined;
      if (typeof given === 'string') known[key] = given;
      else reader.report(value.place, 'ZTC-E-CONFIG-VALUE', 'Unsuitable value', `"${key}" must be a string.`);
    }
  }
  return { name, ...known, aliases, place };
}

function aliasesOf(reader: Reader, argument: Argument): readonly string[] {
  const items = argument.items();
  if (items) return items.flatMap((item) => reader.staticReference(item)?.text ?? []);
  const detail = '"configuration_aliases" must be a list of names such as ztc.blue.';
  reader.report(argument.place, 'ZTC-E-CONFIG-VALUE', 'Unsuitable value', detail);
  return [];
}

const PROVIDER_META = blockShape(['alias', 'version', 'for_each'], ['dynamic']);

export function decodeProvider(reader: Reader, block: Block, into: Map<string, ProviderConfig>): void {
  const { body, place } = block;
  const name = block.labels[0] as string;
  const alias = reader.text(body, 'alias');
  const version = body.get('version');
  if (version) {
    const detail = 'Give the version in terraform.required_providers instead.';
    const summary = 'Version inside a provider block';
    reader.report(version.place, 'ZTC-E-CONFIG-ARGUMENT', summary, detail, 'key');
  }
  if (body.has('for_each')) reader.refuse(`provider "${name}" with for_each`, place);
  const key = alias === undefined ? name : `${name}.${alias}`;
  if (into.has(key)) reader.duplicate(place, `provider configuration ${key}`);
  into.set(key, {
    name,
    ...(alias === undefined ? {} : { alias }),
    body: body.without(PROVIDER_META),
    module: reader.module,
    place,
  });
}

export function decodeLocals(
  reader: Reader,
  { body }: Block,
  into: Map<string, LocalConfig>,
  over: boolean,
): void {
  reader.only(body, blockShape(body.names()), 'a locals block');
  for (const name of body.names()) {
    const value = body.get(name) as Argument;
    const { place } = value;
    if (over && !into.has(name)) {
      const detail = `There is no local value "${name}" that this override file could replace.`;
      reader.report(place, 'ZTC-E-CONFIG-OVERRIDE', 'Nothing to override', detail, 'key');
    }
    if (!over && into.has(name)) reader.duplicate(place, `local value "${name}"`);
    if (!isIdentifier(name)) {
      const detail = `"${name}" cannot be the name of a local value: only letters, digits, underscores and dashes.`;
      reader.report(place, 'ZTC-E-CONFIG-NAME', 'Invalid name', detail, 'key');
    } else into.set(name, { name, value });
  }
}

const OUTPUT = blockShape(['value', 'description', 'sensitive', 'depends_on', 'ephemeral'], ['precondition']);

export function decodeOutput(reader: Reader, block: Block, into: Map<string, OutputConfig>): void {
  const { body, place } = block;
  const name = block.labels[0] as string;
  reader.only(body, OUTPUT, 'an output block');
  if (into.has(name)) reader.duplicate(place, `output "${name}"`);
  const ephemeral = reader.flag(body, 'ephemeral') ?? false;
  if (ephemeral && reader.module.length === 0) {
    const detail = `The output "${name}" belongs to the root module, whose outputs are kept in the state; only called modules may have ephemeral ones.`;
    reader.report(place, 'ZTC-E-CONFIG-EPHEMERAL-OUTPUT', 'Ephemeral output not allowed', detail, 'key');
  }
  const value = reader.required(body, 'value', 'an output block');
  const description = reader.text(body, 'description');
  if (!value) return;
  into.set(name, {
    name,
    value,
    ...(description === undefined ? {} : { description }),
    sensitive: reader.flag(body, 'sensitive') ?? false,
    ephemeral,
    dependsOn: reader.staticReferences(body, 'depends_on'),
    preconditions: reader.conditions(body, 'precondition'),
    place,
  });
}
