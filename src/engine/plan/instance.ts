/** Plans one managed instance: what it is, what it shall be, and what has to happen in between. */

import type { InstanceAddress } from '../../config/address.ts';
import type { Instance } from '../../config/evaluation.ts';
import type { ResourceConfig } from '../../config/model.ts';
import { assertPlanValid, type Breach, formatBreach } from '../../provider/planning/assert.ts';
import { proposedNew } from '../../provider/planning/proposed-new.ts';
import { hasErrors, type PlanResponse } from '../../provider/provider.ts';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { unmarkDeep } from '../../values/marks.ts';
import { formatPath, valueAt } from '../../values/path.ts';
import { EPHEMERAL, nul, type Path, SENSITIVE, type Value, valueEqualsUnmarked } from '../../values/value.ts';
import type { StateObject } from '../state/model.ts';
import { normalizePaths } from '../state/paths.ts';
import { checkConditions } from './conditions.ts';
import { locate, markSensitive, type PlanContext, type Subject } from './context.ts';
import { withConfigured } from './dependencies.ts';
import { withIgnoredChanges } from './ignore-changes.ts';
import type { ActionReason, Change, ChangeAction } from './model.ts';
import { findTrigger } from './triggers.ts';

/** Evaluated arguments without marks, and where sensitive ones were. */
export interface EvaluatedBody {
  readonly config: Value;
  readonly sensitive: readonly Path[];
}

export function evaluateBody(context: PlanContext, subject: Subject): EvaluatedBody {
  const marked = context.evaluation.body(subject.resource, subject.instance, subject.schema.shape);
  const body = unmarkBody(marked, subject.resource, subject.instance.address);
  validate(context, subject, body.config);
  return body;
}

export function unmarkBody(marked: Value, resource: ResourceConfig, text: string): EvaluatedBody {
  if (!marked.deepMarked) return { config: marked, sensitive: [] };
  const { value, marks } = unmarkDeep(marked);
  const ephemeral = marks.find((mark) => mark.marks.has(EPHEMERAL));
  if (ephemeral) {
    const detail = `${text}: ${formatPath(ephemeral.path)} takes an ephemeral value, which a state cannot keep.`;
    throw resource.place.error('ZTC-E-EPHEMERAL', 'Invalid use of ephemeral value', detail, 'key');
  }
  return { config: value, sensitive: marks.filter((m) => m.marks.has(SENSITIVE)).map(({ path }) => path) };
}

function validate(context: PlanContext, { resource, instance, handle }: Subject, config: Value): void {
  const { provider } = handle;
  const problems =
    resource.mode === 'data'
      ? provider.validateDataSource(resource.type, config)
      : provider.validateResource(resource.type, config);
  if (problems.length === 0) return;
  const located = locate(problems, resource, instance.address);
  if (hasErrors(problems)) throw new DiagnosticError(located);
  context.diagnostics.push(...located);
}

