/** A design as data, its missing attributes made from the schemas, and the program of generated classes that it stands for. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Construct } from 'constructs';
import { App } from '../../constructs/core/app.ts';
import { Stack } from '../../constructs/core/stack.ts';
import type { AttributeSchema, ResourceSchema } from '../../src/schema/model.ts';
import { loadRegistry } from '../../src/schema/registry.ts';
import { ROOT } from './cli.ts';

export type Values = Readonly<Record<string, unknown>>;

/** One object: what has to be as it is, and what a later version has instead. The rest is made up. */
export interface Entry {
  readonly given: Values;
  /** In the second version; `undefined` leaves an attribute out. */
  readonly changed?: Values;
  /** Attributes that this object does without. */
  readonly omit?: readonly string[];
  /** Other values of attributes that force a replacement, where no value can be made up. */
  readonly replaced?: Values;
}

/** By address: `ztc_vpc.main`. References are written `${ztc_vpc.main.id}`. */
export type Design = Readonly<Record<string, Entry>>;
export type Objects = Readonly<Record<string, Values>>;

const registry = loadRegistry();

export const typeOf = (address: string): string => address.slice(0, address.indexOf('.'));
export const schemaOf = (address: string): ResourceSchema => registry.type(typeOf(address));
export const settable = ({ mode }: AttributeSchema): boolean => mode !== 'computed';
const REFERENCE = /^\$\{(ztc_\w+\.\w+)\.([\w.]+)\}$/;

/** Address and attribute of a reference. */
export function reference(value: unknown): readonly [string, string] | undefined {
  const found = typeof value === 'string' ? REFERENCE.exec(value) : null;
  return found ? [found[1] ?? '', found[2] ?? ''] : undefined;
}

/** A valid value; another `n` gives another value wherever the schema allows several. Undefined for references. */
export function made(attribute: AttributeSchema, name: string, n: number): unknown {
  if (attribute.ref || attribute.items?.ref) return undefined;
  if (attribute.enum) return attribute.enum[n % attribute.enum.length];
  switch (attribute.type) {
    case 'boolean':
      return n % 2 === 0;
    case 'integer':
    case 'number': {
      const least = Math.max(attribute.minimum ?? 1, (attribute.exclusiveMinimum ?? 0) + 1);
      return Math.min(least + n, attribute.maximum ?? Number.POSITIVE_INFINITY);
    }
    case 'array':
      return attribute.items && [made(attribute.items, name, n), made(attribute.items, name, n + 1)];
    case 'object':
      return attribute.properties
        ? filled(attribute.properties, {}, n)
        : {
            [`${name}_${n}`]: attribute.additionalProperties && made(attribute.additionalProperties, name, n),
          };
    case 'string':
      return text(attribute, name, n);
  }
}

function text({ format, pattern }: AttributeSchema, name: string, n: number): string {
  if (format === 'cidr') return `172.16.${n}.0/24`;
  if (format === 'ipv4') return `223.5.5.${n + 1}`;
  if (format === 'date-time') return `2027-01-0${n + 1}T00:00:00Z`;
  if (format === 'port-range') return String(8000 + n);
  if (format === 'port-protocol') return `${8000 + n}/tcp`;
  return pattern?.startsWith('^/') ? `/${name}/${n}` : `${name} ${n} 名称`;
}

/** What is given, and below it what can be made up. */
function filled(
  attributes: Readonly<Record<string, AttributeSchema>>,
  given: Values,
  n: number,
  omit: ReadonlySet<string> = new Set(),
): Values {
  const values: Record<string, unknown> = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    if (!settable(attribute) || omit.has(name)) continue;
    const own = given[name];
    const value =
      own === undefined ? made(attribute, name, n) : below(attribute, own, n, new Set(inside(omit, name)));
    if (value !== undefined) values[name] = value;
  }
  return values;
}

const inside = (omit: ReadonlySet<string>, name: string): string[] =>
  [...omit].filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));

function below(
  { properties, items }: AttributeSchema,
  own: unknown,
  n: number,
  omit: ReadonlySet<string>,
): unknown {
  const nested = items?.properties;
  if (nested && Array.isArray(own)) return own.map((one, at) => filled(nested, one as Values, n + at, omit));
  return properties ? filled(properties, own as Values, n, omit) : own;
}

/** The attributes that an object cannot have beside the given ones. */
function excluded({ exactlyOneOf }: ResourceSchema, given: Values): string[] {
  return exactlyOneOf.flatMap(({ attributes }) => attributes.filter((name) => given[name] === undefined));
}

