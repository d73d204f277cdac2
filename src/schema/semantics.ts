/** What a JSON Schema cannot say about a resource file: names must lead to something that exists. */
import { type CatalogTree, enumAt, resolvePath } from '../catalog/path.ts';
import type { AttributeSchema, ResourceSchema } from './model.ts';
import { statusesOf } from './normalize.ts';
import type { Segment } from './pointer.ts';
import type { RawAttribute, RawResource } from './raw.ts';
import { computeProblems } from './semantics-compute.ts';
import type { SourceProblem, YamlSource } from './source.ts';

export interface SemanticsInput {
  readonly catalog: CatalogTree;
  readonly constraintIds: ReadonlySet<string>;
}

export interface ResourceFile {
  readonly source: YamlSource;
  readonly raw: RawResource;
  readonly schema: ResourceSchema;
}

export type Report = (path: readonly Segment[], message: string) => void;

/** Everything one file's checks need. */
export interface FileContext extends SemanticsInput {
  readonly file: ResourceFile;
  readonly types: ReadonlyMap<string, ResourceSchema>;
  readonly report: Report;
}

export function semanticProblems(files: readonly ResourceFile[], input: SemanticsInput): SourceProblem[] {
  const types = new Map<string, ResourceSchema>();
  const problems: SourceProblem[] = [];
  for (const { source, schema } of files) {
    if (types.has(schema.type))
      problems.push(source.problem(['type'], `the type ${schema.type} is defined twice`));
    else types.set(schema.type, schema);
  }
  for (const file of files) {
    const report: Report = (path, message) => problems.push(file.source.problem(path, message));
    const context = { ...input, file, types, report };
    checkType(context);
    for (const [name, attribute] of Object.entries(file.raw.attributes)) {
      checkAttribute(context, attribute, ['attributes', name]);
    }
  }
  return problems;
}

function checkType(context: FileContext): void {
  const { file, catalog, report } = context;
  const { schema, raw } = file;
  if (
    raw.availability !== undefined &&
    resolvePath(catalog, `availability_matrix.${raw.availability}`) === undefined
  ) {
    report(['availability'], `the catalogue has no row availability_matrix.${raw.availability}`);
  }
  if (raw.kind === 'data' && raw.dataFrom !== undefined && !context.types.has(raw.dataFrom)) {
    if (resolvePath(catalog, raw.dataFrom) === undefined) {
      report(['dataFrom'], `neither a resource type nor a catalogue path: ${raw.dataFrom}`);
    }
  }
  for (const [at, group] of schema.exactlyOneOf.entries()) {
    for (const [index, name] of group.attributes.entries()) {
      requireAttribute(context, name, ['exactlyOneOf', at, 'attributes', index]);
    }
    if (group.rule !== undefined) requireRule(context, group.rule, ['exactlyOneOf', at, 'rule']);
  }
  for (const [at, entry] of schema.siteFrom.entries()) checkSiteFrom(context, entry, ['siteFrom', at]);
  if (raw.lifecycle) checkLifecycle(context);
}

function checkLifecycle(context: FileContext): void {
  const { schema } = context.file;
  const statuses = statusesOf(schema.lifecycle);
  for (const [at, name] of schema.lifecycle.reorder.entries()) {
    requireAttribute(context, name, ['lifecycle', 'reorder', at]);
  }
  for (const [at, status] of schema.lifecycle.ready.entries()) {
    const { create, update } = schema.lifecycle;
    if (![create.to, update.to, create.via].includes(status)) {
      context.report(
        ['lifecycle', 'ready', at],
        `no transition leads to ${status}; statuses: ${statuses.join(', ')}`,
      );
    }
  }
  for (const phase of ['create', 'update', 'delete'] as const) {
    const { order, seconds } = schema.lifecycle[phase];
    if (seconds[0] > seconds[1])
      context.report(['lifecycle', phase, 'seconds'], 'the shortest time is the longer one');
    for (const [at, name] of (order?.fills ?? []).entries()) {
      const path = ['lifecycle', phase, 'order', 'fills', at];
      const attribute = requireAttribute(context, name, path);
      if (attribute && !attribute.mode.endsWith('computed')) context.report(path, `${name} is not computed`);
    }
    if (order?.when !== undefined)
      requireAttribute(context, order.when, ['lifecycle', phase, 'order', 'when']);
    if (order?.byWhen)
      requireAttribute(context, order.byWhen.attribute, ['lifecycle', phase, 'order', 'byWhen']);
  }
}

