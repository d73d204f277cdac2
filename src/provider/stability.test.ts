import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../schema/registry.ts';
import { stability } from './stability.ts';

const registry = loadRegistry();

const of = (type: string, name: string) => {
  const schema = registry.type(type);
  const attribute = schema.attributes[name];
  if (!attribute) throw new Error(`${type} has no ${name}`);
  return stability(attribute, schema, registry);
};

describe('values that the platform decides', () => {
  it('follow the reference that they come from, and only that', () => {
    expect(of('ztc_vpc', 'cidr')).toEqual(['allocation_id']);
    expect(of('ztc_vswitch', 'site')).toEqual(['vpc_id']);
    expect(of('ztc_dedicated_line', 'vlan_id')).toEqual(['allocation_id']);
  });

  it('may change with any update where others decide them', () => {
    expect(of('ztc_nat_gateway', 'eip_ids')).toBeUndefined();
  });

  it('never turn an update into a replacement', () => {
    const open = registry.resources().flatMap((schema) =>
      Object.entries(schema.attributes)
        .filter(([, { forceNew, mode }]) => forceNew && mode === 'optional_computed')
        .filter(([name]) => !of(schema.type, name)?.every((cause) => schema.attributes[cause]?.forceNew))
        .map(([name]) => `${schema.type}.${name}`),
    );
    expect(open).toEqual([]);
  });
});
