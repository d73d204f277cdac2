/** Says of a problem which declaration it belongs to, and where the user's own program made it. */

import type { Diagnostic } from '../values/diagnostic.ts';
import type { ResourceConfig } from './model.ts';
import type { ConfigTree } from './tree.ts';

/** A problem of this resource, with its construct and the user's own line where the configuration knows them. */
export function attribute(problem: Diagnostic, resource: ResourceConfig): Diagnostic {
  const { constructPath, source } = resource.meta;
  const from =
    source && `${source.file}:${source.line}${source.column === undefined ? '' : `:${source.column}`}`;
  const parts = [
    problem.detail.includes(resource.address) ? undefined : resource.address,
    constructPath && `construct ${constructPath}`,
    from,
  ].filter((part) => part !== undefined);
  const detail = parts.length === 0 ? problem.detail : `${problem.detail} (${parts.join(', ')})`;
  if (problem.file !== undefined) return { ...problem, detail };
  const { line: _, column: __, ...rest } = problem;
  return source ? { ...rest, detail, ...source } : { ...rest, detail };
}

/** The same for any declaration, by its id in the `ConfigGraph`. */
export function attributeTo(problem: Diagnostic, tree: ConfigTree, id: string): Diagnostic {
  const resource = tree.resources.get(id);
  if (resource) return attribute(problem, resource);
  if (problem.file !== undefined) return problem;
  const { line: _, column: __, ...rest } = problem;
  return { ...rest, detail: `${rest.detail} (in ${id})` };
}