function checkSiteFrom(context: FileContext, entry: string, path: readonly Segment[]): void {
  const attribute = requireAttribute(context, entry, path);
  if (!attribute || entry === 'site') return;
  const targets = (attribute.ref ?? attribute.items?.ref)?.targets ?? [];
  if (targets.length === 0) context.report(path, `${entry} refers to nothing, so it gives no site`);
  for (const { type } of targets) {
    const target = context.types.get(type);
    if (target && target.siteFrom.length === 0) context.report(path, `${type} has no site of its own`);
  }
}

function checkAttribute(context: FileContext, raw: RawAttribute, path: readonly Segment[]): void {
  const { catalog, file, report } = context;
  const top = path.length === 2;
  if (top && raw.mode === undefined) report(path, 'the key "mode" is missing');
  if (raw.enumFrom !== undefined && enumAt(catalog, raw.enumFrom) === undefined) {
    report([...path, 'enumFrom'], `the catalogue has no list ${raw.enumFrom}`);
  }
  for (const [keyword, rule] of Object.entries(raw.rule ?? {}))
    requireRule(context, rule, [...path, 'rule', keyword]);
  if (raw.decrease?.rule !== undefined)
    requireRule(context, raw.decrease.rule, [...path, 'decrease', 'rule']);
  if (raw.decrease?.replaceWhen !== undefined) {
    requireAttribute(context, raw.decrease.replaceWhen, [...path, 'decrease', 'replaceWhen']);
  }
  checkReference(context, raw, path);
  checkDefault(context, raw, path);
  if (raw.compute) computeProblems(context, raw.compute, [...path, 'compute']);
  const statuses = statusesOf(file.schema.lifecycle);
  if (raw.knownWhen !== undefined && !statuses.includes(raw.knownWhen)) {
    report([...path, 'knownWhen'], `no such status; statuses: ${statuses.join(', ')}`);
  }
  if (raw.items) checkAttribute(context, raw.items, [...path, 'items']);
  if (raw.additionalProperties)
    checkAttribute(context, raw.additionalProperties, [...path, 'additionalProperties']);
  for (const [name, child] of Object.entries(raw.properties ?? {})) {
    checkAttribute(context, child, [...path, 'properties', name]);
  }
}

function checkReference(context: FileContext, raw: RawAttribute, path: readonly Segment[]): void {
  for (const [at, written] of (raw.ref?.types ?? []).entries()) {
    if (written === '*') continue;
    const where = [...path, 'ref', 'types', at];
    const [type = '', ...steps] = written.split('.');
    const target = context.types.get(type);
    if (!target) {
      context.report(where, `unknown type ${type}`);
      continue;
    }
    const attribute = steps.length > 0 ? steps.join('.') : (raw.ref?.attribute ?? 'id');
    if (!attributeAt(target, attribute)) context.report(where, `${type} has no attribute ${attribute}`);
  }
}

function checkDefault(context: FileContext, raw: RawAttribute, path: readonly Segment[]): void {
  if (raw.default === undefined) return;
  if (raw.mode === 'required' || raw.mode === 'computed') {
    context.report([...path, 'default'], `a ${raw.mode} attribute has no default`);
  }
  const allowed =
    raw.enum ?? (raw.enumFrom === undefined ? undefined : enumAt(context.catalog, raw.enumFrom));
  if (allowed && !allowed.some((value) => value === raw.default)) {
    context.report([...path, 'default'], `not one of ${allowed.join(', ')}`);
  }
}

function requireRule(context: FileContext, rule: string, path: readonly Segment[]): void {
  if (!context.constraintIds.has(rule)) context.report(path, `the constraint index has no ${rule}`);
}

export function requireAttribute(
  context: FileContext,
  name: string,
  path: readonly Segment[],
): AttributeSchema | undefined {
  const found = attributeAt(context.file.schema, name);
  if (!found) context.report(path, `${context.file.schema.type} has no attribute ${name}`);
  return found;
}

/** The attribute at a dotted path (`system_disk.id`); a list stands for its elements (`items.id`). */
export function attributeAt(schema: ResourceSchema, path: string): AttributeSchema | undefined {
  const [first = '', ...rest] = path.split('.');
  let found = Object.hasOwn(schema.attributes, first) ? schema.attributes[first] : undefined;
  for (const step of rest) found = (found?.items ?? found)?.properties?.[step];
  return found;
}
