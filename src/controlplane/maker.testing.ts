/** Smallest valid objects of any type, for tests. */
import { loadCatalog } from '../catalog/catalog.ts';
import type { Json, JsonObject } from '../client/client.ts';
import type { AttributeSchema, ResourceSchema } from '../schema/model.ts';
import { loadRegistry } from '../schema/registry.ts';
import { catalogEntry } from './data.ts';
import { TypePlans } from './plans.ts';
import type { Setup } from './testing.ts';

const registry = loadRegistry();
const plans = new TypePlans(registry);

/** Makes the smallest valid object of any type, and first whatever it has to refer to. */
export class Maker {
  readonly #setup: Setup;
  #made = 0;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  async make(type: string, depth = 0): Promise<{ id: string; attributes: JsonObject }> {
    if (depth > 8) throw new Error(`${type} refers to itself`);
    this.#made += 1;
    const body = await this.body(registry.type(type), depth);
    return this.#setup.make(type, body);
  }

  /** What a valid body needs besides `given`. */
  async body(schema: ResourceSchema, depth: number, given: JsonObject = {}): Promise<JsonObject> {
    const required = Object.keys(schema.attributes).filter(
      (name) => schema.attributes[name]?.mode === 'required',
    );
    const names = required.filter((name) => given[name] === undefined);
    for (const { attributes } of schema.exactlyOneOf) {
      const plain = attributes.find(
        (name) => !schema.attributes[name]?.ref && !schema.attributes[name]?.items?.ref,
      );
      const chosen = plain ?? attributes[0];
      if (chosen && !attributes.some((name) => names.includes(name) || name in given)) names.push(chosen);
    }
    const entries: [string, Json][] = [];
    for (const name of names) {
      const attribute = schema.attributes[name];
      if (attribute) entries.push([name, await this.value(attribute, name, depth)]);
    }
    return Object.fromEntries(entries);
  }

  async value(attribute: AttributeSchema, name: string, depth: number): Promise<Json> {
    if (attribute.ref) return this.#reference(attribute, depth);
    if (attribute.enum) return attribute.enum[0] ?? null;
    switch (attribute.type) {
      case 'boolean':
        return true;
      case 'integer':
      case 'number':
        return Math.max(attribute.minimum ?? 1, (attribute.exclusiveMinimum ?? 0) + 1);
      case 'array':
        return attribute.items ? [await this.value(attribute.items, name, depth)] : [];
      case 'object':
        return this.#object(attribute, depth);
      case 'string':
        return this.#text(attribute, name);
    }
  }

  async #object(attribute: AttributeSchema, depth: number): Promise<Json> {
    const entries: [string, Json][] = [];
    for (const [name, child] of Object.entries(attribute.properties ?? {})) {
      if (child.mode === 'required') entries.push([name, await this.value(child, name, depth)]);
    }
    return Object.fromEntries(entries);
  }

  async #reference({ ref }: AttributeSchema, depth: number): Promise<Json> {
    const settings = { plans, catalog: loadCatalog() } as Parameters<typeof catalogEntry>[0];
    const image = settings.catalog.keys('platform_images')[0] ?? '';
    if (ref && catalogEntry(settings, ref, image)) return image;
    const target = ref?.targets.find(({ type }) => type === '*' || plans.find(type));
    if (!target) throw new Error('refers to nothing that exists');
    const made = await this.make(target.type === '*' ? 'ztc_vpc' : target.type, depth + 1);
    return target.attribute
      .split('.')
      .reduce<Json>((value, step) => (value as JsonObject)[step] ?? null, made.attributes);
  }

  #text({ format, pattern }: AttributeSchema, name: string): string {
    this.#made += 1;
    if (format === 'cidr') return `10.8.${this.#made % 250}.0/24`;
    if (format === 'ipv4') return `10.8.1.${10 + (this.#made % 100)}`;
    if (format === 'date-time') return '2026-06-01T00:00:00Z';
    if (format === 'port-range') return '443';
    if (format === 'port-protocol') return '443/tcp';
    return pattern && !new RegExp(pattern).test(`${name}-${this.#made}`)
      ? `a${this.#made}`
      : `${name}-${this.#made}`;
  }
}
