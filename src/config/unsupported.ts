/** What this release does not execute, as errors that name the feature, the place and the way out. */

import type { Diagnostic } from '../values/diagnostic.ts';
import type { ModuleConfig, ProviderConfig, ResourceConfig, Unsupported } from './model.ts';
import type { ProviderScope } from './provider-scope.ts';
import { KNOWN_PROVIDERS } from './providers.ts';

const CODE = 'ZTC-E-CONFIG-UNSUPPORTED';

export function refusals(
  module: ModuleConfig,
  scope: ProviderScope,
  purpose: 'execute' | 'audit',
): Diagnostic[] {
  if (purpose === 'audit') {
    return module.unsupported
      .filter(({ hides }) => hides === 'all')
      .map(({ feature, place }) => {
        const detail = `ztc does not look into ${feature}, so its resources would not be audited. Audit the plan instead: "terraform show -json PLANFILE > plan.json", then "ztc audit plan.json".`;
        return place.problem(CODE, 'Not supported', detail, 'key');
      });
  }
  return [...module.unsupported.map(refusal), ...foreignProviders(module, scope)];
}

function refusal({ feature, place }: Unsupported): Diagnostic {
  const detail = `ztc's own engine does not support ${feature}. Use Terraform for this configuration.`;
  return place.problem(CODE, 'Not supported', detail, 'key');
}

/** One error per foreign provider, at its first use. */
function foreignProviders(module: ModuleConfig, scope: ProviderScope): Diagnostic[] {
  const uses = new Map<string, { first: ResourceConfig | ProviderConfig; addresses: string[] }>();
  const use = (type: string, item: ResourceConfig | ProviderConfig, address?: string): void => {
    if (KNOWN_PROVIDERS.has(type)) return;
    const known = uses.get(type) ?? { first: item, addresses: [] };
    uses.set(type, known);
    if (address !== undefined) known.addresses.push(address);
  };
  for (const resource of module.resources.values())
    use(scope.typeOf(resource.provider), resource, resource.address);
  for (const provider of module.providers.values()) use(scope.type(provider.name), provider);
  return [...uses].map(([name, { first, addresses }]) => {
    const [example, ...more] = addresses;
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    const needed = example === undefined ? '' : `, which ${example}${others} needs`;
    const detail = `ztc's own engine has no provider "${name}"${needed}; it has ${[...KNOWN_PROVIDERS].join(', ')}. Use Terraform for this configuration.`;
    return first.place.problem(CODE, 'Provider not supported', detail, 'key');
  });
}
