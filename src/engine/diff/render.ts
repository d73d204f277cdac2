/** A plan for people: one line per resource, then only what changes, and why. Pure: a plan in, lines out. */

import { type Json, writeJson } from '../../values/json.ts';
import { formatPath } from '../../values/path.ts';
import { nul } from '../../values/value.ts';
import { knownJson } from '../plan/json/values.ts';
import {
  type Change,
  createsObject,
  type Drift,
  destroysObject,
  isReplace,
  type OutputChange,
  type Plan,
} from '../plan/model.ts';
import { type LeafChange, leafChanges } from './leaves.ts';
import { reasonText } from './reason.ts';

export type Tone = 'create' | 'update' | 'delete' | 'replace' | 'read' | 'muted' | 'strong' | 'warning';
export type Paint = (text: string, tone: Tone) => string;
export type Language = 'zh' | 'en';

export interface RenderOptions {
  readonly paint?: Paint;
  readonly language?: Language;
  /** Longest list of attributes of a new object (20). */
  readonly limit?: number;
}

interface Context {
  readonly paint: Paint;
  readonly zh: boolean;
  readonly limit: number;
}

export function renderPlan(plan: Plan, options: RenderOptions = {}): string[] {
  const context: Context = {
    paint: options.paint ?? ((text) => text),
    zh: options.language === 'zh',
    limit: options.limit ?? 20,
  };
  const shown = plan.changes.filter(({ action, previousAddress }) => action !== 'no-op' || previousAddress);
  const lines = [
    ...worthTelling(plan).flatMap((drift) => driftLines(drift, context)),
    ...shown.flatMap((change) => changeLines(change, context)),
    ...plan.outputs.flatMap((output) => outputLines(output, context)),
  ];
  return [...lines, summary(plan, context)];
}

/** Drift that explains an action. The rest (values that follow from other objects) is what `ztc drift` is for. */
function worthTelling(plan: Plan): readonly Drift[] {
  if (plan.options.mode === 'refresh-only') return plan.drift;
  const acted = new Set(plan.changes.filter(({ action }) => action !== 'no-op').map(({ text }) => text));
  return plan.drift.filter(({ action, text }) => action === 'delete' || acted.has(text));
}

const SIGNS = {
  'no-op': [' ', 'muted'],
  create: ['+', 'create'],
  read: ['<=', 'read'],
  update: ['~', 'update'],
  delete: ['-', 'delete'],
  'delete-create': ['-/+', 'replace'],
  'create-delete': ['+/-', 'replace'],
} as const satisfies Record<Change['action'], readonly [string, Tone]>;

function changeLines(change: Change, context: Context): string[] {
  const { paint } = context;
  const [sign, tone] = SIGNS[change.action];
  const deposed = change.deposed === undefined ? '' : ` (deposed ${change.deposed})`;
  const moved =
    change.previousAddress === undefined ? '' : ` (${context.zh ? '原' : 'was'} ${change.previousAddress})`;
  const why = reasonText(change, context.zh);
  const head = `${paint(`${sign.padStart(3)} ${change.text}${deposed}`, tone)}${moved}`;
  const first = why === '' ? head : `${head}  ${paint(`# ${why}`, 'muted')}`;
  return [first, ...detailLines(change, context)];
}

function detailLines(change: Change, context: Context): string[] {
  if (change.action === 'delete' || change.action === 'no-op') return [];
  const fresh = change.action === 'create' || change.action === 'read';
  const leaves = leafChanges(change.before, change.after, [
    ...change.sensitiveBefore,
    ...change.sensitiveAfter,
  ]);
  const known = fresh ? leaves.filter(({ unknown }) => !unknown) : leaves;
  const forcing = new Set(change.replacePaths.map((path) => formatPath(path)));
  const lines = known
    .slice(0, fresh ? context.limit : known.length)
    .map((leaf) => leafLine(leaf, forcing, context) + assumption(leaf, change, context));
  if (fresh && known.length > context.limit) lines.push(`        … ${known.length - context.limit}`);
  if (lines.length === 0 && change.action === 'update')
    lines.push(context.zh ? '        仅敏感标记变化' : '        only what counts as sensitive changes');
  return lines;
}

