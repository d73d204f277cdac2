import type { Finding, Severity } from '../findings/finding.ts';
import { inLanguage, type Language } from './language.ts';
import type { Paint } from './paint.ts';

interface Words {
  readonly severity: Readonly<Record<Severity, string>>;
  readonly unknown: string;
  readonly waived: string;
  readonly allowed: string;
  readonly fix: string;
  readonly section: (section: string) => string;
  readonly clean: string;
  readonly total: (counts: Counts) => string;
}

export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  readonly unknown: number;
  readonly waived: number;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    severity: { error: 'error', warning: 'warning', info: 'info' },
    unknown: 'unknown',
    waived: 'waived',
    allowed: 'allowed',
    fix: 'fix',
    section: (section) => `whitepaper §${section}`,
    clean: 'no findings',
    total: (n) =>
      `${n.error} errors, ${n.warning} warnings, ${n.info} infos, ${n.unknown} unknown, ${n.waived} waived`,
  },
  zh: {
    severity: { error: '错误', warning: '警告', info: '提示' },
    unknown: '待定',
    waived: '已豁免',
    allowed: '允许值',
    fix: '修正',
    section: (section) => `白皮书 §${section}`,
    clean: '没有发现',
    total: (n) =>
      `${n.error} 个错误，${n.warning} 个警告，${n.info} 个提示，${n.unknown} 个待定，${n.waived} 个豁免`,
  },
};

export function countFindings(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, info: 0, unknown: 0, waived: 0 };
  for (const { status, severity } of findings) counts[status === 'violated' ? severity : status] += 1;
  return counts;
}

export interface TextOptions {
  readonly language: Language;
  readonly paint: Paint;
  /** Show what cannot be decided yet as well. */
  readonly showUnknown: boolean;
}

/** Findings for people: one paragraph each, worst first, and a line of totals. */
export function findingsText(findings: readonly Finding[], options: TextOptions): string {
  const words = WORDS[options.language];
  const shown = findings.filter((finding) => finding.status !== 'unknown' || options.showUnknown);
  const total = words.total(countFindings(findings));
  const paragraphs = shown.map((finding) => paragraph(finding, options, words));
  return [...paragraphs, shown.length === 0 ? `${words.clean} (${total})` : total, ''].join('\n');
}

function paragraph(finding: Finding, { language, paint }: TextOptions, words: Words): string {
  const lines = [
    `${heading(finding, words, paint)} ${paint.bold(finding.rule)}  ${inLanguage(finding.message, language)}`,
    `  ${paint.cyan('-->')} ${where(finding)}`,
  ];
  if (finding.attribute !== undefined) lines.push(`      ${finding.attribute} = ${json(finding.value)}`);
  if (finding.allowed !== undefined) lines.push(`      ${words.allowed}: ${listed(finding.allowed)}`);
  if (finding.related.length > 0) lines.push(`      ${paint.dim(finding.related.join(', '))}`);
  if (finding.remark) lines.push(`      ${inLanguage(finding.remark, language)}`);
  if (finding.waiver)
    lines.push(
      `      ${words.waived}: ${finding.waiver.reason} (${finding.waiver.owner}, ${finding.waiver.until})`,
    );
  lines.push(`      ${words.fix}: ${inLanguage(finding.fix, language)}`);
  lines.push(
    `      ${paint.dim(`${words.section(finding.citation.section)} · ztc explain ${finding.rule}`)}`,
    '',
  );
  return lines.join('\n');
}

function heading({ status, severity }: Finding, words: Words, paint: Paint): string {
  if (status !== 'violated') return paint.dim(`${words[status]}[${words.severity[severity]}]`);
  const text = words.severity[severity];
  return severity === 'error'
    ? paint.red(text)
    : severity === 'warning'
      ? paint.yellow(text)
      : paint.cyan(text);
}

function where({ subject }: Finding): string {
  const { source, constructPath, address } = subject;
  const place = source
    ? `${source.file}:${source.line}${source.column === undefined ? '' : `:${source.column}`}  `
    : '';
  return constructPath === undefined ? `${place}${address}` : `${place}${constructPath} (${address})`;
}

function json(value: unknown): string {
  return value === undefined ? '?' : JSON.stringify(value);
}

function listed(value: unknown): string {
  return Array.isArray(value)
    ? value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}
