import { describe, expect, it } from 'vitest';
import { configuration, SHAPES, type Shape } from './shapes.ts';

type Resources = Readonly<Record<string, { readonly input: Readonly<Record<string, unknown>> }>>;

function resourcesOf(shape: Shape, count: number): Resources {
  const json = configuration(shape, count) as { resource: { terraform_data: Resources } };
  return json.resource.terraform_data;
}

/** Names that the resource refers to. */
const references = (resource: unknown): readonly string[] => [
  ...new Set(
    [...JSON.stringify(resource).matchAll(/terraform_data\.(r\d+)/g)].map((match) => match[1] ?? ''),
  ),
];

describe('the measured shapes', () => {
  it.each(Object.keys(SHAPES) as Shape[])(
    '%s has as many resources as asked for, and refers only to them',
    (shape) => {
      const resources = resourcesOf(shape, 130);
      expect(Object.keys(resources)).toHaveLength(130);
      for (const name of Object.values(resources).flatMap(references)) expect(resources).toHaveProperty(name);
    },
  );

  it('flat has no references, chains one, fan-out up to two resources', () => {
    expect(references(resourcesOf('flat', 130))).toEqual([]);
    const chains = resourcesOf('chains', 130);
    expect(references(chains.r10)).toEqual([]);
    expect(references(chains.r19)).toEqual(['r18']);
    const fans = resourcesOf('fan-out', 130);
    expect(references(fans.r100)).toEqual([]);
    expect(references(fans.r101)).toEqual(['r100']);
    expect(references(fans.r129)).toEqual(['r100', 'r101']);
  });
});
