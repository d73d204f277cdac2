import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../values/diagnostic.ts';
import { valueToJson } from '../values/json-value.ts';
import { T } from '../values/type.ts';
import { num, object, str, unknown, type Value } from '../values/value.ts';
import type { InstanceAddress } from './address.ts';
import { formatInstance } from './address.ts';
import { bodyShape } from './body.ts';
import type { EvaluatorOptions } from './evaluation.ts';
import type { ConfigEvaluator } from './evaluator.ts';
import { evaluatorOf } from './testing.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (e) {
    if (e instanceof DiagnosticError) return e.diagnostics.map(({ code }) => code).join(' ');
    throw e;
  }
  return 'none';
};

const output = (evaluator: ConfigEvaluator, name = 'o') =>
  valueToJson(evaluator.output(evaluator.tree.root.outputs.get(name) as never));

const vpcs: EvaluatorOptions['resources'] = {
  instance: (address: InstanceAddress) =>
    object({ id: str(`id of ${formatInstance(address)}`), size: num(3) }),
};

const expansionOf = (body: object, options?: Partial<EvaluatorOptions>) => {
  const evaluator = evaluatorOf(
    { locals: { u: '${ztc_vpc.u.id}' }, resource: { ztc_vpc: { a: body, u: {} } } },
    options,
  );
  return evaluator.expansion(evaluator.tree.root.resources.get('ztc_vpc.a') as never);
};

describe('names', () => {
  it('resolves variables, locals, path and workspace', () => {
    const evaluator = evaluatorOf(
      {
        variable: { v: { type: 'string' } },
        locals: { a: '${local.b}-x', b: '${var.v}' },
        output: { o: { value: ['${local.a}', '${path.module}', '${terraform.workspace}', '$${x}'] } },
      },
      { variables: new Map([['v', str('V')]]) },
    );
    expect(output(evaluator)).toEqual(['V-x', '.', 'default', '${x}']);
  });

  it('names the members of a cycle of locals', () => {
    const evaluator = evaluatorOf({
      locals: { a: '${local.b}', b: '${local.a}' },
      output: { o: { value: '${local.a}' } },
    });
    expect(() => output(evaluator)).toThrow('Cycle: local.a, local.b');
    expect(codeOf(() => output(evaluator))).toBe('ZTC-E-CONFIG-CYCLE');
  });

  it('suggests the name that was meant', () => {
    const evaluator = evaluatorOf({
      locals: { address: 1, x: '${local.adress}' },
      resource: { ztc_vpc: { main: {} } },
      output: { o: { value: '${ztc_vpc.mian.id}' }, x: { value: '${local.x}' } },
    });
    expect(() => output(evaluator, 'x')).toThrow('Did you mean "address"?');
    expect(() => output(evaluator)).toThrow('Did you mean "ztc_vpc.main"?');
  });

  it('asks for each instance once, and gives it whole, by index, by key and by splat', () => {
    const asked: string[] = [];
    const evaluator = evaluatorOf(
      {
        resource: { ztc_vpc: { one: {}, many: { count: 2 }, named: { for_each: { 'a.b': 1 } } } },
        output: {
          o: {
            value: [
              '${ztc_vpc.one.id}',
              '${ztc_vpc.many[1].id}',
              '${ztc_vpc.many[*].size}',
              '${ztc_vpc.named["a.b"].id}',
              '${[for k, v in ztc_vpc.named : k]}',
            ],
          },
        },
      },
      {
        resources: {
          instance: (address) => {
            asked.push(formatInstance(address));
            return vpcs.instance(address, undefined as never);
          },
        },
      },
    );
    expect(output(evaluator)).toEqual([
      'id of ztc_vpc.one',
      'id of ztc_vpc.many[1]',
      [3, 3],
      'id of ztc_vpc.named["a.b"]',
      ['a.b'],
    ]);
    expect(asked.sort()).toEqual([...new Set(asked)].sort());
  });
});

