/** The resource graph of a state file (version 4), or of `terraform show -json` of one. */

import { formatKey, localName } from '../config/address.ts';
import type { SchemaRegistry } from '../schema/registry.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { ResourceGraph } from './graph.ts';
import type { GraphNode } from './node.ts';
import type { PlainObject } from './plain.ts';
import { nodeOfShown, objects, shownResources } from './show-values.ts';

export interface FromState {
  readonly graph: ResourceGraph;
  readonly diagnostics: readonly Diagnostic[];
}

/** `given`: the text, or what `JSON.parse` makes of it; doubles are exact enough for rules. */
export function graphFromState(given: unknown, registry: SchemaRegistry, file?: string): FromState {
  const state = typeof given === 'string' ? parsed(given, file) : given;
  if (state instanceof DiagnosticError) {
    return { graph: new ResourceGraph([], (type) => registry.find(type)), diagnostics: state.diagnostics };
  }
  const nodes = [...nodesOf(state as Json)];
  const graph = new ResourceGraph(nodes, (type) => registry.find(type));
  const problem = problemOf(state as Json);
  if (problem === undefined) return { graph, diagnostics: [] };
  const where = file === undefined ? {} : { file };
  return { graph, diagnostics: [errorDiagnostic('ZTC-E-STATE-FORMAT', 'Not a state file', problem, where)] };
}

function parsed(text: string, file: string | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch (e) {
    if (!(e instanceof SyntaxError)) throw e;
    const detail = `The file is not valid JSON: ${e.message}.`;
    return new DiagnosticError(
      errorDiagnostic('ZTC-E-JSON-SYNTAX', 'Invalid JSON', detail, file === undefined ? {} : { file }),
    );
  }
}

function problemOf(state: Json): string | undefined {
  if (!isJsonObject(state)) return 'A state is a JSON object.';
  if (state.values !== undefined && state.format_version !== undefined) return undefined;
  if (state.version === 4 && Array.isArray(state.resources)) return undefined;
  if (typeof state.version === 'number' && state.version !== 4) {
    return `State files of version 4 are supported; this one has version ${state.version}.`;
  }
  return 'Neither a state file ("version": 4) nor the output of "terraform show -json".';
}

function* nodesOf(state: Json): Iterable<GraphNode> {
  if (!isJsonObject(state)) return;
  if (isJsonObject(state.values)) {
    for (const resource of shownResources(state.values.root_module)) {
      const node = nodeOfShown(resource);
      if (node) yield node;
    }
  } else if (state.version === 4) {
    for (const resource of objects(state.resources)) yield* nodesOfResource(resource);
  }
}

function* nodesOfResource(resource: JsonObject): Iterable<GraphNode> {
  const { type, name, module } = resource;
  if (typeof type !== 'string' || typeof name !== 'string') return;
  const mode = resource.mode === 'data' ? 'data' : 'managed';
  const prefix = typeof module === 'string' ? `${module}.` : '';
  for (const instance of objects(resource.instances)) {
    if (!isJsonObject(instance.attributes)) continue;
    const index = instance.index_key;
    const key = typeof index === 'string' || typeof index === 'number' ? index : undefined;
    const deposed = typeof instance.deposed === 'string' ? ` (deposed ${instance.deposed})` : '';
    const sensitive = sensitivePaths(instance.sensitive_attributes);
    yield {
      address: prefix + localName({ mode, type, name }) + formatKey(key) + deposed,
      type,
      mode,
      values: instance.attributes as PlainObject,
      ...(sensitive ? { sensitive } : {}),
    };
  }
}

/** `[[{"type":"get_attr","value":"input"}, …]]`: only the top-level attribute counts here. */
function sensitivePaths(paths: Json | undefined): ReadonlySet<string> | undefined {
  if (!Array.isArray(paths) || paths.length === 0) return undefined;
  const names = (paths as readonly Json[]).flatMap((path) => {
    const first = Array.isArray(path) ? (path as readonly Json[])[0] : undefined;
    return isJsonObject(first) && typeof first.value === 'string' ? [first.value] : [];
  });
  return new Set(names);
}
