import { describe, expect, it } from 'vitest';
import { statusesOf } from './normalize.ts';
import { createRegistry, loadRegistry, UnknownTypeError } from './registry.ts';
import { testType } from './testing.ts';

const registry = loadRegistry();

describe('the registry', () => {
  it('has resource types and data sources, each by its name', () => {
    expect(registry.type('ztc_vpc').kind).toBe('resource');
    expect(registry.type('ztc_images').kind).toBe('data');
    expect(registry.resources().length).toBeGreaterThan(30);
    expect(registry.dataSources().length).toBeGreaterThan(5);
    expect(registry.resources().map(({ type }) => type)).toEqual(
      registry
        .resources()
        .map(({ type }) => type)
        .toSorted(),
    );
  });

  it('is the same object every time', () => {
    expect(loadRegistry()).toBe(registry);
  });

  it('knows no type by another name', () => {
    expect(registry.find('ztc_gone')).toBeUndefined();
    expect(registry.find('constructor')).toBeUndefined();
    expect(() => registry.type('ztc_gone')).toThrow(UnknownTypeError);
  });

  it('can be made of any schemas', () => {
    expect(createRegistry([testType({})]).resources()).toHaveLength(1);
  });
});

describe.each([...registry.resources()].filter(({ local }) => !local))('$type', (schema) => {
  it('has the standard attributes', () => {
    for (const name of ['id', 'status', 'created_at', 'account_id']) {
      expect(schema.attributes[name]?.mode, name).toBe('computed');
    }
  });

  it('says how a value comes about only where the user does not give it', () => {
    for (const [name, { mode, compute }] of Object.entries(schema.attributes)) {
      if (compute !== undefined) expect(mode, name).toMatch(/computed$/);
    }
  });

  it('becomes ready in a status that it has', () => {
    for (const status of schema.lifecycle.ready) expect(statusesOf(schema.lifecycle)).toContain(status);
  });
});
