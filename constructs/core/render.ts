import type { Finding, Severity } from '../../src/findings/finding.ts';
import type { Localized } from '../../src/schema/model.ts';
import type { ErrorData } from './errors.ts';
import { formatSource } from './source.ts';

export type Language = 'zh' | 'en';

/** `ZTC_LANG` decides, then the locale. */
export function language(environment: NodeJS.ProcessEnv = process.env): Language {
  const wanted =
    environment.ZTC_LANG || environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || 'en';
  return wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

interface Labels {
  readonly value: string;
  readonly allowed: string;
  readonly fix: string;
  readonly section: string;
  readonly severity: Readonly<Record<Severity, string>>;
}

const LABELS: Readonly<Record<Language, Labels>> = {
  en: {
    value: 'value',
    allowed: 'allowed',
    fix: 'fix',
    section: 'whitepaper',
    severity: { error: 'error', warning: 'warning', info: 'info' },
  },
  zh: {
    value: '当前值',
    allowed: '允许值',
    fix: '修改建议',
    section: '白皮书',
    severity: { error: '错误', warning: '警告', info: '提示' },
  },
};

export function renderError(error: ErrorData, lang: Language = language()): string {
  return block({
    place: error.source && formatSource(error.source),
    id: error.code,
    severity: 'error',
    path: error.constructPath,
    what: error.what,
    value: error.value,
    allowed: error.allowed,
    fix: error.fix,
    lang,
  });
}

export function renderFinding(finding: Finding, lang: Language = language()): string {
  const { subject } = finding;
  return block({
    place: subject.source && formatSource(subject.source),
    id: finding.rule,
    severity: finding.severity,
    path: subject.constructPath ? `${subject.constructPath} (${subject.address})` : subject.address,
    attribute: finding.attribute,
    what: finding.message,
    value: finding.value,
    allowed: finding.allowed,
    fix: finding.fix,
    section: finding.citation.section,
    lang,
  });
}

interface Block {
  readonly place: string | undefined;
  readonly id: string;
  readonly severity: Severity;
  readonly path: string | undefined;
  readonly attribute?: string | undefined;
  readonly what: Localized;
  readonly value: unknown;
  readonly allowed: unknown;
  readonly fix: Localized;
  readonly section?: string;
  readonly lang: Language;
}

/**
 * lib/main.ts:14:5  error  ZTC-VPC-003  the range lies outside the network
 *    bank/net/app  cidr = 10.2.0.0/24
 *    fix: …
 */
function block({
  place,
  id,
  severity,
  path,
  attribute,
  what,
  value,
  allowed,
  fix,
  section,
  lang,
}: Block): string {
  const label = LABELS[lang];
  const lines = [[place, label.severity[severity], id, clean(what[lang])].filter(Boolean).join('  ')];
  const shown = value === undefined ? undefined : `${attribute ?? label.value} = ${show(value)}`;
  if (path || shown) lines.push(`   ${[path, shown ?? attribute].filter(Boolean).join('  ')}`);
  if (allowed !== undefined) lines.push(`   ${label.allowed}: ${show(allowed)}`);
  lines.push(`   ${label.fix}: ${clean(fix[lang])}`);
  if (section) lines.push(`   ${label.section} §${section}`);
  return lines.join('\n');
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.map(show).join(', ');
  return clean(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Keeps control characters of user values out of the terminal. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is removed
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}
