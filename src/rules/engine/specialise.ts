import type { Finding } from '../../findings/finding.ts';

/**
 * Drops findings of a general rule where a special rule that refines it fires on the same matter: the same subject, or
 * one of them names the other's subject as taking part.
 */
export function hideGeneral(
  findings: readonly Finding[],
  generalsOf: (rule: string) => readonly string[],
): readonly Finding[] {
  const hidden = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.status === 'unknown') continue;
    for (const general of ancestors(finding.rule, generalsOf)) {
      const touched = hidden.get(general) ?? new Set();
      for (const address of [finding.subject.address, ...finding.related]) touched.add(address);
      hidden.set(general, touched);
    }
  }
  return findings.filter((finding) => {
    const touched = hidden.get(finding.rule);
    return !touched || ![finding.subject.address, ...finding.related].some((address) => touched.has(address));
  });
}

/** All rules that a rule refines, directly or through others. */
function ancestors(rule: string, generalsOf: (rule: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [rule];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const general of generalsOf(next)) {
      if (!found.has(general)) {
        found.add(general);
        open.push(general);
      }
    }
  }
  return found;
}
