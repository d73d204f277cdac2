import { describe, expect, it } from 'vitest';
import { App, Stack } from 'ztc-cdk';
import { CELL, design } from './design.ts';

describe('the measured design', () => {
  it('is valid by all rules and has whole cells', () => {
    const app = new App({ outdir: 'cdktf.out-bench' });
    const stack = new Stack(app, 'bench');
    design(stack, 2 * CELL);
    const { errors, findings, stacks } = app.synthesize();
    expect(errors).toEqual([]);
    expect(findings.filter(({ status }) => status === 'violated')).toEqual([]);
    const { resource } = stacks[0]?.json ?? {};
    const resources = Object.values(resource ?? {}) as object[];
    expect(resources.flatMap((named) => Object.keys(named))).toHaveLength(2 * CELL);
  });
});
