import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../catalog/catalog.ts';
import { type Plain, type PlainObject, unknownBecause } from '../../graph/plain.ts';
import { loadRuleSet } from '../../rules/registry.ts';
import { loadRegistry } from '../../schema/registry.ts';
import { singleObjectJudge } from './single-object.ts';

const registry = loadRegistry();
const rules = loadRuleSet();
const judge = singleObjectJudge({ registry, rules, catalog: loadCatalog(), asOf: () => '2026-01-01' });

/** References of an example are not known when one object is looked at. */
const alone = (values: Readonly<Record<string, unknown>>): PlainObject =>
  opened(values as Plain) as PlainObject;

function opened(value: Plain): Plain {
  if (typeof value === 'string') return value.startsWith('${') ? unknownBecause(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Plain[]).map(opened);
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, opened(child as Plain)]));
}

const objectsOf = (given: Readonly<Record<string, Readonly<Record<string, unknown>>>>) =>
  Object.entries(given).flatMap(([address, values]) => {
    const type = address.split('.')[0] as string;
    return registry.find(type)?.kind === 'resource' ? [{ type, values: alone(values) }] : [];
  });

describe('an object that is judged alone', () => {
  it('is never refused by a rule that allows the whole design', () => {
    const refused = rules.rules.flatMap((rule) =>
      rule.examples.pass.flatMap(({ given }) =>
        objectsOf(given)
          .flatMap(({ type, values }) => judge(type, values, []))
          .filter((finding) => finding.rule === rule.id),
      ),
    );
    expect(refused).toEqual([]);
  });

  it('is refused by many rules that need nothing else', () => {
    const refusing = rules.rules.filter((rule) =>
      rule.examples.fail.some(({ given }) =>
        objectsOf(given).some(({ type, values }) =>
          judge(type, values, []).some((finding) => finding.rule === rule.id),
        ),
      ),
    );
    expect(refusing.length).toBeGreaterThan(30);
  });

  it('is told once what its schema refuses because a rule says so', () => {
    const problem = { rule: 'ZTC-REG-001', keyword: 'enum', attribute: 'site', value: 'nowhere' } as const;
    const found = judge('ztc_vpc', { site: 'nowhere', cidr: '172.16.0.0/16' }, [problem]);
    expect(found.filter(({ rule }) => rule === 'ZTC-REG-001')).toHaveLength(1);
  });
});
