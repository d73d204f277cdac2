import type { ConstraintEntry, Disposition } from '../catalog/constraint-entry.ts';
import type { Language } from './language.ts';

export type Bucket = 'rule' | Disposition['how'];

export interface CoverageRow {
  readonly id: string;
  readonly section: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly bucket: Bucket;
  /** Why there is no rule; absent for rules. */
  readonly reason?: { readonly en: string; readonly zh: string };
}

export interface Coverage {
  readonly total: number;
  readonly buckets: Readonly<Record<Bucket, number>>;
  readonly constraints: readonly CoverageRow[];
  /** Constraints without a rule and without a reason. Their number is what the sum is short of. */
  readonly unaccounted: readonly string[];
}

/** Puts every constraint of the whitepaper into exactly one bucket. */
export function coverageOf(constraints: readonly ConstraintEntry[], rules: ReadonlySet<string>): Coverage {
  const buckets: Record<Bucket, number> = {
    rule: 0,
    type: 0,
    schema: 0,
    controlplane: 0,
    attestation: 0,
    report: 0,
    runtime: 0,
    not_yet: 0,
  };
  const rows: CoverageRow[] = [];
  const unaccounted: string[] = [];
  for (const { id, section, titles: title, disposition } of constraints) {
    const bucket: Bucket | undefined = rules.has(id) ? 'rule' : disposition?.how;
    if (bucket === undefined) {
      unaccounted.push(id);
      continue;
    }
    buckets[bucket] += 1;
    const reason = bucket === 'rule' ? undefined : disposition?.reason;
    rows.push({ id, section, title, bucket, ...(reason ? { reason } : {}) });
  }
  return { total: constraints.length, buckets, constraints: rows, unaccounted };
}

export const BUCKETS: Readonly<Record<Bucket, { readonly en: string; readonly zh: string }>> = {
  rule: { en: 'decided by a rule', zh: '由规则判定' },
  type: { en: 'does not compile otherwise', zh: '由类型系统保证' },
  schema: { en: 'refused by the schema', zh: '由模式校验拒绝' },
  controlplane: { en: 'enforced by the control plane', zh: '由控制面执行' },
  attestation: { en: 'attested by people', zh: '由人员书面确认' },
  report: { en: 'stated in reports', zh: '在报告中注明' },
  runtime: { en: 'only visible while running', zh: '仅在运行时可见' },
  not_yet: { en: 'not there yet', zh: '尚未实现' },
};

export function coverageText(coverage: Coverage, language: Language): string {
  const lines = Object.entries(coverage.buckets).map(
    ([bucket, count]) => `${String(count).padStart(5)}  ${BUCKETS[bucket as Bucket][language]}`,
  );
  const sum = Object.values(coverage.buckets).reduce((total, count) => total + count, 0);
  lines.push(
    `${String(sum).padStart(5)}  ${language === 'zh' ? `合计，共 ${coverage.total} 条约束` : `accounted for, of ${coverage.total} constraints`}`,
    '',
  );
  for (const id of coverage.unaccounted)
    lines.push(`${id}  ${language === 'zh' ? '未说明' : 'unaccounted for'}`);
  for (const row of coverage.constraints) {
    const reason = row.reason ? `  ${row.reason[language]}` : '';
    lines.push(
      `${row.id}  §${row.section}  ${BUCKETS[row.bucket][language]}  ${row.title[language]}${reason}`,
    );
  }
  return lines.join('\n');
}
