/** One page for each family of constraints, whether a rule decides them or not. */
import type { ConstraintEntry } from '../../src/catalog/constraint-entry.ts';
import { BUCKETS } from '../../src/report/coverage.ts';
import { exampleHcl, type IsComputed, plannedText } from '../../src/report/explain-hcl.ts';
import {
  explainRule,
  type RuleDetails,
  type RuleExplanation,
  type ShownExample,
} from '../../src/report/explain-model.ts';
import { BASES, LABELS, PHASES, SCOPES } from '../../src/report/explain-words.ts';
import type { Rule } from '../../src/rules/kit/rule.ts';
import type { ResourceSchema } from '../../src/schema/model.ts';
import { code, fenced, page, ruleLink, stacked, table } from './markdown.ts';
import { resourcePath } from './resources.ts';

const UP = '../';

export interface RulePages {
  readonly types: ReadonlyMap<string, ResourceSchema>;
  readonly rules: ReadonlyMap<string, Rule>;
}

export function rulesPath(family: string): string {
  return `rules/${family}.md`;
}

export function rulesPage(family: string, entries: readonly ConstraintEntry[], pages: RulePages): string {
  const explained = entries.map((entry) => explainRule(entry, pages.rules.get(entry.id)));
  return page([
    `# ZTC-${family.toUpperCase()}`,
    overview(explained),
    ...explained.flatMap((one) => section(one, pages)),
  ]);
}

function overview(explained: readonly RuleExplanation[]): string {
  return table(
    ['id', 'severity', 'section', 'what', '约束', 'seen to by'],
    explained.map((one) => [
      ruleLink(one.id, UP),
      one.severity,
      `§${one.section}`,
      one.title.en,
      one.title.zh,
      one.rule ? 'a rule' : one.disposition ? BUCKETS[one.disposition.how].en : 'nothing yet',
    ]),
  );
}

function section(one: RuleExplanation, pages: RulePages): string[] {
  const typeLink = (type: string) => {
    const schema = pages.types.get(type);
    return schema ? `[${type}](${UP}${resourcePath(schema)})` : code(type);
  };
  const facts = [
    one.severity,
    `whitepaper §${one.section} (clause ${code(one.clause)})`,
    BASES[one.basis].en,
    PHASES[one.phase].en,
  ];
  const subjects = one.subjects.length === 0 ? 'every type' : one.subjects.map(typeLink).join(', ');
  return [
    `<a id="${one.id.toLowerCase()}"></a>\n\n## ${one.id} ${one.title.en}`,
    `${one.title.zh}。`,
    `${facts.join(' · ')}.`,
    `Speaks of ${subjects}.${hides(one)}`,
    ...(one.rule ? details(one.rule, typeLink, pages) : [withoutRule(one)]),
  ];
}

function hides({ specialises }: RuleExplanation): string {
  if (specialises.length === 0) return '';
  return ` Violated, it hides ${specialises.map((id) => ruleLink(id, UP)).join(', ')}.`;
}

function withoutRule({ disposition }: RuleExplanation): string {
  if (!disposition) return 'No rule decides this, and nothing accounts for it yet.';
  const { how, reason } = disposition;
  return `No rule decides this: ${BUCKETS[how].en}. ${reason.en}\n${BUCKETS[how].zh}：${reason.zh}`;
}

function details(rule: RuleDetails, typeLink: (type: string) => string, pages: RulePages): string[] {
  const judges = rule.judges.map((type) => (type.startsWith('*') ? code(type) : typeLink(type))).join(', ');
  return [
    `Judges ${judges}; ${SCOPES[rule.scope].en}.${reads(rule)}`,
    table(
      ['message', 'text'],
      Object.entries(rule.messages).map(([name, message]) => [code(name), stacked(message)]),
    ),
    `Fix: ${rule.fix.en}\n修正：${rule.fix.zh}`,
    `Wrong${at(rule.wrong)}:`,
    fenced('hcl', exampleText(rule.wrong, pages)),
    'Right:',
    fenced('hcl', exampleText(rule.right, pages)),
  ];
}

function reads({ reads: names }: RuleDetails): string {
  return names.length === 0 ? '' : ` Reads ${names.map(code).join(', ')}.`;
}

function at({ at: address, message }: ShownExample): string {
  return address === undefined ? '' : `, reported at ${code(address)} as ${code(message ?? '')}`;
}

function exampleText({ given, before, actions }: ShownExample, { types }: RulePages): string {
  const isComputed: IsComputed = (type, attribute) =>
    types.get(type)?.attributes[attribute]?.mode === 'computed';
  if (!before) return exampleHcl(given, isComputed);
  const { before: head, after } = LABELS.en;
  const then = after(plannedText(actions));
  return `# ${head}\n${exampleHcl(before, isComputed)}\n\n# ${then}\n${exampleHcl(given, isComputed)}`;
}
