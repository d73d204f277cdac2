/** What can be wrong between declarations, before any expression is looked at. */

import { formatInstance, type InstanceAddress } from './address.ts';
import type { ModuleConfig, ResourceConfig } from './model.ts';
import type { Reader } from './reader.ts';
import { didYouMean } from './suggest.ts';

export function checkModule(reader: Reader, module: ModuleConfig): void {
  for (const resource of module.resources.values()) checkProvider(reader, module, resource);
  checkMoves(reader, module);
}

/** A configuration without alias may be left out; one with an alias must be declared. */
function checkProvider(reader: Reader, module: ModuleConfig, resource: ResourceConfig): void {
  const { provider } = resource;
  if (!provider.includes('.') || module.providers.has(provider)) return;
  const detail = `${resource.address} refers to the provider configuration "${provider}", which is not declared.${didYouMean(provider, module.providers.keys())}`;
  reader.report(
    resource.place.child('provider'),
    'ZTC-E-CONFIG-PROVIDER',
    'Provider configuration not present',
    detail,
  );
}

function checkMoves(reader: Reader, module: ModuleConfig): void {
  const seen = new Map<string, string>();
  for (const { from, to, place } of module.moved) {
    const [source, target] = [formatInstance(from), formatInstance(to)];
    const report = (detail: string): void => {
      reader.report(place, 'ZTC-E-CONFIG-MOVED', 'Invalid moved block', detail);
    };
    if (source === target) report(`${source} cannot move to itself.`);
    const before = seen.get(source);
    if (before !== undefined && before !== target) {
      report(`${source} is moved to ${before} by another block and cannot also move to ${target}.`);
    }
    seen.set(source, target);
    if (stillDeclared(module, from, to)) {
      report(`${source} is still declared; a moved object needs its old declaration gone.`);
    }
  }
}

/** Instances of one resource may move among themselves, into and out of `count`, while the resource stays. */
function stillDeclared(module: ModuleConfig, from: InstanceAddress, to: InstanceAddress): boolean {
  const resource = module.resources.get(`${from.type}.${from.name}`);
  if (!resource || from.key !== undefined) return false;
  const repeated = resource.count !== undefined || resource.forEach !== undefined;
  return !(repeated && from.type === to.type && from.name === to.name);
}
