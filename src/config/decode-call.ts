/** Decodes module blocks: what is called, with which arguments and which providers. */

import { decodeRepetition, providerKey } from './decode-resource.ts';
import { type Argument, type Block, type Body, blockShape } from './expression.ts';
import type { ModuleCall, ModuleConfig } from './model.ts';
import type { Place } from './place.ts';
import type { Reader } from './reader.ts';
import { didYouMean } from './suggest.ts';

/** A call before the module behind it is read. */
export interface UnreadCall extends Omit<ModuleCall, 'module'> {
  readonly sourcePlace: Place;
}

const META = blockShape(['source', 'version', 'count', 'for_each', 'depends_on', 'providers']);
const LOCAL = /^\.\.?(\/|$)/;

export function decodeCall(
  reader: Reader,
  { labels, body, place }: Block,
  into: Map<string, UnreadCall>,
): void {
  const name = labels[0] as string;
  if (into.has(name)) {
    reader.duplicate(place, `module call "${name}"`);
    return;
  }
  const argument = reader.required(body, 'source', 'a module block');
  const source = argument && sourceOf(reader, argument, name);
  if (!argument || source === undefined) return;
  const version = body.get('version');
  if (version) {
    const detail = `"version" is for modules of a registry; the source "${source}" is a folder.`;
    reader.report(version.place, 'ZTC-E-CONFIG-ARGUMENT', 'Invalid combination of arguments', detail, 'key');
  }
  into.set(name, {
    name,
    source,
    ...decodeRepetition(reader, body),
    dependsOn: reader.staticReferences(body, 'depends_on'),
    providers: passedProviders(reader, body),
    body: body.without(META),
    place,
    sourcePlace: argument.place,
  });
}

function sourceOf(reader: Reader, argument: Argument, name: string): string | undefined {
  const text = argument.literal ? argument.constant().raw : undefined;
  if (typeof text !== 'string') {
    const detail = 'The source of a module must be a constant string, such as "./modules/network".';
    reader.report(argument.place, 'ZTC-E-CONFIG-VALUE', 'Unsuitable value', detail);
    return undefined;
  }
  if (LOCAL.test(text)) return text;
  const feature = `module "${name}" from "${text}" (only folders: copy it beside the configuration and write "./${name}")`;
  reader.refuse(feature, argument.place, 'all');
  return undefined;
}

function passedProviders(reader: Reader, body: Body): ReadonlyMap<string, string> {
  const passed = new Map<string, string>();
  const argument = body.get('providers');
  if (!argument) return passed;
  const members = argument.entries();
  if (!members) {
    const detail = '"providers" must be an object: { ztc = ztc.blue }.';
    reader.report(argument.place, 'ZTC-E-CONFIG-VALUE', 'Unsuitable value', detail);
  }
  for (const { name, value } of members ?? []) {
    const key = providerKey(reader, value);
    if (key === undefined) continue;
    if (reader.providers.resolve(key) !== undefined) passed.set(name, key);
    else {
      const detail = `The provider configuration "${key}" is not declared.${didYouMean(key, reader.providers.keys())}`;
      const summary = 'Provider configuration not present';
      reader.report(value.place, 'ZTC-E-CONFIG-PROVIDER', summary, detail);
    }
  }
  return passed;
}

/** What a call says against what the module behind it declares. */
export function checkCall(reader: Reader, call: UnreadCall, module: ModuleConfig): void {
  checkArguments(reader, call, module);
  checkProviders(reader, call, module);
}

function checkArguments(reader: Reader, { name, body, place }: UnreadCall, module: ModuleConfig): void {
  const declared = [...module.variables.keys()];
  reader.only(body, blockShape(declared), `module "${name}"`);
  for (const variable of module.variables.values()) {
    if (variable.default || body.has(variable.name)) continue;
    const detail = `The argument "${variable.name}" is required by module "${name}".`;
    reader.report(place, 'ZTC-E-CONFIG-MISSING', 'Missing required argument', detail, 'key');
  }
}

function checkProviders(reader: Reader, call: UnreadCall, module: ModuleConfig): void {
  const { name, providers, place } = call;
  const report = (detail: string, at: Place = place): void =>
    reader.report(at, 'ZTC-E-CONFIG-PROVIDER', 'Provider configurations of a module', detail, 'key');
  const aliases = [...module.terraform.requiredProviders.values()].flatMap((one) => one.aliases);
  for (const alias of aliases) {
    if (!providers.has(alias))
      report(`Module "${name}" wants a provider configuration "${alias}": add it to "providers".`);
  }
  for (const key of providers.keys()) {
    if (key.includes('.') && !aliases.includes(key) && !module.providers.has(key))
      report(`Module "${name}" does not declare a provider configuration "${key}" (configuration_aliases).`);
    else if (!isEmpty(module, key))
      report(`Module "${name}" has a provider block for "${key}" of its own; it cannot be passed as well.`);
  }
  const repetition = call.count ? 'count' : call.forEach ? 'for_each' : undefined;
  const argument = repetition ?? (call.dependsOn.length > 0 ? 'depends_on' : undefined);
  const own = argument && ownProvider(module);
  if (own === undefined) return;
  const detail = `Module "${name}" configures the provider "${own}" itself, so it cannot be called with "${argument}": an object could outlive the configuration that it needs. Configure the provider in the calling module and pass it.`;
  report(detail, place.child(argument as string));
}

/** A provider block of a called module, at any depth, that says something. */
function ownProvider(module: ModuleConfig): string | undefined {
  const key = [...module.providers.keys()].find((one) => !isEmpty(module, one));
  if (key !== undefined) return key;
  for (const call of module.calls.values()) {
    const inner = ownProvider(call.module);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function isEmpty({ providers }: ModuleConfig, key: string): boolean {
  const body = providers.get(key)?.body;
  return !body || (body.names().length === 0 && body.blockTypes().length === 0);
}
