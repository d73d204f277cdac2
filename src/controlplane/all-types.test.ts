import { describe, expect, it } from 'vitest';
import type { AttributeSchema, ResourceSchema } from '../schema/model.ts';
import { loadRegistry } from '../schema/registry.ts';
import { Maker } from './maker.testing.ts';
import { TypePlans } from './plans.ts';
import { refusal, setUp } from './testing.ts';

const plans = new TypePlans(loadRegistry());

describe.each(plans.all().map(({ schema }) => [schema.type, schema] as const))('%s', (type, schema) => {
  it('is created, read back, changed and deleted', async () => {
    await using setup = setUp();
    const { client } = setup;
    const maker = new Maker(setup);
    const body = await maker.body(schema, 0);
    const made = await setup.make(type, body);
    expect(made).toMatchObject({
      ready: true,
      failed: false,
      attributes: { id: made.id, status: made.status },
    });
    for (const [name, value] of Object.entries(body)) {
      const shown = made.attributes[name];
      if (schema.attributes[name]?.writeOnly) expect(shown).toBeUndefined();
      else if (typeof value === 'object' && !Array.isArray(value))
        expect(shown).toMatchObject(value as object);
      else expect(shown).toEqual(value);
    }
    const read = await client.read(type, made.id);
    expect(
      Object.keys({ ...made.attributes, ...read?.attributes }).every((name) => name in schema.attributes),
    ).toBe(true);
    expect((await client.list(type)).items.map(({ id }) => id)).toContain(made.id);

    const open = Object.entries(schema.attributes).find(([name, attribute]) =>
      isFree(name, attribute, schema),
    );
    if (open) {
      const [name, attribute] = open;
      const value = await maker.value(attribute, name, 0);
      const changed = await client.update(type, made.id, { [name]: value }, { token: 'change' });
      expect(changed.object).toMatchObject({ rev: 2, ready: true, attributes: { [name]: value } });
    }
    const fixed = Object.entries(schema.attributes).find(
      ([name, { forceNew, ref, type: of }]) => forceNew && !ref && of === 'string' && body[name],
    );
    if (fixed) {
      const error = await refusal(
        client.update(type, made.id, { [fixed[0]]: 'something else' }, { token: 'fixed' }),
      );
      expect(error.details.problems?.[0]).toMatchObject({
        attribute: fixed[0],
        code: 'ZTC-API-IMMUTABLE_ATTRIBUTE',
      });
    }
    expect(await client.delete(type, made.id, { token: 'delete' })).not.toBeNull();
    expect(await client.read(type, made.id)).toBeNull();
  });
});

/** An attribute that can be given a value of its own without touching others. */
function isFree(name: string, attribute: AttributeSchema, schema: ResourceSchema): boolean {
  const grouped = schema.exactlyOneOf.some(({ attributes }) => attributes.includes(name));
  const plain = attribute.type === 'string' && !attribute.ref && !attribute.enum && !attribute.writeOnly;
  return plain && attribute.mode === 'optional' && !attribute.forceNew && !grouped;
}
