/** Explanations for people: pure functions from data to text. */
import type { ConstraintEntry } from '../catalog/constraint-entry.ts';
import type { Localized, Transition } from '../schema/model.ts';
import { BUCKETS } from './coverage.ts';
import { allowedText, attributeNotes } from './explain-attribute.ts';
import { exampleHcl, type IsComputed, plannedText } from './explain-hcl.ts';
import type {
  AttributeRow,
  ErrorExplanation,
  Explanation,
  RuleDetails,
  RuleExplanation,
  ShownExample,
  TypeExplanation,
} from './explain-model.ts';
import { BASES, DECIDERS, LABELS, MODES, PHASES, SCOPES, SEVERITIES } from './explain-words.ts';
import type { Language } from './language.ts';
import type { Paint } from './paint.ts';

export interface ExplainOptions {
  readonly language: Language;
  readonly paint: Paint;
  readonly isComputed: IsComputed;
}

export function explanationText(explanation: Explanation, options: ExplainOptions): string {
  switch (explanation.kind) {
    case 'rule':
      return ruleText(explanation, options);
    case 'type':
      return typeText(explanation, options);
    case 'error':
      return errorText(explanation, options);
  }
}

function ruleText(rule: RuleExplanation, options: ExplainOptions): string {
  const { language, paint } = options;
  const words = LABELS[language];
  const { severity } = rule;
  const colour = severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.cyan;
  const speaksOf = rule.subjects.length === 0 ? words.everyType : rule.subjects.join(', ');
  const lines = [
    `${paint.bold(rule.id)}  ${colour(SEVERITIES[severity][language])}  ${rule.title[language]}`,
    `  ${paint.dim(words.section(rule.section))} · ${paint.dim(`${words.clause} ${rule.clause}`)} · ${paint.dim(BASES[rule.basis][language])}`,
    '',
    `  ${words.speaksOf}: ${speaksOf} · ${PHASES[rule.phase][language]}`,
    ...(rule.specialises.length > 0 ? [`  ${words.hides}: ${rule.specialises.join(', ')}`] : []),
  ];
  if (rule.rule) lines.push(...detailLines(rule.rule, options));
  else lines.push(...withoutRule(rule, language));
  return `${lines.join('\n')}\n`;
}

function withoutRule({ disposition }: RuleExplanation, language: Language): string[] {
  const words = LABELS[language];
  if (!disposition) return ['', `  ${words.noRule}: ${words.unaccounted}`];
  return [
    '',
    `  ${words.noRule}: ${BUCKETS[disposition.how][language]}`,
    `  ${disposition.reason[language]}`,
  ];
}

function detailLines(rule: RuleDetails, options: ExplainOptions): string[] {
  const { language, paint } = options;
  const words = LABELS[language];
  return [
    `  ${words.judges}: ${rule.judges.join(', ')} · ${SCOPES[rule.scope][language]}`,
    `  ${words.reads}: ${rule.reads.join(', ')}`,
    '',
    `  ${paint.bold(words.messages)}`,
    ...Object.values(rule.messages).map((message: Localized) => `    ${message[language]}`),
    '',
    `  ${paint.bold(words.fix)}: ${rule.fix[language]}`,
    '',
    ...exampleLines(`${paint.red('✗')} ${words.wrong}`, rule.wrong, options),
    '',
    ...exampleLines(`${paint.green('✓')} ${words.right}`, rule.right, options),
  ];
}

function exampleLines(title: string, example: ShownExample, options: ExplainOptions): string[] {
  const { language, isComputed } = options;
  const words = LABELS[language];
  const hcl = (objects: ShownExample['given']) => indented(exampleHcl(objects, isComputed), '    ');
  const where = example.at === undefined ? '' : `: ${example.at}`;
  if (!example.before) return [`  ${title}${where}`, hcl(example.given)];
  return [
    `  ${title}${where}`,
    `    # ${words.before}`,
    hcl(example.before),
    `    # ${words.after(plannedText(example.actions))}`,
    hcl(example.given),
  ];
}

