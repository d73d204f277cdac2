import { describe, expect, test } from 'vitest';
import { textDiff } from './text-diff.ts';

const lines = (before: string, after: string, limit = 40): string[] =>
  textDiff(before, after, limit).lines.map(({ sign, number, text }) => `${number}${sign}${text}`);

describe('text of several lines', () => {
  test('far changes have a mark between them', () => {
    const text = Array.from({ length: 20 }, (_, i) => `line ${i + 1}`);
    const after = text.with(1, 'second').with(17, 'eighteenth');
    expect(lines(text.join('\n'), after.join('\n'))).toEqual([
      '1 line 1',
      '2-line 2',
      '2+second',
      '3 line 3',
      '4 line 4',
      '0…',
      '16 line 16',
      '17 line 17',
      '18-line 18',
      '18+eighteenth',
      '19 line 19',
      '20 line 20',
    ]);
  });
  test('the newline at the end', () => {
    expect(textDiff('a\nb', 'a\nb\n', 40)).toMatchObject({ added: 0, removed: 0, finalNewline: 'added' });
    expect(textDiff('a\nb\n', 'a\nc', 40)).toMatchObject({ added: 1, removed: 1, finalNewline: 'removed' });
    expect(textDiff('a\n', 'a\n\n', 40)).toMatchObject({ added: 1, removed: 0 });
  });
  test('not more lines than asked for, and how many are missing', () => {
    const [before, after] = ['a\n'.repeat(500), 'b\n'.repeat(400)];
    const diff = textDiff(before, after, 10);
    expect(diff).toMatchObject({ added: 400, removed: 500, left: 890 });
    expect(diff.lines).toHaveLength(10);
  });
});
