/** Random configurations and random edits: the rules of order hold, and a second plan has nothing to do. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../values/json.ts';
import { destroysLate } from './plan/cbd.ts';
import { type Change, createsObject, destroysObject, type Plan } from './plan/model.ts';
import { Lab } from './testing/lab.ts';

interface NodeSpec {
  readonly edges: readonly number[];
  readonly cbd: boolean;
  readonly value: number;
  readonly trigger: number;
  readonly present: boolean;
}

const SIZE = 7;
const node = fc.record({
  edges: fc.subarray([...Array(SIZE).keys()]),
  cbd: fc.boolean(),
  value: fc.integer({ min: 0, max: 1 }),
  trigger: fc.integer({ min: 0, max: 1 }),
  present: fc.boolean(),
});
const graph = fc.array(node, { minLength: SIZE, maxLength: SIZE });

/** Edges lead to smaller numbers only. */
function configOf(nodes: readonly NodeSpec[]): JsonObject {
  const resources: Record<string, JsonObject> = {};
  nodes.forEach(({ edges, cbd, value, trigger, present }, i) => {
    if (!present) return;
    const to = edges.filter((j) => j < i && nodes[j]?.present);
    resources[`n${i}`] = {
      input: [value, ...to.map((j) => `\${terraform_data.n${j}.output}`)],
      triggers_replace: trigger,
      ...(cbd ? { lifecycle: { create_before_destroy: true } } : {}),
    };
  });
  return { resource: { terraform_data: resources } };
}

const short = (text: string): string => text.replace('terraform_data.', '');

/** Pairs `[earlier, later]` as the rules demand them, straight from their wording. */
function demanded(plan: Plan, nodes: readonly NodeSpec[]): [string, string][] {
  const changes = new Map(plan.changes.map((change) => [short(change.text), change]));
  const pairs: [string, string][] = [];
  const applies = (c: Change): boolean => createsObject(c.action) || c.action === 'update';
  const made = (name: string): string => `made ${name}`;
  const gone = (name: string): string => `gone ${name}`;
  for (const [x, change] of changes) {
    const index = Number(x.slice(1));
    if (applies(change))
      for (const j of nodes[index]?.edges ?? []) {
        const y = changes.get(`n${j}`);
        if (j < index && y && applies(y)) pairs.push([made(`n${j}`), made(x)]);
      }
    if (applies(change) && destroysObject(change.action))
      pairs.push(change.action === 'create-delete' ? [made(x), gone(x)] : [gone(x), made(x)]);
    for (const dependency of change.prior?.dependencies ?? []) {
      const y = short(dependency);
      const needed = changes.get(y);
      if (!needed) continue;
      if (destroysObject(change.action) && destroysObject(needed.action)) pairs.push([gone(x), gone(y)]);
      if (
        destroysObject(change.action) &&
        applies(needed) &&
        (destroysLate(change) || change.action !== 'delete')
      )
        pairs.push(destroysLate(change) ? [made(y), gone(x)] : [gone(x), made(y)]);
      // A plain deletion may come late for the sake of others.
      if (
        applies(change) &&
        destroysObject(needed.action) &&
        (destroysLate(needed) || needed.action !== 'delete')
      )
        pairs.push(destroysLate(needed) ? [made(x), gone(y)] : [gone(y), made(x)]);
    }
  }
  return pairs;
}

test('order and convergence', async () => {
  await fc.assert(
    fc.asyncProperty(graph, graph, fc.integer({ min: 1, max: 5 }), async (before, after, concurrency) => {
      using lab = new Lab();
      expect((await lab.apply(configOf(before), {}, {}, { concurrency })).diagnostics).toEqual([]);
      const next = configOf(after);
      const plan = await lab.plan(next);
      const result = await lab.apply(next, {}, {}, { concurrency });
      expect(result.diagnostics).toEqual([]);
      const done = lab
        .done()
        .map((line) => line.replace(/^(create|update)/, 'made').replace('delete', 'gone'));
      for (const [first, second] of demanded(plan, after)) {
        // An update whose unknowns turn out to be what they were is not carried out.
        if (!done.includes(first) || !done.includes(second)) continue;
        expect(done.indexOf(first), `${first} < ${second} in ${done}`).toBeLessThan(done.indexOf(second));
      }
      const count = (test: (c: Change) => boolean): number => plan.changes.filter(test).length;
      expect(result.counts).toMatchObject({
        add: count(({ action }) => createsObject(action)),
        destroy: count(({ action }) => destroysObject(action)),
      });
      const again = await lab.plan(next);
      expect(again.changes.filter(({ action }) => action !== 'no-op')).toEqual([]);
      await lab.apply(next, { mode: 'destroy' }, {}, { concurrency });
      expect(lab.state().resources).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