export async function planInstance(context: PlanContext, subject: Subject): Promise<Change> {
  const { resource, instance, schema } = subject;
  const text = instance.address;
  const found = context.instances.get(text)?.current;
  // An import has no dependencies before it is applied.
  const object = found && (context.imported.has(text) ? found : withConfigured(context, resource, found));
  if (context.options.mode === 'normal') checkConditions(context, subject, resource.lifecycle.preconditions);
  const body = evaluateBody(context, subject);
  const prior = object?.value && !object.tainted ? object.value : nul(schema.type);
  const kept = prior.isNull || !object ? body : ignoreChanges(subject, prior, object, body);
  const ignored = kept.config;
  const answer = await ask(context, subject, prior, ignored, object?.private ?? '');
  const paths = answer.requiresReplace.filter((path) => really(path, prior, answer.planned));
  const trigger = findTrigger(context, subject);
  const requested = context.options.replace.includes(text);
  const verdict = decide({ object, prior, planned: answer.planned, paths, trigger, requested });
  const sensitive = normalizePaths([...kept.sensitive, ...subject.sensitivePaths]);
  const replacing = verdict.action === 'replace';
  const importing = context.imported.get(text);
  const change = replacing
    ? await planReplacement(context, subject, body, answer, object)
    : { action: verdict.action as ChangeAction, planned: answer.planned, private: answer.private };
  const action =
    change.action === 'no-op' && object && !sameSensitivity(object, sensitive, subject)
      ? ('update' as const)
      : change.action;
  if (isProtected(subject, action)) context.diagnostics.push(...protectedError(resource, text).diagnostics);
  return {
    ...identity(context, subject),
    action,
    ...(verdict.reason ? { reason: verdict.reason } : {}),
    replacePaths: replacing ? paths : [],
    ...(trigger === undefined ? {} : { trigger }),
    before: object?.value ?? nul(schema.type),
    after: change.planned,
    sensitiveBefore: object?.sensitive ?? [],
    sensitiveAfter: sensitive,
    config: replacing ? body.config : ignored,
    ...(object ? { prior: object } : {}),
    private: change.private,
    createBeforeDestroy: context.forcedCbd.has(resource.address),
    ...(importing === undefined ? {} : { importing: { id: importing } }),
  };
}

/** `ignore_changes`: what was sensitive, and what was not, is kept as well. */
export function ignoreChanges(
  { resource, schema, sensitivePaths }: Pick<Subject, 'resource' | 'schema' | 'sensitivePaths'>,
  prior: Value,
  { sensitive }: StateObject,
  body: EvaluatedBody,
): EvaluatedBody {
  if (hasNothingIgnored(resource)) return body;
  const always = new Set(sensitivePaths.map(formatPath));
  const own = sensitive.filter((path) => !always.has(formatPath(path)));
  const marked = withIgnoredChanges(
    schema,
    resource.lifecycle.ignoreChanges,
    markSensitive(prior, own),
    markSensitive(body.config, body.sensitive),
  );
  const { value, marks } = unmarkDeep(marked);
  return { config: value, sensitive: marks.map(({ path }) => path) };
}

const hasNothingIgnored = ({ lifecycle }: ResourceConfig): boolean =>
  lifecycle.ignoreChanges !== 'all' && lifecycle.ignoreChanges.length === 0;

export const addressOf = (
  { mode, type, name }: ResourceConfig,
  { module, key }: Instance,
): InstanceAddress => ({ module, mode, type, name, key });

export function identity(context: PlanContext, { resource, instance, handle, schema }: Subject) {
  const previous = context.previous.get(instance.address);
  return {
    address: addressOf(resource, instance),
    text: instance.address,
    resourceAddress: resource.address,
    ...(previous === undefined ? {} : { previousAddress: previous }),
    resource,
    instance,
    handle,
    schema,
  };
}

async function ask(
  context: PlanContext,
  subject: Subject,
  prior: Value,
  config: Value,
  priorPrivate: string,
): Promise<PlanResponse> {
  const { resource, instance, handle, schema } = subject;
  const proposed = proposedNew(schema, prior, config);
  const request = { type: resource.type, prior, proposed, config, priorPrivate };
  const pending = handle.provider.planResource(request);
  const answer = pending instanceof Promise ? await pending : pending;
  if (answer.diagnostics.length > 0) {
    const located = locate(answer.diagnostics, resource, instance.address);
    if (hasErrors(answer.diagnostics)) throw new DiagnosticError(located);
    context.diagnostics.push(...located);
  }
  const breaches = assertPlanValid(schema, prior, config, answer.planned);
  if (breaches.length > 0) throw providerBug('Provider produced invalid plan', subject, breaches);
  checkReplacePaths(subject, prior, answer);
  return answer;
}

export function providerBug(
  summary: string,
  { resource, instance, handle }: Pick<Subject, 'resource' | 'instance' | 'handle'>,
  breaches: readonly Breach[],
): DiagnosticError {
  const where = resource.place.where('key');
  return new DiagnosticError(
    breaches.map((breach) => {
      const detail = `Provider ${handle.source} for ${instance.address}${breach.path.length > 0 ? '' : ': '}${formatBreach(breach)}. This is a bug of the provider.`;
      return errorDiagnostic('ZTC-E-PROVIDER-CONTRACT', summary, detail, { ...where, path: breach.path });
    }),
  );
}