/** Every object with every attribute it can have; version 2 has another value wherever one can be changed. */
export function objects(design: Design, version: 1 | 2): Objects {
  return Object.fromEntries(
    Object.entries(design).map(([address, { given, changed, omit = [] }]) => {
      const schema = schemaOf(address);
      const first = filled(schema.attributes, given, 0, new Set([...omit, ...excluded(schema, given)]));
      return [address, version === 1 ? first : { ...second(schema.attributes, first, given), ...changed }];
    }),
  );
}

/** What was made up and can be changed in place is made up anew. */
function second(attributes: Readonly<Record<string, AttributeSchema>>, first: Values, given: Values): Values {
  return Object.fromEntries(
    Object.entries(first).map(([name, value]) => {
      const attribute = attributes[name];
      if (!attribute || attribute.forceNew) return [name, value];
      const { properties } = attribute;
      if (properties) return [name, second(properties, value as Values, (given[name] ?? {}) as Values)];
      return [name, given[name] === undefined ? made(attribute, name, 1) : value];
    }),
  );
}

/** Paths of all values: `system_disk.size_gib`, `tiers.name`; those of free maps end at the map. */
export function paths(
  values: Values,
  attributes: Readonly<Record<string, AttributeSchema>>,
  before = '',
): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const attribute = attributes[name];
    if (value === undefined || !attribute) return [];
    const path = `${before}${name}`;
    const nested = attribute.properties ?? attribute.items?.properties;
    if (!nested) return [path];
    const parts = Array.isArray(value) ? (value as Values[]) : [value as Values];
    return [path, ...new Set(parts.flatMap((part) => paths(part, nested, `${path}.`)))];
  });
}

/** All attributes that can be given, in the same notation. */
export function settablePaths(attributes: Readonly<Record<string, AttributeSchema>>, before = ''): string[] {
  return Object.entries(attributes)
    .filter(([, attribute]) => settable(attribute))
    .flatMap(([name, { properties, items }]) => [
      `${before}${name}`,
      ...settablePaths(properties ?? items?.properties ?? {}, `${before}${name}.`),
    ]);
}

export function attributeAt(schema: ResourceSchema, path: string): AttributeSchema {
  const [first = '', ...rest] = path.split('.');
  const found = rest.reduce<AttributeSchema | undefined>(
    (at, name) => (at?.properties ?? at?.items?.properties)?.[name],
    schema.attributes[first],
  );
  if (!found) throw new Error(`${schema.type} has no ${path}`);
  return found;
}

type L1Class = new (
  scope: Construct,
  id: string,
  config: object,
) => Construct & { overrideLogicalId(id: string): void };

const classes = new Map<string, L1Class>();
for (const file of globSync('constructs/l1/*.ts', { cwd: ROOT })) {
  const module = (await import(pathToFileURL(join(ROOT, file)).href)) as Record<string, L1Class>;
  for (const one of Object.values(module)) {
    if ('tfResourceType' in one) classes.set(String(one.tfResourceType), one);
  }
}

const camel = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

/** The program that a person would write with the generated classes, synthesized in memory. */
export function synthesize(all: Objects, outdir: string): ReturnType<App['synthesize']> {
  const app = new App({ outdir });
  const stack = new Stack(app, 'everything');
  const constructs = new Map<string, Construct>();
  const construct = (address: string): Construct => {
    const known = constructs.get(address);
    if (known) return known;
    const values = all[address];
    const type = classes.get(typeOf(address));
    if (!values || !type) throw new Error(`there is no ${address}`);
    const name = address.slice(address.indexOf('.') + 1);
    const config = argument(values, schemaOf(address).attributes) as object;
    const result = new type(stack, `${typeOf(address)}-${name}`, config);
    result.overrideLogicalId(name);
    constructs.set(address, result);
    return result;
  };
  const argument = (values: Values, attributes: Readonly<Record<string, AttributeSchema>>): unknown =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [camel(name), late(value, attributes[name])]),
    );
  const late = (value: unknown, attribute: AttributeSchema | undefined): unknown => {
    const target = reference(value);
    if (target) return property(construct(target[0]), target[1]);
    if (Array.isArray(value)) return value.map((one) => late(one, attribute?.items));
    return attribute?.properties && value ? argument(value as Values, attribute.properties) : value;
  };
  for (const address of Object.keys(all)) construct(address);
  return app.synthesize();
}

/** `network.routeTableId`, `host.systemDisk.id`. */
const property = (owner: object, path: string): unknown =>
  path
    .split('.')
    .map(camel)
    .reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], owner);

/** The value at a path; through lists, the first that there is. */
export function valueAt(values: Values, path: string): unknown {
  const [name = '', ...rest] = path.split('.');
  const value = values[name];
  if (rest.length === 0 || value === undefined || value === null) return value;
  const parts = Array.isArray(value) ? (value as Values[]) : [value as Values];
  return parts.map((part) => valueAt(part, rest.join('.'))).find((one) => one !== undefined);
}
