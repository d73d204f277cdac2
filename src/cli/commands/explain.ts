import { existsSync, readdirSync } from 'node:fs';
import { allConstraints, findConstraint } from '../../catalog/constraints.ts';
import { closest } from '../../config/suggest.ts';
import { explanationText } from '../../report/explain.ts';
import { type Explanation, explainRule, explainType, explanationJson } from '../../report/explain-model.ts';
import type { Rule } from '../../rules/kit/rule.ts';
import { loadRegistry } from '../../schema/registry.ts';
import type { Context } from '../context.ts';
import { findErrorCode, knownErrorCodes } from '../error-codes.ts';
import { CliError } from '../errors.ts';

/** A rule, a resource type or an error code, whichever has that name. */
export default async function explain(
  context: Context,
  args: readonly [string],
  _options: unknown,
): Promise<number> {
  const explanation = (await ruleNamed(args[0])) ?? typeNamed(args[0]) ?? (await codeNamed(args[0]));
  if (!explanation) throw await unknownId(args[0]);
  if (context.json) context.out(JSON.stringify(explanationJson(explanation), null, 2));
  else
    context.out(
      explanationText(explanation, { language: context.language, paint: context.paint, isComputed }),
    );
  return 0;
}

async function ruleNamed(name: string): Promise<Explanation | undefined> {
  const entry = findConstraint(name.toUpperCase());
  return entry && explainRule(entry, entry.disposition ? undefined : await loadRule(entry.id));
}

/** `ztc_vpc`, `vpc` or `data.ztc_images`. */
function typeNamed(name: string): Explanation | undefined {
  const bare = name.toLowerCase().replace(/^data\./, '');
  const registry = loadRegistry();
  const schema = registry.find(bare) ?? registry.find(`ztc_${bare}`);
  return schema && explainType(schema, allConstraints());
}

async function codeNamed(name: string): Promise<Explanation | undefined> {
  const found = await findErrorCode(name.toUpperCase());
  return found && { kind: 'error', ...found };
}

function isComputed(type: string, attribute: string): boolean {
  return loadRegistry().find(type)?.attributes[attribute]?.mode === 'computed';
}

/** One rule's file, so that its hundreds of neighbours need not be loaded. Undefined when there is none. */
async function loadRule(id: string): Promise<Rule | undefined> {
  const base = new URL('../../rules/', import.meta.url);
  const name = `${id}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`;
  const url = readdirSync(base)
    .map((folder) => new URL(`${folder}/${name}`, base))
    .find((file) => existsSync(file));
  if (!url) return undefined;
  return ((await import(url.href)) as { readonly default: Rule }).default;
}

async function unknownId(id: string): Promise<CliError> {
  const types = [...loadRegistry().resources(), ...loadRegistry().dataSources()].map(({ type }) => type);
  const rules = allConstraints().map((entry) => entry.id);
  const codes = await knownErrorCodes();
  const near = nearest(id, [...rules, ...codes, ...types]);
  return new CliError({
    code: 'ZTC-CLI-UNKNOWN_ID',
    what: {
      en: 'there is no rule, resource type or error code of this name',
      zh: '没有此名称的规则、资源类型或错误码',
    },
    value: id,
    fix: near === undefined ? OVERVIEW : { en: `did you mean ${near}?`, zh: `是否指 ${near}？` },
  });
}

/** The name that was most likely meant; swapped letters come before wrong ones. */
function nearest(id: string, names: readonly string[]): string | undefined {
  const letters = (text: string) => [...text.toUpperCase()].sort().join('');
  const spellings = [id, `ztc_${id}`];
  const swapped = names.find((name) => spellings.some((spelling) => letters(spelling) === letters(name)));
  if (swapped !== undefined) return swapped;
  const original = new Map(names.map((name) => [name.toUpperCase(), name]));
  const found = spellings.map((spelling) => closest(spelling.toUpperCase(), original.keys())).find(Boolean);
  return found && original.get(found);
}

const OVERVIEW = {
  en: "'ztc audit --coverage' lists the rules, docs/reference everything",
  zh: "规则清单见 'ztc audit --coverage'，全部内容见 docs/reference",
};
