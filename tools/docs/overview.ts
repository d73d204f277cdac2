/** The index of the reference, with the account of all constraints. */
import type { ConstraintEntry } from '../../src/catalog/constraint-entry.ts';
import { BUCKETS, type Bucket, type Coverage, coverageOf } from '../../src/report/coverage.ts';

import type { ResourceSchema } from '../../src/schema/model.ts';
import { page, table } from './markdown.ts';
import { resourcePath } from './resources.ts';
import { rulesPath } from './rules.ts';

export interface Overview {
  readonly types: readonly ResourceSchema[];
  readonly families: ReadonlyMap<string, readonly ConstraintEntry[]>;
  readonly constraints: readonly ConstraintEntry[];
  readonly rules: ReadonlySet<string>;
}

export function overviewPage({ types, families, constraints, rules }: Overview): string {
  const coverage = coverageOf(constraints, rules);
  return page([
    '# Reference · 参考手册',
    'Everything here is generated from `schema/`, `src/rules` and `src/cli`; `ztc explain NAME` shows the same on the terminal. ' +
      'See [commands](cli.md) and [error codes](errors.md), and the [guide](../guide/getting-started.md) for how to begin.',
    '## Coverage',
    `The whitepaper makes ${coverage.total} constraints. Each is in exactly one row:`,
    coverageTable(coverage),
    ...(coverage.unaccounted.length > 0 ? [`Unaccounted for: ${coverage.unaccounted.join(', ')}.`] : []),
    '## Resource types',
    typeTable(types.filter(({ kind }) => kind === 'resource')),
    '## Data sources',
    typeTable(types.filter(({ kind }) => kind === 'data')),
    '## Rules',
    familyTable(families, rules),
  ]);
}

function coverageTable({ buckets, total, unaccounted }: Coverage): string {
  const name = (bucket: Bucket) =>
    bucket === 'rule' ? { en: 'decided by a rule', zh: '由规则判定' } : BUCKETS[bucket];
  const rows = (Object.entries(buckets) as [Bucket, number][])
    .filter(([, count]) => count > 0)
    .map(([bucket, count]) => [name(bucket).en, name(bucket).zh, String(count)]);
  const open = unaccounted.length > 0 ? [['unaccounted for', '未说明', String(unaccounted.length)]] : [];
  return table(['seen to by', '落实方式', 'constraints'], [...rows, ...open, ['all', '合计', String(total)]]);
}

function typeTable(types: readonly ResourceSchema[]): string {
  return table(
    ['type', '名称', 'product', 'section', 'what it is'],
    types
      .toSorted((a, b) => (`${a.product} ${a.type}` < `${b.product} ${b.type}` ? -1 : 1))
      .map((schema) => [
        `[${schema.type}](${resourcePath(schema)})`,
        schema.titles.zh,
        schema.product,
        `§${schema.section}`,
        schema.description,
      ]),
  );
}

function familyTable(families: Overview['families'], rules: ReadonlySet<string>): string {
  return table(
    ['family', 'constraints', 'by rules', 'otherwise', 'not there yet'],
    [...families].map(([family, entries]) => {
      const byRule = entries.filter(({ id }) => rules.has(id)).length;
      const open = entries.filter(
        ({ id, disposition }) => !rules.has(id) && (disposition?.how ?? 'not_yet') === 'not_yet',
      );
      const other = entries.length - byRule - open.length;
      return [
        `[ZTC-${family.toUpperCase()}](${rulesPath(family)})`,
        entries.length,
        byRule,
        other,
        open.length,
      ].map(String);
    }),
  );
}
