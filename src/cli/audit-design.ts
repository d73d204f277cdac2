/** What there is to judge about a design: folders of configuration. */
import { loadFolder } from '../config/load.ts';
import type { ModuleConfig } from '../config/model.ts';
import { type GivenSource, variableValues } from '../config/variables.ts';
import { graphFromConfig } from '../graph/from-config.ts';
import { schemaFinding } from '../rules/engine/schema-finding.ts';
import { loadRegistry } from '../schema/registry.ts';
import type { Subject } from './audit.ts';
import type { Context } from './context.ts';
import type { ConfigFolder } from './project.ts';

export function designOf(
  context: Context,
  folders: readonly ConfigFolder[],
  sources: readonly GivenSource[],
): Subject {
  const loaded = folders.map((folder) => loadFolder(folder.dir, { purpose: 'audit' }));
  const modules = loaded.flatMap(({ module }) => (module ? [module] : []));
  const variables = new Map(
    modules.map((module) => [
      module,
      variableValues(module, { given: sources, env: context.env, dir: module.dir, missing: 'unknown' }),
    ]),
  );
  const result = graphFromConfig(modules, loadRegistry(), {
    variables: (module: ModuleConfig) => variables.get(module)?.values ?? new Map(),
  });
  const given = [...loaded, ...variables.values()].flatMap(({ diagnostics }) => diagnostics);
  return {
    graph: result.graph,
    phase: 'synth',
    diagnostics: [...given, ...result.diagnostics],
    schemaFindings: result.problems.map((problem) => schemaFinding(problem, problem.node)),
    waivers: result.waivers,
  };
}
