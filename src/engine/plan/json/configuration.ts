/** `configuration`: what was written, as Terraform shows configurations in JSON syntax. */

import type { Body, ConfigExpression } from '../../../config/expression.ts';
import type { ModuleConfig, OutputConfig, ProviderConfig, ResourceConfig } from '../../../config/model.ts';
import type { Traversal } from '../../../hcl/ast.ts';
import { isJsonObject, type Json } from '../../../values/json.ts';
import { compareStrings } from '../../../values/type.ts';
import type { ProviderDirectory } from '../../providers.ts';
import { knownJson } from './values.ts';

type Mutable = Record<string, Json>;

export function configurationJson(module: ModuleConfig, directory: ProviderDirectory): Json {
  const resources = [...module.resources.values()].map((resource) => resourceJson(resource, directory));
  const outputs = entries(module.outputs, outputJson);
  const variables = entries(module.variables, ({ default: given, description, sensitive }) => ({
    ...(given === undefined ? {} : { default: knownJson(given) }),
    ...(description === undefined ? {} : { description }),
    ...(sensitive ? { sensitive } : {}),
  }));
  const root: Mutable = {};
  if (module.outputs.size > 0) root.outputs = outputs;
  if (resources.length > 0) root.resources = resources;
  if (module.variables.size > 0) root.variables = variables;
  const providers = providersJson(module, directory);
  return { ...(Object.keys(providers).length > 0 ? { provider_config: providers } : {}), root_module: root };
}

function entries<T>(map: ReadonlyMap<string, T>, write: (value: T) => Json): Mutable {
  const json: Mutable = Object.create(null);
  for (const name of [...map.keys()].sort(compareStrings)) json[name] = write(map.get(name) as T);
  return json;
}

function providersJson(module: ModuleConfig, directory: ProviderDirectory): Mutable {
  const keys = new Set([...module.providers.keys()]);
  for (const { provider } of module.resources.values()) keys.add(provider);
  const json: Mutable = Object.create(null);
  for (const key of [...keys].sort(compareStrings)) {
    const config: ProviderConfig | undefined = module.providers.get(key);
    const [name = key, alias] = key.split('.');
    json[key] = {
      name,
      full_name: directory.byKey(key).source,
      ...(alias === undefined ? {} : { alias }),
      ...(config && config.body.names().length > 0 ? { expressions: bodyJson(config.body) } : {}),
    };
  }
  return json;
}

function resourceJson(resource: ResourceConfig, directory: ProviderDirectory): Json {
  const { address, mode, type, name, provider, count, forEach, dependsOn, body } = resource;
  const handle = directory.byKey(provider);
  const types = mode === 'data' ? handle.schema.dataSources : handle.schema.resources;
  return {
    address,
    mode,
    type,
    name,
    provider_config_key: provider,
    ...(body.names().length > 0 ? { expressions: bodyJson(body) } : {}),
    schema_version: types.get(type)?.version ?? 0,
    ...(count ? { count_expression: expressionJson(count) } : {}),
    ...(forEach ? { for_each_expression: expressionJson(forEach) } : {}),
    ...(dependsOn.length > 0 ? { depends_on: dependsOn.map(({ text }) => text) } : {}),
  };
}

function outputJson({ value, description, sensitive, dependsOn }: OutputConfig): Json {
  return {
    expression: expressionJson(value),
    ...(description === undefined ? {} : { description }),
    ...(sensitive ? { sensitive } : {}),
    ...(dependsOn.length > 0 ? { depends_on: dependsOn.map(({ text }) => text) } : {}),
  };
}

function bodyJson(body: Body): Mutable {
  const json: Mutable = Object.create(null);
  for (const name of [...body.names()].sort(compareStrings)) {
    const expression = body.get(name);
    if (expression) json[name] = expressionJson(expression);
  }
  return json;
}

/** In JSON syntax the text as written counts as the value, beside what it refers to. */
function expressionJson(expression: ConfigExpression): Json {
  const references = expression.literal ? [] : referenceTexts(expression);
  return {
    ...(isJsonObject(expression.json) && references.length > 0 ? {} : { constant_value: expression.json }),
    ...(references.length > 0 ? { references } : {}),
  };
}

/** Each reference with everything that it begins with: `a.b[0].id`, `a.b[0]`, `a.b`. */
function referenceTexts(expression: ConfigExpression): string[] {
  const texts = new Set<string>();
  for (const { traversal } of expression.references()) {
    const least = leastSteps(traversal);
    for (let n = traversal.steps.length; n >= Math.min(least, traversal.steps.length); n--)
      texts.add(text(traversal, n));
  }
  return [...texts];
}

function leastSteps({ root }: Traversal): number {
  if (root === 'data') return 2;
  return 1;
}

function text({ root, steps }: Traversal, n: number): string {
  return steps
    .slice(0, n)
    .reduce(
      (all, step) => (step.kind === 'attr' ? `${all}.${step.name}` : `${all}[${JSON.stringify(step.key)}]`),
      root,
    );
}
