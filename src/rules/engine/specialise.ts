import type { Finding } from '../../findings/finding.ts';

/**
 * Drops findings of a general rule where a special rule that refines it fires on the same matter: the same subject, or
 * one of them names the other's subject as taking part.
 */
export function hideGeneral(
  findings: readonly Finding[],
  generalOf: (rule: string) => string | undefined,
): readonly Finding[] {
  const hidden = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.status === 'unknown') continue;
    for (let general = generalOf(finding.rule); general !== undefined; general = generalOf(general)) {
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