function checkReplacePaths(subject: Subject, prior: Value, answer: PlanResponse): void {
  if (prior.isNull) return;
  const lost = answer.requiresReplace.filter(
    (path) => valueAt(prior, path) === undefined && valueAt(answer.planned, path) === undefined,
  );
  if (lost.length === 0) return;
  const breaches = lost.map((path) => ({
    path,
    message: 'has indicated "requires replacement" for a non-existent attribute path',
  }));
  throw providerBug('Provider produced invalid plan', subject, breaches);
}

/** Providers may name paths that do not change in the end. */
function really(path: Path, prior: Value, planned: Value): boolean {
  const [before, after] = [valueAt(prior, path), valueAt(planned, path)];
  return before === undefined || after === undefined || !valueEqualsUnmarked(before, after);
}

interface Facts {
  readonly object: StateObject | undefined;
  readonly prior: Value;
  readonly planned: Value;
  readonly paths: readonly Path[];
  readonly trigger: string | undefined;
  readonly requested: boolean;
}

interface Verdict {
  readonly action: 'no-op' | 'create' | 'update' | 'replace';
  readonly reason?: ActionReason;
}

function decide({ object, prior, planned, paths, trigger, requested }: Facts): Verdict {
  // Terraform gives a creation this reason too, although nothing is replaced.
  if (!object)
    return { action: 'create', ...(trigger === undefined ? {} : { reason: 'replace_by_triggers' }) };
  if (object.tainted) return { action: 'replace', reason: 'replace_because_tainted' };
  if (trigger !== undefined) return { action: 'replace', reason: 'replace_by_triggers' };
  if (requested) return { action: 'replace', reason: 'replace_by_request' };
  if (planned === prior || valueEqualsUnmarked(prior, planned)) return { action: 'no-op' };
  if (paths.length > 0) return { action: 'replace', reason: 'replace_because_cannot_update' };
  return { action: 'update' };
}

/** As if there had never been an object; `ignore_changes` has nothing to hold on to. */
async function planReplacement(
  context: PlanContext,
  subject: Subject,
  body: EvaluatedBody,
  first: PlanResponse,
  object: StateObject | undefined,
): Promise<{ action: ChangeAction; planned: Value; private: string }> {
  const tainted = object?.tainted ?? false;
  const answer = tainted
    ? first
    : await ask(context, subject, nul(subject.schema.type), body.config, first.private);
  const cbd = context.forcedCbd.has(subject.resource.address);
  return {
    action: cbd ? 'create-delete' : 'delete-create',
    planned: answer.planned,
    private: answer.private,
  };
}

/** What the schema makes sensitive is the same before and after. */
function sameSensitivity(object: StateObject, now: readonly Path[], { sensitivePaths }: Subject): boolean {
  if (now.length === 0 && object.sensitive.length === 0) return true;
  const always = new Set(sensitivePaths.map(formatPath));
  const own = (paths: readonly Path[]): ReadonlySet<string> =>
    new Set(paths.map(formatPath).filter((path) => !always.has(path)));
  const [a, b] = [own(object.sensitive), own(now)];
  return a.size === b.size && a.isSubsetOf(b);
}

/** The victim stays in the plan, so that one can see what would have happened. */
function isProtected({ resource }: Subject, action: ChangeAction): boolean {
  return resource.lifecycle.preventDestroy && (action === 'delete-create' || action === 'create-delete');
}

export function protectedError(resource: ResourceConfig, text: string): DiagnosticError {
  const detail = `${text} has lifecycle.prevent_destroy set, but the plan calls for it to be destroyed. Take the protection away first, or change the plan with -target.`;
  return resource.place.error('ZTC-E-PREVENT-DESTROY', 'Instance cannot be destroyed', detail, 'key');
}
