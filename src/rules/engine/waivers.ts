import type { Finding, Waiver } from '../../findings/finding.ts';

export type WaiverState = 'expired' | 'unused' | 'unknown_rule';

/** A waiver that cannot stand as it is. Always an error for a gate. */
export interface WaiverProblem {
  readonly waiver: Waiver;
  readonly state: WaiverState;
}

export interface Waived {
  readonly findings: readonly Finding[];
  readonly problems: readonly WaiverProblem[];
}

/** ZTC-SLA-012: whoever waives an advice of the platform gives up the SLA for what follows from it. */
const NO_SLA = {
  en: 'the SLA does not cover what follows from this: exclusion (6), whitepaper §10.2.3',
  zh: '由此造成的影响不在 SLA 保障之内：适用白皮书 §10.2.3 免责条款（6）',
} as const;

/** Lays waivers over findings. The rule was evaluated all the same; an expired waiver lets its finding through again. */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  asOf: string,
  known: ReadonlySet<string>,
): Waived {
  if (waivers.length === 0) return { findings, problems: [] };
  const used = new Set<Waiver>();
  const covered = findings.map((finding): Finding => {
    if (finding.status !== 'violated') return finding;
    const waiver = waivers.find(
      (candidate) => candidate.rule === finding.rule && covers(candidate.scope, finding),
    );
    if (!waiver) return finding;
    used.add(waiver);
    if (waiver.until < asOf) return finding;
    const remark = finding.severity === 'warning' ? { remark: NO_SLA } : {};
    return { ...finding, status: 'waived', waiver, ...remark };
  });
  const problems = waivers.flatMap((waiver): WaiverProblem[] => {
    if (!known.has(waiver.rule)) return [{ waiver, state: 'unknown_rule' }];
    if (waiver.until < asOf) return [{ waiver, state: 'expired' }];
    return used.has(waiver) ? [] : [{ waiver, state: 'unused' }];
  });
  return { findings: covered, problems };
}

/** A scope covers its own construct path or address and everything below it. */
function covers(scope: string, { subject }: Finding): boolean {
  if (scope === '') return true;
  const { address, constructPath } = subject;
  return (
    address === scope ||
    address.startsWith(`${scope}[`) ||
    constructPath === scope ||
    (constructPath?.startsWith(`${scope}/`) ?? false)
  );
}
