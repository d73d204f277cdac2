import { describe, expect, it } from 'vitest';
import { mergedResults } from './results-file.ts';

describe('mergedResults', () => {
  it('replaces what was measured and keeps the rest, in a fixed order', () => {
    const first = mergedResults('', new Map([['start', 'old start']]));
    const both = mergedResults(first, new Map([['lifecycle', '## Sizes\n\ntable']]));
    expect(both.indexOf('## Sizes')).toBeLessThan(both.indexOf('old start'));
    const again = mergedResults(both, new Map([['start', 'new start']]));
    expect(again).toContain('new start');
    expect(again).not.toContain('old start');
    expect(again).toContain('## Sizes\n\ntable');
  });

  it('writes the same again when nothing is measured', () => {
    const text = mergedResults('', new Map([['terraform', 'a\n\nb']]));
    expect(mergedResults(text, new Map())).toBe(text);
  });
});
