/** What can be wrong between declarations of one module, before any expression is looked at. */

import { formatKey, formatModule, localName, within } from './address.ts';
import type { ModuleConfig, MovedConfig, MoveEndpoint } from './model.ts';
import type { Reader } from './reader.ts';

export function checkModule(reader: Reader, module: ModuleConfig): void {
  checkMoves(reader, module);
}

/** As it is written: `module.a["x"].ztc_vpc.main[0]`. */
export function formatEndpoint({ module, resource }: MoveEndpoint): string {
  const path = formatModule(module);
  return resource ? within(path, localName(resource) + formatKey(resource.key)) : path;
}

function checkMoves(reader: Reader, module: ModuleConfig): void {
  const seen = new Map<string, string>();
  const arrivals = new Map<string, string>();
  for (const moved of module.moved) {
    const { from, to, place } = moved;
    const [source, target] = [formatEndpoint(from), formatEndpoint(to)];
    const report = (detail: string): void => {
      reader.report(place, 'ZTC-E-CONFIG-MOVED', 'Invalid moved block', detail);
    };
    if (source === target) report(`${source} cannot move to itself.`);
    if ((from.resource === undefined) !== (to.resource === undefined))
      report(
        `${source} and ${target} are not of one kind: a resource moves to a resource, a module to a module.`,
      );
    const before = seen.get(source);
    if (before !== undefined && before !== target) {
      report(`${source} is moved to ${before} by another block and cannot also move to ${target}.`);
    }
    seen.set(source, target);
    const other = arrivals.get(target);
    if (other !== undefined && other !== source)
      report(`${other} is moved to ${target} by another block; ${source} cannot move there too.`);
    arrivals.set(target, source);
    if (stillDeclared(module, moved)) {
      report(`${source} is still declared; a moved object needs its old declaration gone.`);
    }
  }
  for (const { from, place } of module.moved) {
    const circle = circleFrom(formatEndpoint(from), seen);
    if (!circle) continue;
    const detail = `The moved blocks lead in a circle, so nothing has a last address: ${circle.join(' → ')}.`;
    reader.report(place, 'ZTC-E-MOVE-CYCLE', 'Cyclic dependency in move statements', detail);
    return;
  }
}

/** The way from an address back to itself, if there is one. */
function circleFrom(start: string, moves: ReadonlyMap<string, string>): readonly string[] | undefined {
  const way = [start];
  for (let next = moves.get(start); next !== undefined; next = moves.get(next)) {
    way.push(next);
    if (next === start) return way.length > 2 ? way : undefined;
    if (way.length > moves.size) return undefined;
  }
  return undefined;
}

/** Instances of one declaration may move among themselves, into and out of `count`, while it stays. */
function stillDeclared(module: ModuleConfig, { from, to }: MovedConfig): boolean {
  if (from.module.length > (from.resource ? 0 : 1)) return false;
  const last = from.resource ?? from.module.at(-1);
  if (!last || last.hasKey) return false;
  const declared = from.resource
    ? module.resources.get(localName(from.resource))
    : module.calls.get(last.name);
  if (!declared) return false;
  const repeated = declared.count !== undefined || declared.forEach !== undefined;
  const target = to.resource ?? to.module.at(-1);
  return !(repeated && to.module.length === from.module.length && target && sameName(last, target));
}

const sameName = (a: { name: string; type?: string }, b: { name: string; type?: string }): boolean =>
  a.name === b.name && a.type === b.type;
