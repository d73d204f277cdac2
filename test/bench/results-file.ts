/** bench/RESULTS.md has sections that are measured on their own; those that are not measured in a run stay as they are. */

export const SECTIONS = ['lifecycle', 'terraform', 'control-plane', 'start'] as const;
export type Section = (typeof SECTIONS)[number];

const HEAD = `# Measurements

Written by \`npm run bench\`. Whole processes, started and ended, median of the runs; commands that are compared run in
turn. Memory is the peak of the largest process. Nothing is asserted: budgets are compared with, not enforced.
`;

const opening = (section: Section): string => `<!-- ${section} -->`;
const closing = (section: Section): string => `<!-- end of ${section} -->`;

/** The new content of the file. */
export function mergedResults(before: string, measured: ReadonlyMap<Section, string>): string {
  const parts = SECTIONS.flatMap((section) => {
    const text = measured.get(section) ?? sectionOf(before, section);
    return text === undefined ? [] : [`${opening(section)}\n${text.trim()}\n${closing(section)}\n`];
  });
  return [HEAD, ...parts].join('\n');
}

function sectionOf(text: string, section: Section): string | undefined {
  const from = text.indexOf(opening(section));
  const to = text.indexOf(closing(section));
  return from < 0 || to < from ? undefined : text.slice(from + opening(section).length, to);
}
