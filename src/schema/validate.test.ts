import { describe, expect, it } from 'vitest';
import { loadRegistry } from './registry.ts';
import { testType } from './testing.ts';
import { BodyValidator } from './validate.ts';

const UNKNOWN = Symbol('unknown');
const validator = new BodyValidator((value) => value === UNKNOWN);

const thing = testType(
  {
    site: {
      type: 'string',
      mode: 'required',
      enumFrom: 'sites',
      rule: { enum: 'ZTC-TST-001', required: 'ZTC-TST-002' },
    },
    name: { type: 'string', mode: 'optional', minLength: 2, maxLength: 4, pattern: '^[a-z数据]+$' },
    size: {
      type: 'integer',
      mode: 'optional',
      exclusiveMinimum: 0,
      maximum: 10,
      rule: { maximum: 'ZTC-TST-003' },
    },
    cidrs: {
      type: 'array',
      mode: 'optional',
      uniqueItems: true,
      maxItems: 2,
      items: { type: 'string', format: 'cidr' },
    },
    tags: { type: 'object', mode: 'optional', additionalProperties: { type: 'string' } },
    disk: {
      type: 'object',
      mode: 'optional',
      properties: {
        category: { type: 'string', mode: 'required', enum: ['ssd'] },
        id: { type: 'string', mode: 'computed' },
      },
    },
    password: { type: 'string', mode: 'optional', sensitive: true, minLength: 8 },
    from_a: { type: 'string', mode: 'optional' },
    from_b: { type: 'string', mode: 'optional_computed' },
    address: { type: 'string', mode: 'computed' },
  },
  { exactlyOneOf: [{ attributes: ['from_a', 'from_b'], rule: 'ZTC-TST-004' }] },
);

const good = { site: 'north', from_a: 'x' };
const check = (body: unknown, options = {}) => validator.check(thing, body, options);

describe('a body', () => {
  it('that is right has no problems', () => {
    const more = {
      name: '数据',
      size: 3,
      cidrs: ['10.0.0.0/8'],
      tags: { a: 'b' },
      disk: { category: 'ssd' },
      address: null,
    };
    expect(check({ ...good, ...more })).toEqual([]);
  });

  it('reports all of its problems', () => {
    expect(check({ site: 'west', size: 11, colour: 'red', address: 'y', from_a: 'a', from_b: 'b' })).toEqual([
      { pointer: '/site', keyword: 'enum', value: 'west', allowed: ['north', 'south'], rule: 'ZTC-TST-001' },
      { pointer: '/size', keyword: 'maximum', value: 11, allowed: 10, rule: 'ZTC-TST-003' },
      expect.objectContaining({ pointer: '/colour', keyword: 'unknown-attribute', value: 'red' }),
      { pointer: '/address', keyword: 'computed' },
      {
        pointer: '',
        keyword: 'exactlyOneOf',
        value: ['from_a', 'from_b'],
        allowed: ['from_a', 'from_b'],
        rule: 'ZTC-TST-004',
      },
    ]);
  });

  it.each([
    [{ from_a: 'x' }, '/site', 'required'],
    [{ ...good, site: 3 }, '/site', 'type'],
    [{ ...good, name: 'a' }, '/name', 'minLength'],
    [{ ...good, name: 'abcde' }, '/name', 'maxLength'],
    [{ ...good, name: 'A1' }, '/name', 'pattern'],
    [{ ...good, size: 1.5 }, '/size', 'type'],
    [{ ...good, size: 0 }, '/size', 'exclusiveMinimum'],
    [{ ...good, size: '3' }, '/size', 'type'],
    [{ ...good, cidrs: ['10.0.0.1/8'] }, '/cidrs/0', 'format'],
    [{ ...good, cidrs: ['10.0.0.0/8', null] }, '/cidrs/1', 'type'],
    [{ ...good, cidrs: ['10.0.0.0/8', '10.0.0.0/8'] }, '/cidrs', 'uniqueItems'],
    [{ ...good, cidrs: ['10.0.0.0/8', '11.0.0.0/8', '12.0.0.0/8'] }, '/cidrs', 'maxItems'],
    [{ ...good, tags: { 'a/b': 1 } }, '/tags/a~1b', 'type'],
    [{ ...good, disk: {} }, '/disk/category', 'required'],
    [{ ...good, disk: { category: 'ssd', id: 'x' } }, '/disk/id', 'computed'],
    [{ ...good, disk: { category: 'ssd', size: 1 } }, '/disk/size', 'unknown-attribute'],
    [{ ...good, disk: [] }, '/disk', 'type'],
    [{ site: 'north' }, '', 'exactlyOneOf'],
    [[], '', 'type'],
  ])('%j is refused at %s by %s', (body, pointer, keyword) => {
    expect(check(body)).toEqual([expect.objectContaining({ pointer, keyword })]);
  });

  it('shows no secrets', () => {
    expect(check({ ...good, password: 'short' })).toEqual([
      { pointer: '/password', keyword: 'minLength', allowed: 8 },
    ]);
  });

  it('may hold unknown values anywhere', () => {
    expect(check({ site: UNKNOWN, from_a: UNKNOWN, disk: UNKNOWN, cidrs: [UNKNOWN] })).toEqual([]);
    expect(check({ ...good, from_b: UNKNOWN })).toEqual([]);
    expect(check(UNKNOWN)).toEqual([]);
  });

  it('of an update may leave out what it does not change, a state may hold computed values', () => {
    expect(check({ size: 4 }, { partial: true })).toEqual([]);
    expect(check({ ...good, address: 'y', from_b: 'z' }, { allowComputed: true })).toEqual([]);
  });

  it('cannot hide an attribute behind a name of Object.prototype', () => {
    expect(check({ ...good, constructor: 'x' })).toEqual([
      expect.objectContaining({ keyword: 'unknown-attribute' }),
    ]);
  });
});

describe('the project types', () => {
  it('report the whitepaper constraint that a value breaks', () => {
    const vpc = loadRegistry().type('ztc_vpc');
    expect(new BodyValidator().check(vpc, { site: 'sz-nanshan', cidr: '10.0.0.0/8' })).toEqual([
      expect.objectContaining({ pointer: '/site', keyword: 'enum', rule: 'ZTC-REG-001' }),
    ]);
  });

  it('are checked at the rate that 10,000 bodies need', () => {
    const vswitch = loadRegistry().type('ztc_vswitch');
    const body = { vpc_id: 'vpc-1', cidr: '10.0.0.0/24', name: 'a' };
    const start = performance.now();
    for (let i = 0; i < 10_000; i += 1) validator.check(vswitch, body);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
