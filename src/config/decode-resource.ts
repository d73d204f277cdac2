/** Decodes resource and data blocks. */

import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { formatModulePath, localName, type Mode, within } from './address.ts';
import { duplicate } from './decode-settings.ts';
import { ConfigExpression } from './expression.ts';
import { readResourceMeta } from './meta.ts';
import type { LifecycleConfig, ResourceConfig, StaticReference } from './model.ts';
import type { Place } from './place.ts';
import { impliedProvider } from './providers.ts';
import type { Block, Reader } from './reader.ts';

/** Arguments of the language, which every resource has. */
const META_ARGUMENTS: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'provider',
  'depends_on',
  'lifecycle',
  'provisioner',
  'connection',
  'dynamic',
]);

const LIFECYCLE: ReadonlySet<string> = new Set([
  'create_before_destroy',
  'prevent_destroy',
  'ignore_changes',
  'replace_triggered_by',
  'precondition',
  'postcondition',
]);
const MANAGED_ONLY = ['create_before_destroy', 'prevent_destroy', 'ignore_changes', 'replace_triggered_by'];

const NO_LIFECYCLE: LifecycleConfig = {
  createBeforeDestroy: undefined,
  preventDestroy: false,
  ignoreChanges: [],
  replaceTriggeredBy: [],
  preconditions: [],
  postconditions: [],
};
const NO_DEPENDENCIES: readonly StaticReference[] = [];

export function decodeResource(
  reader: Reader,
  mode: Mode,
  { labels, json, place }: Block,
  into: Map<string, ResourceConfig>,
): void {
  const id = { mode, type: labels[0] as string, name: labels[1] as string };
  const local = localName(id);
  const address = within(formatModulePath(reader.module), local);
  if (into.has(local)) {
    duplicate(reader, place, mode === 'data' ? address : `resource ${address}`);
    return;
  }
  refuseParts(reader, json, place, address);
  const count = reader.expression(json, place, 'count');
  const forEach = reader.expression(json, place, 'for_each');
  if (count && forEach) {
    const detail = '"count" and "for_each" cannot be used together.';
    reader.report(forEach.place, 'ZTC-E-CONFIG-ARGUMENT', 'Invalid combination of arguments', detail, 'key');
  }
  into.set(local, {
    ...id,
    module: reader.module,
    address,
    ...(count ? { count } : {}),
    ...(forEach && !count ? { forEach } : {}),
    provider:
      json.provider === undefined ? impliedProvider(id.type) : providerKey(reader, json, place, id.type),
    dependsOn:
      json.depends_on === undefined ? NO_DEPENDENCIES : reader.staticReferences(json, place, 'depends_on'),
    provisioners: [],
    lifecycle: json.lifecycle === undefined ? NO_LIFECYCLE : decodeLifecycle(reader, mode, json, place),
    body: reader.body(json, place, META_ARGUMENTS),
    meta: readResourceMeta(reader, json, place, address),
    place,
  });
}

function refuseParts(reader: Reader, json: JsonObject, place: Place, address: string): void {
  const refuse = (feature: string, name: string): void => {
    reader.unsupported.push({
      feature: `${feature} of ${address}`,
      hides: 'nothing',
      place: place.child(name),
    });
  };
  if (json.provisioner !== undefined) {
    const types = provisionerTypes(json.provisioner);
    for (const type of types.length === 0 ? [''] : types) refuse(`provisioner "${type}"`, 'provisioner');
  }
  if (json.connection !== undefined) refuse('the connection block', 'connection');
  if (json.dynamic !== undefined) {
    const names = isJsonObject(json.dynamic) ? Object.keys(json.dynamic).filter((name) => name !== '//') : [];
    for (const name of names.length === 0 ? [''] : names) refuse(`the dynamic block "${name}"`, 'dynamic');
  }
}

function provisionerTypes(json: Json): string[] {
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap(provisionerTypes);
  return isJsonObject(json) ? Object.keys(json).filter((name) => name !== '//') : [];
}

const PROVIDER_REFERENCE = /^[\p{L}_][\p{L}\p{N}_-]*(\.[\p{L}_][\p{L}\p{N}_-]*)?$/u;

function providerKey(reader: Reader, json: JsonObject, place: Place, type: string): string {
  const given = reader.text(json, place, 'provider');
  if (given === undefined) return impliedProvider(type);
  if (PROVIDER_REFERENCE.test(given)) return given;
  const detail = `"${given}" does not name a provider configuration: "ztc" or "ztc.beijing" is expected, without "\${".`;
  reader.report(place.child('provider'), 'ZTC-E-CONFIG-PROVIDER', 'Invalid provider reference', detail);
  return impliedProvider(type);
}

function decodeLifecycle(reader: Reader, mode: Mode, owner: JsonObject, place: Place): LifecycleConfig {
  const at = place.child('lifecycle');
  const blocks = [...reader.blocks(owner.lifecycle as Json, at, [])];
  const [block] = blocks;
  if (!block) return NO_LIFECYCLE;
  if (blocks[1]) duplicate(reader, blocks[1].place, 'lifecycle block of this resource');
  const { json } = block;
  reader.only(json, block.place, LIFECYCLE, 'a lifecycle block');
  if (mode === 'data') {
    for (const name of MANAGED_ONLY.filter((argument) => json[argument] !== undefined)) {
      const detail = `"${name}" is defined only for managed resources, not for data sources.`;
      reader.report(
        block.place.child(name),
        'ZTC-E-CONFIG-ARGUMENT',
        'Invalid lifecycle argument',
        detail,
        'key',
      );
    }
  }
  return {
    createBeforeDestroy: reader.flag(json, block.place, 'create_before_destroy'),
    preventDestroy: reader.flag(json, block.place, 'prevent_destroy') ?? false,
    ignoreChanges: ignoreChanges(reader, json, block.place),
    replaceTriggeredBy: triggers(reader, json, block.place),
    preconditions: reader.conditions(json, block.place, 'precondition'),
    postconditions: reader.conditions(json, block.place, 'postcondition'),
  };
}

function ignoreChanges(reader: Reader, json: JsonObject, place: Place): 'all' | readonly StaticReference[] {
  const given = json.ignore_changes;
  if (given === 'all') return 'all';
  if (Array.isArray(given) && given.length === 1 && (given[0] === '*' || given[0] === 'all')) {
    const detail = 'To ignore changes of every attribute write "ignore_changes": "all".';
    reader.report(place.child('ignore_changes'), 'ZTC-E-CONFIG-VALUE', 'Invalid ignore_changes', detail);
    return [];
  }
  return reader.staticReferences(json, place, 'ignore_changes');
}

/** Bare expressions, because an index may be `each.key` or `count.index`. */
function triggers(reader: Reader, json: JsonObject, place: Place): ConfigExpression[] {
  return reader.list(json, place, 'replace_triggered_by').flatMap((item) => {
    if (typeof item.json === 'string' && !item.json.includes('${')) {
      return [new ConfigExpression(item.json, item.place, reader.cache, 'expression')];
    }
    const detail = 'A reference to a resource is required, as a string without "${": "ztc_vpc.main.cidr".';
    reader.report(item.place, 'ZTC-E-CONFIG-STATIC-REFERENCE', 'Invalid reference', detail);
    return [];
  });
}
