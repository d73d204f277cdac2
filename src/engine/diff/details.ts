/** Differences as the lines of a plan: sign, path, before and after, and what is to say about them. */

import { impliedValue } from '../../values/json-value.ts';
import { sortedEntries } from '../../values/path.ts';
import { typeToJson } from '../../values/type.ts';
import { asArray, SENSITIVE, type Value } from '../../values/value.ts';
import { memberLabels } from './labels.ts';
import { jsonIn } from './leaves.ts';
import { type DiffPath, type DiffStep, insideJson, type LeafChange } from './model.ts';
import { diffPathText } from './path-text.ts';
import { isMultiline, type TextDiff, textDiff } from './text-diff.ts';
import { pairTexts, sizeText, valueText, wholeText } from './value-text.ts';
import type { Words } from './words.ts';

export type DetailSign = '+' | '-' | '~' | '>';

export interface Detail {
  readonly sign: DetailSign;
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
  /** Where that is; absent for what is about several places. */
  readonly at?: DiffPath;
  /** Elements of a new list of plain values that are too many for one line. */
  readonly items?: Items;
  /** Known after apply, in whole or in part. */
  readonly unknown: boolean;
  /** References that the value still waits for. */
  readonly from: readonly string[];
  readonly forcesReplacement: boolean;
  readonly notes: readonly string[];
  readonly text?: TextDiff;
}

export interface Items {
  readonly texts: readonly string[];
  /** Elements that are too many to show. */
  readonly left: number;
}

/** A value that is new is shown in one line up to this length, otherwise part by part. */
const ONE_LINE = 64;
/** Of one text. */
const TEXT_LINES = 40;
/** That move within one list, one line each. */
const MOVES = 4;

/** Of one list. */
const ITEMS = 200;

const PLAIN = { unknown: false, from: [], forcesReplacement: false, notes: [] } as const;

/** One line per leaf; new containers that are too long for a line come part by part. */
export function* leafDetails(leaf: LeafChange, words: Words): Iterable<Detail> {
  const { kind, path, before, after } = leaf;
  // An attribute of a resource is never absent: null is how it is not set.
  const top = path.length === 1;
  if (kind === 'form') yield formDetail(leaf, words);
  else if (kind === 'move') yield moveDetail(leaf, words);
  else if (after && (kind === 'add' || (top && before?.isNull))) yield* newDetails(path, after, words);
  else if (before && (kind === 'remove' || (top && after?.isNull))) {
    const [value, at] = readable(before, path);
    yield { ...PLAIN, sign: '-', path: ownText(at), before: valueText(value, words) };
  } else if (before && after) yield changeDetail(leaf, before, after, words);
}

/** The path of a whole element of a set has no label: its value is its name. */
function ownText(path: DiffPath): string {
  const last = path.at(-1);
  const own: DiffPath = last?.kind === 'member' ? [...path.slice(0, -1), { ...last, label: '' }] : path;
  return pathText(own);
}

const pathText = (path: DiffPath): string =>
  insideJson(path) ? `${diffPathText(path)} (JSON)` : diffPathText(path);

function* newDetails(path: DiffPath, after: Value, words: Words): Iterable<Detail> {
  const [value, at] = readable(after, path);
  const parts = value.hasMark(SENSITIVE) ? [] : partsOf(value);
  const base = { ...PLAIN, sign: '+', path: ownText(at), at, unknown: !value.whollyKnown } as const;
  const plain = Array.isArray(value.raw) && parts.every(([, part]) => isPlain(part));
  // Parts that are unknown have references of their own, but elements of a set cannot be told apart.
  const joined = value.whollyKnown || parts.length === 0 || (plain && value.type.kind === 'set');
  const whole = joined ? wholeText(value, ONE_LINE, words) : undefined;
  if (whole !== undefined || parts.length === 0) yield { ...base, after: whole ?? valueText(value, words) };
  else if (joined && plain)
    yield { ...base, after: countOf(value, words), items: itemsOf(asArray(value), words) };
  else for (const [step, part] of parts) yield* newDetails([...at, step], part, words);
}

const isPlain = ({ raw }: Value): boolean => !(raw instanceof Map) && !Array.isArray(raw);

const countOf = (value: Value, words: Words): string =>
  [words.elements(asArray(value).length), ...(value.whollyKnown ? [] : [words.unknown])].join(' ');

/** Without the unknown ones: how many elements there are is told beside. */
function itemsOf(elements: readonly Value[], words: Words): Items {
  const known = elements.filter(({ isKnown }) => isKnown);
  const texts = known.slice(0, ITEMS).map((element) => valueText(element, words));
  return { texts, left: Math.max(0, known.length - ITEMS) };
}

