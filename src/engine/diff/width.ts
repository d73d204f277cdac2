/** Columns that a text takes in a terminal: Chinese and its punctuation take two each. */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

export const columns = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count + (text.match(WIDE)?.length ?? 0);
};
