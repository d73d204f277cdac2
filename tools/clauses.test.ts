import { describe, expect, it } from 'vitest';
import { clauseHash, refreshed } from './clauses.ts';

describe('clause hashes', () => {
  it('do not depend on width, blanks and line breaks', () => {
    expect(clauseHash(['x', 'ＶＰＣ 专有', '网络'], [2, 3])).toBe(clauseHash(['VPC专有网络'], [1, 1]));
  });

  it('depend on everything else', () => {
    expect(clauseHash(['专有网络'], [1, 1])).not.toBe(clauseHash(['专用网络'], [1, 1]));
  });

  it('are replaced in the entry they belong to, and nowhere else', () => {
    const file = 'ZTC-A-001:\n  clause: "aaaa"\nZTC-A-002:\n  clause: "aaaa"\n';
    expect(refreshed(file, [{ id: 'ZTC-A-002', recorded: 'aaaa', actual: 'bbbb' }])).toBe(
      'ZTC-A-001:\n  clause: "aaaa"\nZTC-A-002:\n  clause: "bbbb"\n',
    );
  });
});