/** A string that holds JSON as what it holds. */
function readable(value: Value, path: DiffPath): readonly [Value, DiffPath] {
  const json = value.hasMark(SENSITIVE) ? undefined : jsonIn(value);
  return json === undefined ? [value, path] : [impliedValue(json), [...path, { kind: 'json' }]];
}

/** What a container consists of, without what is not set. */
function partsOf(value: Value): readonly (readonly [DiffStep, Value])[] {
  if (value.raw instanceof Map) {
    const set = sortedEntries(value).filter(([, part]) => value.type.kind === 'map' || !part.isNull);
    return set.map(([key, part]) => [{ kind: 'key', key }, part]);
  }
  if (!Array.isArray(value.raw)) return [];
  const elements = asArray(value);
  if (value.type.kind !== 'set') return elements.map((part, to) => [{ kind: 'item', to }, part]);
  const label = memberLabels([], elements);
  return elements.map((part) => [{ kind: 'member', after: part, label: label(undefined, part) }, part]);
}

function changeDetail({ path, sensitive }: LeafChange, before: Value, after: Value, words: Words): Detail {
  const [x, y] = [before.raw, after.raw];
  const notes = indexNotes(path, words);
  const base = {
    ...PLAIN,
    sign: '~',
    path: pathText(path),
    at: path,
    unknown: !after.whollyKnown,
    notes,
  } as const;
  if (!sensitive && typeof x === 'string' && typeof y === 'string' && (isMultiline(x) || isMultiline(y))) {
    const text = textDiff(x, y, TEXT_LINES);
    return { ...base, text, after: textSummary(text, words) };
  }
  if (sensitive) return { ...base, before: words.sensitive, after: words.sensitive };
  if (!after.isKnown) return { ...base, before: sizeText(before, words), after: words.unknown };
  const [old, now] = pairTexts(before, after, words);
  return { ...base, before: old, after: now };
}

function textSummary({ added, removed, finalNewline }: TextDiff, words: Words): string {
  return [
    ...(added > 0 ? [words.linesAdded(added)] : []),
    ...(removed > 0 ? [words.linesRemoved(removed)] : []),
    ...(finalNewline === 'added' ? [words.newlineAdded] : []),
    ...(finalNewline === 'removed' ? [words.newlineRemoved] : []),
  ].join(', ');
}

/** List elements on the way that have another index now. */
function indexNotes(path: DiffPath, words: Words): string[] {
  return path.flatMap((step) =>
    step.kind === 'item' && step.from !== undefined && step.to !== undefined && step.from !== step.to
      ? [words.was(step.from)]
      : [],
  );
}

function moveDetail({ path, after, sensitive }: LeafChange, words: Words): Detail {
  const text = after && !sensitive ? valueText(after, words, ONE_LINE) : words.sensitive;
  return { ...PLAIN, sign: '>', path: pathText(path), after: text, notes: indexNotes(path, words) };
}

function formDetail({ path, before, after }: LeafChange, words: Words): Detail {
  const base = { ...PLAIN, sign: '~', path: pathText(path) } as const;
  if (!before || !after || typeof after.raw === 'string') return { ...base, after: words.layout };
  const kinds = before.type.kind !== after.type.kind;
  const name = ({ type }: Value): string => (kinds ? type.kind : JSON.stringify(typeToJson(type)));
  return { ...base, after: words.otherType(name(before), name(after)) };
}

/** Elements that only change places are told one by one as long as there are few. */
export function joinMoves(leaves: readonly LeafChange[]): readonly (LeafChange | readonly LeafChange[])[] {
  const joined: (LeafChange | LeafChange[])[] = [];
  for (let i = 0; i < leaves.length; ) {
    const run = runOfMoves(leaves, i);
    if (run.length > MOVES) joined.push(run);
    else joined.push(...(run.length > 0 ? run : [leaves[i] as LeafChange]));
    i += Math.max(1, run.length);
  }
  return joined;
}

function runOfMoves(leaves: readonly LeafChange[], from: number): LeafChange[] {
  const run: LeafChange[] = [];
  const parent = leaves[from]?.path.slice(0, -1) ?? [];
  for (let i = from; leaves[i]?.kind === 'move'; i++) {
    const { path } = leaves[i] as LeafChange;
    if (path.length !== parent.length + 1 || !parent.every((step, at) => step === path[at])) break;
    run.push(leaves[i] as LeafChange);
  }
  return run;
}

export function movesDetail(run: readonly LeafChange[], words: Words): Detail {
  const steps = run.slice(0, 2).map(({ path }) => path.at(-1));
  const shown = steps.map((step) => (step?.kind === 'item' ? `[${step.from}] → [${step.to}]` : ''));
  const path = pathText((run[0] as LeafChange).path.slice(0, -1));
  return {
    ...PLAIN,
    sign: '>',
    path,
    after: words.reordered(run.length),
    notes: [`${shown.join(', ')}, …`],
  };
}