/** Values that the project had to invent are never shown as if the whitepaper gave them. */
function assumption({ path }: LeafChange, { schema }: Change, { paint, zh }: Context): string {
  const [name] = path;
  const assumed = typeof name === 'string' && schema.attributes.get(name)?.assumed === true;
  return assumed ? paint(zh ? '  # 项目假定值' : '  # assumed by the project', 'muted') : '';
}

const LEAF: Readonly<Record<LeafChange['kind'], readonly [string, Tone]>> = {
  add: ['+', 'create'],
  remove: ['-', 'delete'],
  change: ['~', 'update'],
};

function leafLine(leaf: LeafChange, forcing: ReadonlySet<string>, context: Context): string {
  const [sign, tone] = LEAF[leaf.kind];
  const name = formatPath(leaf.path);
  const force = [...forcing].some(
    (path) => name === path || name.startsWith(`${path}.`) || name.startsWith(`${path}[`),
  );
  const note = force ? context.paint(context.zh ? '  # 须重建' : '  # forces replacement', 'replace') : '';
  return `      ${context.paint(sign, tone)} ${name}${leaf.insideJson ? ' (JSON)' : ''}: ${valueText(leaf, context)}${note}`;
}

function valueText({ kind, before, after, unknown, sensitive }: LeafChange, { zh }: Context): string {
  const secret = zh ? '（敏感）' : '(sensitive)';
  const later = zh ? '（执行后可知）' : '(known after apply)';
  const show = (json: Json): string => (sensitive ? secret : shorten(writeJson(json)));
  const next = unknown ? later : show(after);
  if (kind === 'add') return next;
  if (kind === 'remove') return `${show(before)} -> null`;
  return `${show(before)} -> ${next}`;
}

const LONGEST = 120;
const shorten = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

function driftLines(drift: Drift, context: Context): string[] {
  const { paint, zh } = context;
  const what =
    drift.action === 'delete'
      ? zh
        ? '已在平台上被删除'
        : 'was deleted outside'
      : zh
        ? '已在平台上被修改'
        : 'was changed outside';
  const head = paint(`  ! ${drift.text} ${what}`, 'warning');
  if (drift.action === 'delete') return [head];
  const none: ReadonlySet<string> = new Set();
  return [
    head,
    ...leafChanges(drift.before, drift.after, drift.sensitive).map((l) => leafLine(l, none, context)),
  ];
}

function outputLines(output: OutputChange, context: Context): string[] {
  if (output.action === 'no-op') return [];
  const [sign, tone] = SIGNS[output.action];
  const before = output.before ?? nul();
  const after = output.after ?? nul();
  const leaf: LeafChange = {
    kind: output.action === 'create' ? 'add' : output.action === 'delete' ? 'remove' : 'change',
    path: [],
    before: knownJson(before),
    after: knownJson(after),
    unknown: !after.whollyKnown,
    sensitive: output.sensitive || output.sensitiveBefore,
    insideJson: false,
  };
  return [`${context.paint(`${sign.padStart(3)} output.${output.name}`, tone)}: ${valueText(leaf, context)}`];
}

function summary(plan: Plan, { paint, zh }: Context): string {
  const count = (test: (change: Change) => boolean): number => plan.changes.filter(test).length;
  const add = count(({ action }) => createsObject(action));
  const change = count(({ action }) => action === 'update');
  const destroy = count(({ action }) => destroysObject(action));
  const replace = count(({ action }) => isReplace(action));
  const inside = replace === 0 ? '' : zh ? `（其中重建 ${replace}）` : ` (${replace} replaced)`;
  const text = zh
    ? `计划：新建 ${add}，变更 ${change}，删除 ${destroy}${inside}。`
    : `Plan: ${add} to add, ${change} to change, ${destroy} to destroy${inside}.`;
  return paint(text, 'strong');
}
