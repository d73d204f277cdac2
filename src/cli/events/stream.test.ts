import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lab } from '../../engine/testing/lab.ts';
import { type JsonObject, parseJson } from '../../values/json.ts';
import { diagnosticMessage } from './diagnostic.ts';
import { EventStream } from './stream.ts';

/** A stream into a list; time goes on only as the test says. */
function recorded() {
  const lines: JsonObject[] = [];
  const stream = new EventStream({
    write: (line) => void lines.push(parseJson(line) as JsonObject),
    sources: () => undefined,
    now: () => new Date(),
  });
  return { stream, lines, types: () => lines.map(({ type }) => type) };
}

describe('the stream', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it('begins with versions, once', () => {
    const { stream, lines, types } = recorded();
    stream.log('one');
    stream.log('two');
    expect(types()).toEqual(['version', 'log', 'log']);
    expect(lines[1]).toEqual({
      '@level': 'info',
      '@message': 'one',
      '@module': 'terraform.ui',
      '@timestamp': '1970-01-01T00:00:00.000Z',
      type: 'log',
    });
  });

  it('tells every ten seconds that an operation still runs, and how long it took', () => {
    const { stream, lines, types } = recorded();
    stream.listener({ kind: 'apply_start', address: 'module.m["a"].ztc_vpc.x[0]', action: 'create' });
    vi.advanceTimersByTime(21_000);
    stream.listener({
      kind: 'apply_complete',
      address: 'module.m["a"].ztc_vpc.x[0]',
      action: 'create',
      id: 'vpc-1',
      elapsedMs: 0,
    });
    vi.advanceTimersByTime(60_000);
    expect(types()).toEqual(['version', 'apply_start', 'apply_progress', 'apply_progress', 'apply_complete']);
    expect(lines.at(-1)).toMatchObject({
      '@message': 'module.m["a"].ztc_vpc.x[0]: Creation complete after 21s [id=vpc-1]',
      hook: {
        resource: {
          addr: 'module.m["a"].ztc_vpc.x[0]',
          module: 'module.m["a"]',
          resource: 'ztc_vpc.x[0]',
          implied_provider: 'ztc',
          resource_type: 'ztc_vpc',
          resource_name: 'x',
          resource_key: 0,
        },
        action: 'create',
        id_key: 'id',
        id_value: 'vpc-1',
        elapsed_seconds: 21,
      },
    });
  });

  it('tells who is waited for', () => {
    const { stream, lines } = recorded();
    stream.listener({ kind: 'waiting_for_operator', address: 'ztc_eip.a', workOrder: 'wo-1', elapsedMs: 0 });
    expect(lines[1]).toMatchObject({ type: 'log', '@message': expect.stringContaining('wo-1') });
  });
});

describe('a plan', () => {
  it('is told by its changes, their sum and its outputs; values of sensitive outputs never', async () => {
    using lab = new Lab();
    const config = {
      resource: { terraform_data: { a: { input: 1 }, b: { input: 2 } } },
      output: { o: { value: 'hidden', sensitive: true } },
    };
    const { stream, lines, types } = recorded();
    const engine = lab.engine(config);
    const plan = await engine.plan();
    stream.plan(plan, 'apply');
    stream.applied(plan, await engine.apply(plan), 'apply');
    expect(types()).toEqual([
      'version',
      'planned_change',
      'planned_change',
      'change_summary',
      'outputs',
      'change_summary',
      'outputs',
    ]);
    expect(lines[3]).toMatchObject({
      changes: { add: 2, change: 0, import: 0, remove: 0, action_invocation: 0, operation: 'plan' },
    });
    expect(JSON.stringify(lines)).not.toContain('hidden');
  });
});

describe('a problem', () => {
  const problem = (file: string, line: number, column: number, text: string): JsonObject => {
    const where = { file, line, column };
    const diagnostic = { severity: 'error', code: 'ZTC-E-X', summary: 's', detail: 'd', ...where } as const;
    return diagnosticMessage(diagnostic, () => text).content.diagnostic as JsonObject;
  };

  it('shows the line and the word that it is about', () => {
    const text = 'locals {\n  a = 1\n}\nresource "x_y" "z" {\n  é = var.n["k"].b + 1\n}\n';
    expect(problem('main.tf', 5, 7, text)).toMatchObject({
      code: 'ZTC-E-X',
      range: {
        filename: 'main.tf',
        start: { line: 5, column: 7, byte: 47 },
        end: { line: 5, column: 19, byte: 59 },
      },
      snippet: {
        context: 'resource "x_y" "z"',
        code: '  é = var.n["k"].b + 1',
        start_line: 5,
        highlight_start_offset: 7,
        highlight_end_offset: 19,
        values: [],
      },
    });
  });

  it('does without a block, a source or a place', () => {
    expect(problem('main.tf', 2, 1, 'locals {}\n?\n').snippet).toMatchObject({ code: '?' });
    const gone = diagnosticMessage(
      { severity: 'warning', code: 'ZTC-W-X', summary: 's', detail: 'd', file: 'x.tf', line: 9 },
      () => undefined,
    );
    expect(gone).toMatchObject({ level: 'warn', text: 'Warning: s' });
    expect(gone.content.diagnostic).toMatchObject({ range: { filename: 'x.tf' } });
    expect(gone.content.diagnostic).not.toHaveProperty('snippet');
  });
});
