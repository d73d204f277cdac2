/** The providers of a run, by the names that configurations and states use. */

import { within } from '../config/address.ts';
import type { Evaluation } from '../config/evaluation.ts';
import { JsonBody } from '../config/json-body.ts';
import type { ProviderConfig, ProviderRequirement } from '../config/model.ts';
import { Place } from '../config/place.ts';
import { parseProviderKey } from '../config/provider-of.ts';
import { providerType } from '../config/providers.ts';
import type { ConfigTree } from '../config/tree.ts';
import { hasErrors, type Provider } from '../provider/provider.ts';
import type { ProviderSchema, Schema } from '../provider/provider-schema.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import { stripMarks } from '../values/marks.ts';
import type { Type } from '../values/type.ts';

export type ProviderFactory = () => Provider;

/** One configured provider. */
export interface ProviderHandle {
  readonly provider: Provider;
  /** Key of the configuration: `ztc`, `ztc.beijing`. */
  readonly key: string;
  /** `registry.terraform.io/ztc-cdk/ztc`. */
  readonly source: string;
  /** As states name it: `provider["…"].beijing`. */
  readonly stateName: string;
  readonly schema: ProviderSchema;
}

const BUILTIN_SOURCES: Readonly<Record<string, string>> = {
  terraform: 'terraform.io/builtin/terraform',
  null: 'registry.terraform.io/hashicorp/null',
  ztc: 'registry.terraform.io/ztc-cdk/ztc',
};

const STATE_NAME = /^(.*\.)?provider\["([^"]+)"\](?:\.(.+))?$/;

export class ProviderDirectory {
  readonly #tree: ConfigTree;
  readonly #factories: ReadonlyMap<string, ProviderFactory>;
  readonly #handles = new Map<string, ProviderHandle>();
  readonly #byStateName = new Map<string, ProviderHandle>();
  /** Keys of the configurations that are written, by how states name them. */
  #keys: ReadonlyMap<string, string> | undefined;
  /** One instance per type serves for schemas; configured ones are per key. */
  readonly #schemas = new Map<string, ProviderSchema>();

  constructor(tree: ConfigTree, factories: ReadonlyMap<string, ProviderFactory>) {
    this.#tree = tree;
    this.#factories = factories;
  }

  /** Throws `ZTC-E-PROVIDER-UNKNOWN` for a provider that this engine does not have. */
  byKey(key: string): ProviderHandle {
    const known = this.#handles.get(key);
    if (known) return known;
    const handle = this.#create(key);
    this.#handles.set(key, handle);
    this.#byStateName.set(handle.stateName, handle);
    return handle;
  }

  /** The provider of an object in the state; where its configuration is gone, one without. */
  byStateName(name: string): ProviderHandle {
    const known = this.#byStateName.get(name);
    if (known) return known;
    const key = this.#declared().get(name);
    const [, , source = name] = STATE_NAME.exec(name) ?? [];
    const type = source.split('/').at(-1) as string;
    if (key === undefined && !this.#factories.has(type)) throw unknownProvider(name);
    const handle = this.byKey(key ?? type);
    this.#byStateName.set(name, handle);
    return handle;
  }

  /** Whether a name of the state stands for a configuration: one that is written, or the root's own without one. */
  has(name: string): boolean {
    const [, module, , alias] = STATE_NAME.exec(name) ?? [];
    return this.#declared().has(name) || (module === undefined && alias === undefined);
  }

  schemaOf(mode: 'managed' | 'data', type: string): Schema | undefined {
    for (const [name, factory] of this.#factories) {
      let schema = this.#schemas.get(name);
      if (!schema) {
        schema = factory().schema();
        this.#schemas.set(name, schema);
      }
      const found = (mode === 'data' ? schema.dataSources : schema.resources).get(type);
      if (found) return found;
    }
    return undefined;
  }

  typeOf = (mode: 'managed' | 'data', type: string): Type | undefined => this.schemaOf(mode, type)?.type;

  handles(): Iterable<ProviderHandle> {
    return this.#handles.values();
  }

  /** Asks every provider in use to come back soon. */
  stop(): void {
    for (const { provider } of this.#handles.values()) provider.stop();
  }

  #declared(): ReadonlyMap<string, string> {
    this.#keys ??= new Map([...this.#tree.providers.keys()].map((key) => [this.#name(key).stateName, key]));
    return this.#keys;
  }

  #name(key: string): { readonly type: string; readonly source: string; readonly stateName: string } {
    const { module, localName, alias } = parseProviderKey(key);
    const { requiredProviders } = (this.#tree.modules.get(module) ?? this.#tree.root).terraform;
    const type = providerType(localName, requiredProviders);
    const source = providerSource(requiredProviders, localName);
    const stateName = within(module, `provider["${source}"]${alias === undefined ? '' : `.${alias}`}`);
    return { type, source, stateName };
  }

  #create(key: string): ProviderHandle {
    const { type, source, stateName } = this.#name(key);
    const factory = this.#factories.get(type);
    if (!factory) throw unknownProvider(source);
    const provider = factory();
    const schema = provider.schema();
    this.#schemas.set(type, schema);
    return { provider, key, source, stateName, schema };
  }
}

/** The full address of the provider behind a module's local name. */
export function providerSource(
  requirements: ReadonlyMap<string, ProviderRequirement>,
  localName: string,
): string {
  const written = requirements.get(localName)?.source;
  const type = providerType(localName, requirements);
  if (written === undefined) return BUILTIN_SOURCES[type] ?? `registry.terraform.io/hashicorp/${type}`;
  return written.split('/').length === 2 ? `registry.terraform.io/${written}` : written;
}

function unknownProvider(name: string): DiagnosticError {
  const detail = `ztc's own engine has no provider ${name}. Use Terraform for this configuration.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-PROVIDER-UNKNOWN', 'Provider not supported', detail));
}

/** Evaluates a provider's configuration and hands it over. Warnings are returned, errors thrown. */
export async function configureProvider(
  handle: ProviderHandle,
  tree: ConfigTree,
  evaluation: Evaluation,
): Promise<readonly Diagnostic[]> {
  const { provider, schema, key } = handle;
  const config = tree.providers.get(key) ?? emptyConfig(key);
  const marked = evaluation.provider(config, schema.provider.shape);
  // Sensitive and ephemeral values are what provider configurations are made of.
  const { value } = stripMarks(marked);
  const problems = provider.validateProviderConfig(value);
  if (hasErrors(problems)) throw new DiagnosticError(problems);
  const diagnostics = await provider.configure(value);
  if (hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  return [...problems, ...diagnostics];
}

function emptyConfig(name: string): ProviderConfig {
  const place = new Place({ file: undefined, position: () => undefined });
  return { name, body: new JsonBody({}, place), module: [], place };
}
