/** What to say about a plan besides: options that ask for less than everything or for nothing, and objects that are let go. */

import { configAddress, parseAddress } from '../../config/address.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { InstanceState } from '../state/model.ts';
import type { Change, PlanOptions } from './model.ts';
import { matchesAnything } from './targets.ts';

/** Addresses that are offered instead of one that matches nothing. */
const OFFERED = 5;

export function targetWarnings(
  { targets }: PlanOptions,
  graph: ConfigGraph,
  instances: ReadonlyMap<string, InstanceState>,
): Diagnostic[] {
  if (targets.length === 0) return [];
  const lost = targets.filter((target) => !matchesAnything(target, graph, instances));
  const nothing =
    lost.length === 0 ? '' : ` Nothing in the configuration or the state has the address ${lost.join(', ')}.`;
  const detail = `Only what --target names, and what that needs, is planned; other changes are left out.${nothing}`;
  return [warning('ZTC-W-TARGET', 'Not everything is planned', detail)];
}

export function replaceWarnings(
  { replace }: PlanOptions,
  changes: ReadonlyMap<string, Change>,
): Diagnostic[] {
  return replace
    .filter((address) => !changes.has(address))
    .map((address) => {
      const offers = sameResource(address, changes);
      const instead = offers.length === 0 ? '' : ` There is ${offers.join(', ')}.`;
      const detail = `Nothing has the address ${address}, so there is nothing to replace.${instead}`;
      return warning('ZTC-W-REPLACE', 'Nothing to replace', detail);
    });
}

function sameResource(text: string, changes: ReadonlyMap<string, Change>): readonly string[] {
  const address = parseAddress(text);
  const wanted = address && configAddress(address);
  const found: string[] = [];
  for (const { text: other, resourceAddress } of changes.values())
    if (resourceAddress === wanted && found.length < OFFERED) found.push(other);
  return found;
}

export function forgetWarnings(changes: ReadonlyMap<string, Change>): Diagnostic[] {
  const left = [...changes.values()].filter(({ action }) => action === 'forget').map(({ text }) => text);
  if (left.length === 0) return [];
  const detail = `They are not deleted, and nobody looks after them from then on: ${left.join(', ')}. An import brings them back.`;
  return [warning('ZTC-W-FORGET', 'Objects will no longer be managed', detail)];
}

/** After an apply of a part. */
export function incompleteWarnings({ targets }: PlanOptions): Diagnostic[] {
  if (targets.length === 0) return [];
  const detail = 'Only what --target names has been applied. Plan again without it to see what is left.';
  return [warning('ZTC-W-TARGET', 'Not everything has been applied', detail)];
}

const warning = (code: string, summary: string, detail: string): Diagnostic => ({
  severity: 'warning',
  code,
  summary,
  detail,
});
