/** Decodes resource and data blocks. */

import { formatModulePath, localName, type Mode, within } from './address.ts';
import { decodeProvisioners } from './decode-provisioner.ts';
import { type Argument, type Block, type Body, blockShape, type ConfigExpression } from './expression.ts';
import { readResourceMeta } from './meta.ts';
import type { LifecycleConfig, ProvisionerConfig, ResourceConfig, StaticReference } from './model.ts';
import { impliedProvider } from './providers.ts';
import type { Reader } from './reader.ts';
import { didYouMean } from './suggest.ts';

/** What the language itself takes from a block; everything else is the type's. */
const META_ARGUMENTS = ['count', 'for_each', 'provider', 'depends_on'];
const META = {
  managed: blockShape(META_ARGUMENTS, ['lifecycle', 'provisioner', 'connection', 'dynamic']),
  data: blockShape(META_ARGUMENTS, ['lifecycle', 'dynamic']),
};

const MANAGED_ONLY = ['create_before_destroy', 'prevent_destroy', 'ignore_changes', 'replace_triggered_by'];
const LIFECYCLE = blockShape(MANAGED_ONLY, ['precondition', 'postcondition']);

const NO_LIFECYCLE: LifecycleConfig = {
  createBeforeDestroy: undefined,
  preventDestroy: false,
  ignoreChanges: [],
  replaceTriggeredBy: [],
  preconditions: [],
  postconditions: [],
};
const NO_PROVISIONERS: readonly ProvisionerConfig[] = [];

export function decodeResource(
  reader: Reader,
  mode: Mode,
  { labels, body, place }: Block,
  into: Map<string, ResourceConfig>,
): void {
  const id = { mode, type: labels[0] as string, name: labels[1] as string };
  const local = localName(id);
  const address = within(formatModulePath(reader.module), local);
  if (into.has(local)) {
    reader.duplicate(place, mode === 'data' ? address : `resource ${address}`);
    return;
  }
  into.set(local, {
    ...id,
    module: reader.module,
    address,
    ...decodeRepetition(reader, body),
    ...providerOf(reader, body, id.type, address),
    dependsOn: reader.staticReferences(body, 'depends_on'),
    provisioners: mode === 'managed' ? decodeProvisioners(reader, body, address) : NO_PROVISIONERS,
    lifecycle: decodeLifecycle(reader, mode, body),
    body: body.without(META[mode]),
    meta: readResourceMeta(reader, body, address),
    place,
  });
}

/** `count` or `for_each`, of resources and module calls. */
export function decodeRepetition(
  reader: Reader,
  body: Body,
): { readonly count?: ConfigExpression; readonly forEach?: ConfigExpression } {
  const count = body.get('count');
  const forEach = body.get('for_each');
  if (count && forEach) {
    const detail = '"count" and "for_each" cannot be used together.';
    reader.report(forEach.place, 'ZTC-E-CONFIG-ARGUMENT', 'Invalid combination of arguments', detail, 'key');
  }
  if (count) return { count };
  return forEach ? { forEach } : {};
}

function providerOf(
  reader: Reader,
  body: Body,
  type: string,
  address: string,
): Pick<ResourceConfig, 'provider' | 'localProvider'> {
  const argument = body.get('provider');
  const localProvider = (argument && providerKey(reader, argument)) ?? impliedProvider(type);
  const provider = reader.providers.resolve(localProvider);
  if (provider !== undefined) return { provider, localProvider };
  const detail = `${address} refers to the provider configuration "${localProvider}", which is not declared.${didYouMean(localProvider, reader.providers.keys())}`;
  reader.report(
    argument?.place ?? body.place,
    'ZTC-E-CONFIG-PROVIDER',
    'Provider configuration not present',
    detail,
  );
  return { provider: localProvider, localProvider };
}

/** `ztc` or `ztc.beijing`, as a name of the module. */
export function providerKey(reader: Reader, argument: Argument): string | undefined {
  const text = argument.keyword();
  if (text !== undefined && PROVIDER_REFERENCE.test(text)) return text;
  const reference = text === undefined ? reader.staticReference(argument) : undefined;
  if (reference && PROVIDER_REFERENCE.test(reference.text)) return reference.text;
  if (text === undefined && !reference) return undefined;
  const detail = `"${text ?? reference?.text}" does not name a provider configuration: "ztc" or "ztc.beijing" is expected, without "\${".`;
  reader.report(argument.place, 'ZTC-E-CONFIG-PROVIDER', 'Invalid provider reference', detail);
  return undefined;
}

const PROVIDER_REFERENCE = /^[\p{L}_][\p{L}\p{N}_-]*(\.[\p{L}_][\p{L}\p{N}_-]*)?$/u;

function decodeLifecycle(reader: Reader, mode: Mode, owner: Body): LifecycleConfig {
  const block = reader.one(owner, 'lifecycle', 'a resource');
  if (!block) return NO_LIFECYCLE;
  const { body } = block;
  reader.only(body, LIFECYCLE, 'a lifecycle block');
  if (mode === 'data') {
    for (const name of MANAGED_ONLY) {
      const argument = body.get(name);
      if (!argument) continue;
      const detail = `"${name}" is defined only for managed resources, not for data sources.`;
      reader.report(argument.place, 'ZTC-E-CONFIG-ARGUMENT', 'Invalid lifecycle argument', detail, 'key');
    }
  }
  return {
    createBeforeDestroy: reader.flag(body, 'create_before_destroy'),
    preventDestroy: reader.flag(body, 'prevent_destroy') ?? false,
    ignoreChanges: ignoreChanges(reader, body),
    replaceTriggeredBy: triggers(reader, body),
    preconditions: reader.conditions(body, 'precondition'),
    postconditions: reader.conditions(body, 'postcondition'),
  };
}

function ignoreChanges(reader: Reader, body: Body): 'all' | readonly StaticReference[] {
  const argument = body.get('ignore_changes');
  if (argument?.keyword() === 'all') return 'all';
  const items = argument?.items();
  const [only] = items ?? [];
  if (items?.length === 1 && only && isWildcard(only)) {
    const detail =
      'To ignore changes of every attribute write ignore_changes = all ("ignore_changes": "all").';
    reader.report(only.place, 'ZTC-E-CONFIG-VALUE', 'Invalid ignore_changes', detail);
    return [];
  }
  return reader.staticReferences(body, 'ignore_changes');
}

function isWildcard(item: Argument): boolean {
  if (item.keyword() !== undefined) return item.keyword() === 'all' || item.keyword() === '*';
  return item.literal && item.constant().raw === '*';
}

/** Bare expressions, because an index may be `each.key` or `count.index`. */
function triggers(reader: Reader, body: Body): readonly ConfigExpression[] {
  if (!body.has('replace_triggered_by')) return [];
  return reader.list(body, 'replace_triggered_by').flatMap((item) => {
    const bare = item.bare();
    const problem = reader.attempt(() => bare.expression.root.kind);
    if (problem === undefined) return [];
    if (problem !== 'literal') return [bare];
    const detail =
      'A reference to a resource is required: ztc_vpc.main.cidr, in JSON as a string without "${".';
    reader.report(item.place, 'ZTC-E-CONFIG-STATIC-REFERENCE', 'Invalid reference', detail);
    return [];
  });
}
