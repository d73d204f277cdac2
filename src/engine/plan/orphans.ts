/** Objects that the configuration no longer has, and replaced ones that are still there: they are deleted. */

import { configAddress, formatModule, type InstanceAddress } from '../../config/address.ts';
import type { ResourceConfig } from '../../config/model.ts';
import { nul } from '../../values/value.ts';
import type { InstanceState, StateObject } from '../state/model.ts';
import type { PlanContext } from './context.ts';
import { protectedError } from './instance.ts';
import type { ActionReason, Change } from './model.ts';

export function planOrphans(context: PlanContext): void {
  for (const [text, instance] of context.instances) {
    const address = configAddress(instance.address);
    const { targeting } = context;
    if (!targeting.object(instance.address, text) || context.failed.has(address)) continue;
    const removal = context.removals.of(instance.address);
    // Who destroys everything destroys this as well.
    const forgets = removal?.destroy === false && context.options.mode !== 'destroy';
    const action = forgets ? 'forget' : 'delete';
    const deposed = targeting.deposed(instance.address, text) ? instance.deposed : [];
    for (const [key, object] of deposed) {
      const change = deletion(context, text, instance, object, { action, deposed: key });
      add(context, `${text} (deposed ${key})`, change);
    }
    if (!instance.current || context.changes.has(text)) continue;
    if (instance.address.mode === 'data') {
      planOrphanedData(context, text, address);
      continue;
    }
    const reason =
      context.options.mode === 'destroy' ? undefined : reasonFor(context, instance.address, text, address);
    const provisioners = removal?.provisioners;
    const change = deletion(context, text, instance, instance.current, {
      action,
      ...(reason ? { reason } : {}),
      ...(provisioners ? { provisioners } : {}),
    });
    if (change.resource?.lifecycle.preventDestroy)
      context.diagnostics.push(...protectedError(change.resource, text).diagnostics);
    add(context, text, change);
  }
}

function add(context: PlanContext, key: string, change: Change): void {
  context.changes.set(key, change);
  context.changing.add(change.resourceAddress);
  context.emit({ kind: 'planned', address: change.text, action: change.action });
}

/** Nothing exists behind a data source, so it just leaves the state. */
function planOrphanedData(context: PlanContext, text: string, address: string): void {
  if (context.options.mode === 'destroy' || !isExpanded(context, address, text))
    context.instances.delete(text);
}

function isExpanded(context: PlanContext, address: string, text: string): boolean {
  const resource = context.tree.resources.get(address);
  if (!resource) return false;
  const expansion = context.evaluation.expansion(resource);
  return expansion.kind === 'unknown' || context.evaluation.instanceAt(resource, text) !== undefined;
}

function deletion(
  context: PlanContext,
  text: string,
  { address, provider }: InstanceState,
  object: StateObject,
  verdict: Pick<Change, 'action' | 'reason' | 'deposed' | 'provisioners'>,
): Change {
  const resourceAddress = configAddress(address);
  const resource = context.tree.resources.get(resourceAddress);
  const handle = resource
    ? context.directory.byKey(resource.provider)
    : context.directory.byStateName(provider);
  const schema = handle.schema.resources.get(address.type);
  if (!schema) throw new TypeError(`no schema for ${text}`);
  const previous = context.previous.get(text);
  return {
    address,
    text,
    resourceAddress,
    ...(previous === undefined ? {} : { previousAddress: previous }),
    ...(resource ? { resource } : {}),
    handle,
    schema,
    ...verdict,
    replacePaths: [],
    before: object.value ?? nul(schema.type),
    after: nul(schema.type),
    sensitiveBefore: object.sensitive,
    sensitiveAfter: [],
    prior: object,
    private: object.private,
    createBeforeDestroy: object.createBeforeDestroy,
  };
}

function reasonFor(context: PlanContext, at: InstanceAddress, text: string, of: string): ActionReason {
  const resource = context.tree.resources.get(of);
  if (!resource) {
    return context.previous.has(text) ? 'delete_because_no_move_target' : 'delete_because_no_resource_config';
  }
  if (!moduleIsThere(context, resource, at)) return 'delete_because_no_module';
  const { key } = at;
  const kind = typeof key === 'number' ? 'count' : typeof key === 'string' ? 'for_each' : 'single';
  const wanted = resource.count ? 'count' : resource.forEach ? 'for_each' : 'single';
  if (wanted !== kind) return 'delete_because_wrong_repetition';
  return kind === 'count' ? 'delete_because_count_index' : 'delete_because_each_key';
}

function moduleIsThere(context: PlanContext, resource: ResourceConfig, { module }: InstanceAddress): boolean {
  if (module.length === 0) return true;
  const wanted = formatModule(module);
  const instances = context.evaluation.modules(context.tree.moduleOf(resource));
  return instances === undefined || instances.some((instance) => formatModule(instance) === wanted);
}
