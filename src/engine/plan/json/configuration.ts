/** `configuration`: what was written, as Terraform shows it. */

import { localName } from '../../../config/address.ts';
import type {
  ModuleCall,
  ModuleConfig,
  OutputConfig,
  ProvisionerConfig,
  ResourceConfig,
  StaticReference,
  VariableConfig,
} from '../../../config/model.ts';
import type { ConfigTree } from '../../../config/tree.ts';
import type { AttributeTable } from '../../../provider/provider-schema.ts';
import type { Json } from '../../../values/json.ts';
import { compareStrings } from '../../../values/type.ts';
import type { ProviderDirectory } from '../../providers.ts';
import { bodyJson, expressionJson, subjectText } from './expressions.ts';
import { ProviderKeys, providerConfigJson } from './provider-config.ts';
import { stateJson } from './values.ts';

type Members = { readonly [name: string]: Json };

export function configurationJson(tree: ConfigTree, directory: ProviderDirectory): Json {
  const keys = new ProviderKeys(tree);
  const providers = providerConfigJson(tree, keys, directory);
  const root = new ModuleWriter(keys, directory).module(tree.root);
  return { ...present('provider_config', providers), root_module: root };
}

class ModuleWriter {
  readonly #keys: ProviderKeys;
  readonly #directory: ProviderDirectory;

  constructor(keys: ProviderKeys, directory: ProviderDirectory) {
    this.#keys = keys;
    this.#directory = directory;
  }

  module(module: ModuleConfig): Members {
    const resources = [...module.resources.values()].sort(byModeAndAddress);
    return {
      ...present('outputs', entries(module.outputs, outputJson)),
      ...(resources.length > 0
        ? { resources: resources.map((resource) => this.#resource(module, resource)) }
        : {}),
      ...present(
        'module_calls',
        entries(module.calls, (call) => this.#call(call)),
      ),
      ...present('variables', entries(module.variables, variableJson)),
    };
  }

  #call(call: ModuleCall): Json {
    const { source, body, dependsOn, module } = call;
    return {
      source,
      ...present('expressions', bodyJson(body, NO_ATTRIBUTES)),
      ...repetition(call),
      module: this.module(module),
      ...dependencies(dependsOn),
    };
  }

  #resource(module: ModuleConfig, resource: ResourceConfig): Json {
    const { mode, type, name, provider, localProvider, provisioners, body } = resource;
    const { schema } = this.#directory.byKey(provider);
    const own = (mode === 'data' ? schema.dataSources : schema.resources).get(type);
    return {
      address: localName(resource),
      mode,
      type,
      name,
      provider_config_key: this.#keys.keyOf(module, localProvider) ?? localProvider,
      ...(provisioners.length > 0 ? { provisioners: provisioners.map(provisionerJson) } : {}),
      ...present('expressions', bodyJson(body, own?.attributes ?? NO_ATTRIBUTES)),
      schema_version: own?.version ?? 0,
      ...repetition(resource),
      ...dependencies(resource.dependsOn),
    };
  }
}

const NO_ATTRIBUTES: AttributeTable = new Map();

const byModeAndAddress = (a: ResourceConfig, b: ResourceConfig): number =>
  a.mode === b.mode ? compareStrings(a.address, b.address) : a.mode === 'managed' ? -1 : 1;

/** Left out when there is nothing in it. */
const present = (name: string, members: Members): Members =>
  Object.keys(members).length > 0 ? { [name]: members } : {};

function entries<T>(map: ReadonlyMap<string, T>, write: (value: T) => Json): Members {
  const json: Record<string, Json> = Object.create(null);
  for (const name of [...map.keys()].sort(compareStrings)) json[name] = write(map.get(name) as T);
  return json;
}

function repetition({ count, forEach }: Pick<ResourceConfig, 'count' | 'forEach'>): Members {
  if (count) return present('count_expression', expressionJson(count));
  return forEach ? present('for_each_expression', expressionJson(forEach)) : {};
}

function dependencies(dependsOn: readonly StaticReference[]): Members {
  if (dependsOn.length === 0) return {};
  return { depends_on: dependsOn.map(({ traversal }) => subjectText(traversal)) };
}

function provisionerJson({ type, body }: ProvisionerConfig): Json {
  return { type, ...present('expressions', bodyJson(body, NO_ATTRIBUTES)) };
}

function variableJson({ default: given, description, sensitive }: VariableConfig): Json {
  return {
    ...(given === undefined ? {} : { default: stateJson(given) }),
    ...(description === undefined ? {} : { description }),
    ...(sensitive ? { sensitive } : {}),
  };
}

function outputJson({ value, description, sensitive, dependsOn }: OutputConfig): Json {
  return {
    ...(sensitive ? { sensitive } : {}),
    expression: expressionJson(value),
    ...dependencies(dependsOn),
    ...(description === undefined ? {} : { description }),
  };
}