function typeText(type: TypeExplanation, options: ExplainOptions): string {
  const { language, paint } = options;
  const words = LABELS[language];
  const what = type.typeKind === 'data' ? words.dataSource : words.resource;
  const lines = [
    `${paint.bold(type.type)}  ${type.title[language]}`,
    `  ${paint.dim(`${what} · ${type.product} · ${words.section(type.section)}${type.assumed ? ` · ${words.assumed}` : ''}`)}`,
    '',
    `  ${type.description}`,
    ...(type.local ? [`  ${words.local}`] : []),
    '',
    `  ${paint.bold(words.attributes)}`,
    ...type.attributes.map((row) => attributeLine(row, type.attributes, options)),
    ...type.exactlyOneOf.map(
      ({ attributes, rule }) =>
        `    ${words.exactlyOne}: ${attributes.join(', ')}${rule ? ` (${rule})` : ''}`,
    ),
  ];
  if (type.lifecycle)
    lines.push(
      '',
      `  ${paint.bold(words.life)}`,
      ...lifecycleLines(type, language).map((line) => `    ${line}`),
    );
  if (type.constraints.length > 0)
    lines.push(
      '',
      `  ${paint.bold(words.constraints)}`,
      ...type.constraints.map((entry) => constraintLine(entry, options)),
    );
  return `${lines.join('\n')}\n`;
}

function attributeLine(
  row: AttributeRow,
  all: readonly AttributeRow[],
  { language, paint }: ExplainOptions,
): string {
  const width = Math.max(...all.map(({ name }) => name.length));
  const title = row.schema.titles[language];
  const phrases = [
    MODES[row.schema.mode][language],
    row.type,
    allowedText(row.schema, language),
    ...attributeNotes(row.schema, language),
  ];
  return `    ${row.name.padEnd(width)}  ${title}  ${paint.dim(phrases.filter((phrase) => phrase !== '').join(' · '))}`;
}

function constraintLine(
  { id, titles, disposition }: ConstraintEntry,
  { language, paint }: ExplainOptions,
): string {
  const how = disposition ? paint.dim(`  (${BUCKETS[disposition.how][language]})`) : '';
  return `    ${id}  ${titles[language]}${how}`;
}

/** The statuses an object goes through, with the work orders that hold it up. */
export function lifecycleLines({ lifecycle }: TypeExplanation, language: Language): string[] {
  if (!lifecycle) return [];
  const words = LABELS[language];
  const { create, update, delete: remove, reorder, ready, failed } = lifecycle;
  const changes = update.via !== update.to || update.order !== undefined;
  return [
    `${words.create}: ${transitionText(create, language)}`,
    ...(changes ? [`${words.update}: ${transitionText(update, language)}`] : []),
    ...(reorder.length > 0 ? [`${words.refiles}: ${reorder.join(', ')}`] : []),
    `${words.remove}: ${transitionText(remove, language)}`,
    `${words.ready}: ${ready.join(', ')} · ${words.failed}: ${failed.join(', ')}`,
  ];
}

function transitionText(transition: Transition, language: Language): string {
  const words = LABELS[language];
  const { via, accepted, to, seconds, order } = transition;
  const path = [via, ...(accepted === undefined ? [] : [accepted]), to].join(' → ');
  if (!order) return `${path} · ${words.seconds(seconds[0], seconds[1])}`;
  const special = order.byWhen
    ? ` (${order.byWhen.attribute} = ${String(order.byWhen.equals)}: ${DECIDERS[order.byWhen.by][language]})`
    : '';
  const parts = [
    `${words.orderBy(DECIDERS[order.by][language])}${special}: ${order.titles[language]} (${order.kind})`,
    ...(order.when === undefined ? [] : [words.orderWhen(order.when)]),
    ...(order.fills.length > 0 ? [`${words.fills} ${order.fills.join(', ')}`] : []),
  ];
  return `${path} · ${parts.join(' · ')}`;
}

function errorText(error: ErrorExplanation, { language, paint }: ExplainOptions): string {
  const words = LABELS[language];
  const status = error.status ? `${words.status} ${error.status}` : undefined;
  const facts = [status, error.retryable ? words.retryable : undefined].filter((fact) => fact !== undefined);
  const lines = [
    `${paint.bold(error.code)}  ${error.meaning[language]}`,
    ...(facts.length > 0 ? [`  ${paint.dim(facts.join(' · '))}`] : []),
    `  ${paint.bold(words.fix)}: ${error.fix[language]}`,
  ];
  return `${lines.join('\n')}\n`;
}

function indented(text: string, indent: string): string {
  return text.replaceAll(/^(?=.)/gm, indent);
}