describe('expansion', () => {
  it('gives one instance without count and for_each', () => {
    expect(expansionOf({})).toEqual({
      kind: 'single',
      instances: [{ module: [], key: undefined, address: 'ztc_vpc.a' }],
    });
  });

  it('counts', () => {
    expect(expansionOf({ count: '${1 + 1}' })).toMatchObject({
      kind: 'count',
      instances: [{ address: 'ztc_vpc.a[0]' }, { address: 'ztc_vpc.a[1]' }],
    });
    expect(expansionOf({ count: '2' })).toMatchObject({ kind: 'count' });
    expect(expansionOf({ count: 0 })).toEqual({ kind: 'count', instances: [] });
  });

  it('goes through maps in the order of their keys', () => {
    const expansion = expansionOf({ for_each: { b: 1, a: 2 } });
    expect(expansion.kind === 'for_each' && expansion.instances.map(({ address }) => address)).toEqual([
      'ztc_vpc.a["a"]',
      'ztc_vpc.a["b"]',
    ]);
  });

  it('says when it cannot be told yet', () => {
    expect(expansionOf({ count: '${local.u}' })).toMatchObject({ kind: 'unknown', argument: 'count' });
    expect(expansionOf({ for_each: '${local.u}' })).toMatchObject({ kind: 'unknown', argument: 'for_each' });
    expect(expansionOf({ for_each: { a: '${local.u}' } })).toMatchObject({ kind: 'for_each' });
  });

  it.each([
    [{ count: -1 }, 'ZTC-E-CONFIG-COUNT'],
    [{ count: 1.5 }, 'ZTC-E-CONFIG-COUNT'],
    [{ count: null }, 'ZTC-E-CONFIG-COUNT'],
    [{ count: 'x' }, 'ZTC-E-CONFIG-COUNT'],
    [{ for_each: ['a'] }, 'ZTC-E-CONFIG-FOR-EACH'],
    [{ for_each: null }, 'ZTC-E-CONFIG-FOR-EACH'],
    [{ for_each: 'a' }, 'ZTC-E-CONFIG-FOR-EACH'],
  ])('refuses %j', (body, code) => {
    expect(codeOf(() => expansionOf(body))).toBe(code);
  });

  it('refuses sensitive keys', () => {
    const json = {
      variable: { v: { sensitive: true } },
      resource: { ztc_vpc: { a: { for_each: '${var.v}' } } },
    };
    const secret = object({ k: str('x') }).withMarks(new Set(['sensitive']));
    const evaluator = evaluatorOf(json, { variables: new Map([['v', secret]]) });
    const resource = evaluator.tree.root.resources.get('ztc_vpc.a') as never;
    expect(codeOf(() => evaluator.expansion(resource))).toBe('ZTC-E-CONFIG-FOR-EACH');
  });
});

describe('bodies', () => {
  const type = T.object({ name: T.string, size: T.number, tags: T.map(T.string), on: T.bool });
  const bodyOf = (body: object, more: object = {}) => {
    const evaluator = evaluatorOf({ ...more, resource: { ztc_vpc: { a: body } } });
    const resource = evaluator.tree.root.resources.get('ztc_vpc.a') as never;
    const expansion = evaluator.expansion(resource);
    const instances = expansion.kind === 'unknown' ? [] : expansion.instances;
    return instances.map((instance) => valueToJson(evaluator.body(resource, instance, bodyShape(type))));
  };

  it('converts to the type, and makes null of what is not there', () => {
    expect(bodyOf({ name: 5, size: '2', on: 'true' })).toEqual([
      { name: '5', size: 2, tags: null, on: true },
    ]);
  });

  it('knows count.index, each.key and each.value', () => {
    expect(bodyOf({ count: 2, name: 'n${count.index}' })).toMatchObject([{ name: 'n0' }, { name: 'n1' }]);
    expect(bodyOf({ for_each: { a: 1 }, name: '${each.key}', size: '${each.value}' })).toMatchObject([
      { name: 'a', size: 1 },
    ]);
    expect(codeOf(() => bodyOf({ name: '${each.key}' }))).toBe('ZTC-E-REF-REPETITION');
  });

  it('reports all problems of a body at once', () => {
    expect(codeOf(() => bodyOf({ nmae: 1, size: 'x', on: [], name: '${local.x}' }))).toBe(
      'ZTC-E-CONFIG-ARGUMENT ZTC-E-REF-UNDECLARED ZTC-E-CONFIG-TYPE-MISMATCH ZTC-E-CONFIG-TYPE-MISMATCH',
    );
  });
});

describe('conditions', () => {
  const check = (condition: string, message = 'no', self?: Value) => {
    const postcondition = { condition, error_message: message };
    const evaluator = evaluatorOf({
      locals: { one: 1, maybe: 'maybe' },
      resource: { ztc_vpc: { a: { lifecycle: { postcondition } }, u: {} } },
    });
    const config = evaluator.tree.root.resources.get('ztc_vpc.a')?.lifecycle.postconditions[0] as never;
    return evaluator.condition(config, undefined, self);
  };

  it('pass, fail with the message, or are not known', () => {
    expect(check('${local.one < 2}')).toEqual({ status: 'pass' });
    expect(check('${local.one > 2}', 'why ${1 + 1}')).toEqual({ status: 'fail', message: 'why 2' });
    expect(check('${ztc_vpc.u.x}')).toEqual({ status: 'unknown' });
    expect(check('${self.a == 1}', 'no', object({ a: num(1) }))).toEqual({ status: 'pass' });
    expect(codeOf(() => check('${local.maybe}'))).toBe('ZTC-E-CONFIG-CONDITION');
  });
});

it('hands on unknown objects by the parts that are known', () => {
  const evaluator = evaluatorOf(
    {
      resource: { ztc_vpc: { a: {} } },
      output: { o: { value: '${ztc_vpc.a.cidr}' }, p: { value: '${ztc_vpc.a.id}' } },
    },
    { resources: { instance: () => object({ id: unknown(T.string), cidr: str('10.0.0.0/8') }) } },
  );
  expect(output(evaluator)).toBe('10.0.0.0/8');
  expect(evaluator.output(evaluator.tree.root.outputs.get('p') as never).isKnown).toBe(false);
});
