/** Plans the resources of a configuration, each behind what it refers to, and then what is left of others. */

import type { Instance } from '../../config/evaluation.ts';
import type { ResourceConfig } from '../../config/model.ts';
import { unexpectedOfType } from '../../config/unexpected.ts';
import type { Schema } from '../../provider/provider-schema.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { schemaSensitivePaths } from '../state/sensitive.ts';
import { planRefreshedConditions } from './assertions.ts';
import { checkConditions } from './conditions.ts';
import { collecting, hasError, markSensitive, type PlanContext, type Subject } from './context.ts';
import { planData } from './data.ts';
import { rememberDependencies } from './dependencies.ts';
import { importInstance } from './import-instance.ts';
import type { Wanted } from './imports.ts';
import { planInstance } from './instance.ts';
import { planOrphans } from './orphans.ts';
import { recordRefreshed } from './refreshed-records.ts';

export class Walk {
  readonly #context: PlanContext;
  readonly #subjects = new Map<string, { schema: Schema; sensitivePaths: Subject['sensitivePaths'] }>();

  constructor(context: PlanContext) {
    this.#context = context;
  }

  async run(): Promise<void> {
    const context = this.#context;
    const { mode } = context.options;
    if (mode === 'refresh-only') {
      recordRefreshed(context);
      return planRefreshedConditions(context);
    }
    if (mode === 'normal') for (const resource of context.graph.order) await this.#resource(resource);
    if (context.signal.aborted) throw interrupted();
    planOrphans(context);
  }

  async #resource(resource: ResourceConfig): Promise<void> {
    const context = this.#context;
    const { address } = resource;
    if (!context.targeting.resource(address)) return;
    for (const needed of context.graph.dependencies(address)) {
      if (context.failed.has(needed)) {
        context.failed.add(address);
        return;
      }
    }
    if (context.signal.aborted) throw interrupted();
    const before = context.diagnostics.length;
    const expansion = await collecting(context, () => {
      const result = context.evaluation.expansion(resource);
      if (result.kind === 'unknown') throw new DiagnosticError(result.diagnostic);
      return result;
    });
    const instances = expansion?.instances ?? [];
    if (expansion && context.checks.has(address))
      context.checks.objects(
        address,
        instances.map((instance) => instance.address),
      );
    if (expansion && instances.length === 0) await collecting(context, () => this.#nobody(resource));
    const imports = await collecting(context, () => context.imports.of(resource, context.evaluation));
    if (imports && imports.size > 0) context.diagnostics.push(...withoutInstance(imports, instances));
    for (const instance of instances) {
      if (!context.targeting.instance(resource, instance)) continue;
      const wanted = imports?.get(instance.address);
      await collecting(context, () => this.#instance(resource, instance, wanted));
    }
    if (hasError(context.diagnostics.slice(before))) context.failed.add(address);
  }

  /** What is not there at the moment has to have a type, and arguments that the type knows. */
  #nobody(resource: ResourceConfig): void {
    const { schema } = this.#typeOf(resource);
    const problems = unexpectedOfType(resource.body, schema.shape.names, resource.address);
    if (problems.length > 0) throw new DiagnosticError(problems);
  }

  async #instance(resource: ResourceConfig, instance: Instance, wanted: Wanted | undefined): Promise<void> {
    const context = this.#context;
    const subject = this.#subject(resource, instance);
    const text = instance.address;
    if (wanted && !context.instances.get(text)?.current) await importInstance(context, subject, wanted);
    const change =
      resource.mode === 'data' ? await planData(context, subject) : await planInstance(context, subject);
    if (!change) return;
    context.changes.set(text, change);
    if (resource.mode === 'managed') rememberDependencies(context, change);
    if (change.action !== 'no-op') {
      context.changing.add(resource.address);
      context.emit({ kind: 'planned', address: text, action: change.action });
    }
    context.values.set(text, change.after, change.sensitiveAfter);
    const { postconditions } = resource.lifecycle;
    if (postconditions.length > 0 && change.action !== 'read')
      checkConditions(context, subject, postconditions, markSensitive(change.after, change.sensitiveAfter));
  }

  #subject(resource: ResourceConfig, instance: Instance): Subject {
    return { resource, instance, ...this.#typeOf(resource) };
  }

  #typeOf(resource: ResourceConfig): Pick<Subject, 'handle' | 'schema' | 'sensitivePaths'> {
    const handle = this.#context.directory.byKey(resource.provider);
    const key = `${resource.mode} ${handle.source} ${resource.type}`;
    let known = this.#subjects.get(key);
    if (!known) {
      const types = resource.mode === 'data' ? handle.schema.dataSources : handle.schema.resources;
      const schema = types.get(resource.type);
      if (!schema) throw unknownType(resource, handle.source);
      known = { schema, sensitivePaths: schemaSensitivePaths(schema) };
      this.#subjects.set(key, known);
    }
    return { handle, ...known };
  }
}

function withoutInstance(imports: ReadonlyMap<string, Wanted>, instances: readonly Instance[]): Diagnostic[] {
  const there = new Set(instances.map(({ address }) => address));
  return [...imports].flatMap(([text, { config }]) => {
    if (there.has(text)) return [];
    const detail = `The configuration has no ${text}, which is the target of this import.`;
    const summary = 'Configuration for import target does not exist';
    return [config.place.problem('ZTC-E-IMPORT', summary, detail, 'key')];
  });
}

function unknownType(resource: ResourceConfig, source: string): DiagnosticError {
  const what = resource.mode === 'data' ? 'data source' : 'resource type';
  const detail = `The provider ${source} has no ${what} "${resource.type}".`;
  return resource.place.error('ZTC-E-PROVIDER-TYPE', `Invalid ${what}`, detail, 'key');
}

const interrupted = (): DiagnosticError =>
  new DiagnosticError(errorDiagnostic('ZTC-E-INTERRUPTED', 'Interrupted', 'The run was interrupted.'));
