/** Checks that what a computed attribute is computed from exists. */
import { expandPath, placeholders } from '../catalog/path.ts';
import type { AttributeSchema, Compute, Reference, ResourceSchema } from './model.ts';
import type { Segment } from './pointer.ts';
import { attributeAt, type FileContext, requireAttribute } from './semantics.ts';

export function computeProblems(context: FileContext, compute: Compute, path: readonly Segment[]): void {
  if ('from' in compute) checkFrom(context, compute.from, [...path, 'from']);
  if ('catalog' in compute) checkCatalog(context, compute.catalog, [...path, 'catalog']);
  if ('referrers' in compute) checkReferrers(context, compute.referrers, [...path, 'referrers']);
  if ('template' in compute) {
    for (const match of compute.template.matchAll(/\{([a-z0-9_.]+)[^}]*\}/g)) {
      requireAttribute(context, match[1] ?? '', [...path, 'template']);
    }
  }
}

/** `vpc_id.site`, `allocation_id.cidr`, `listener_id.slb_id.vpc_id`: every step but the last is a reference. */
function checkFrom(context: FileContext, from: string, path: readonly Segment[]): void {
  let owners: readonly ResourceSchema[] = [context.file.schema];
  for (let steps = from.split('.'); owners.length > 0; steps = steps.slice(1)) {
    const followed = owners.map((owner) => follow(owner, steps, context.types));
    const problem = followed.find((step) => typeof step === 'string');
    if (problem !== undefined) {
      context.report(path, `${problem} (in ${from})`);
      return;
    }
    owners = followed.flatMap((step) => (typeof step === 'string' ? [] : step));
  }
}

/** The types that the first step leads to; none when the steps name an attribute of the owner; or what is wrong. */
function follow(
  owner: ResourceSchema,
  steps: readonly string[],
  types: FileContext['types'],
): readonly ResourceSchema[] | string {
  if (attributeAt(owner, steps.join('.'))) return [];
  const first = steps[0] ?? '';
  const attribute = attributeAt(owner, first);
  if (!attribute) return `${owner.type} has no attribute ${first}`;
  const targets = targetsOf(attribute);
  if (targets.length === 0) return `${owner.type}.${first} refers to nothing`;
  return targets.flatMap(({ type }) => types.get(type) ?? []);
}

function targetsOf(attribute: AttributeSchema): Reference['targets'] {
  return (attribute.ref ?? attribute.items?.ref)?.targets ?? [];
}

function checkCatalog(context: FileContext, catalogPath: string, path: readonly Segment[]): void {
  for (const name of placeholders(catalogPath)) requireAttribute(context, name, path);
  if (expandPath(context.catalog, catalogPath).length === 0) {
    context.report(path, `the catalogue has nothing at ${catalogPath}`);
  }
}

function checkReferrers(
  context: FileContext,
  referrers: Extract<Compute, { referrers: unknown }>['referrers'],
  path: readonly Segment[],
): void {
  const type = context.types.get(referrers.type);
  if (!type) {
    context.report([...path, 'type'], `unknown type ${referrers.type}`);
    return;
  }
  if (!attributeAt(type, referrers.take)) {
    context.report([...path, 'take'], `${type.type} has no attribute ${referrers.take}`);
  }
  const by = attributeAt(type, referrers.by);
  if (!by) {
    context.report([...path, 'by'], `${type.type} has no attribute ${referrers.by}`);
    return;
  }
  const own = context.file.schema.type;
  if (!targetsOf(by).some((target) => target.type === '*' || target.type === own)) {
    context.report([...path, 'by'], `${type.type}.${referrers.by} does not refer to ${own}`);
  }
}
