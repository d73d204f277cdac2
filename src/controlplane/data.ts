/** Data sources: lists from the catalogue with filters, and facts about the account. */
import type { Catalog } from '../catalog/catalog.ts';
import { type CatalogValue, isTable } from '../catalog/path.ts';
import type { Json, JsonObject } from '../client/client.ts';
import type { Reference, ResourceSchema } from '../schema/model.ts';
import { problemsOf, refuse } from './check.ts';
import { attributesOf } from './computed.ts';
import { isObject } from './json.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

const MAX_OBJECTS = 10_000;

/** The attributes of a data source for a filter. Filters that are not given match everything. */
export function dataOf(world: World, account: string, name: string, filter: JsonObject): JsonObject {
  const type = name.startsWith('ztc_') ? name : `ztc_${name}`;
  const schema = world.settings.plans.registry.dataSources().find((source) => source.type === type);
  if (!schema) throw new Refusal('ZTC-API-UNKNOWN_TYPE', { type });
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
  refuse(problemsOf(schema, given, 'create'));
  const blank = Object.fromEntries(Object.keys(schema.attributes).map((attribute) => [attribute, null]));
  if (!schema.attributes.items) return { ...blank, ...given, ...factsOf(world, account) };
  const items = itemsOf(world, account, schema).filter((item) => matches(item, given));
  const first = items[0];
  const id: JsonObject = schema.attributes.id && first ? { id: first.id ?? null } : {};
  return { ...blank, ...given, ...id, items: items.map((item) => shaped(schema, item)) };
}

/** What the whitepaper leaves to contracts: the account of a local control plane is admitted and owes nothing. */
function factsOf(world: World, account: string): JsonObject {
  const stored = world.state.meta(`account ${account}`);
  const facts = { id: account, customer_type: 'securities', admission_status: 'admitted', arrears: false };
  return isObject(stored) ? { ...facts, ...stored } : facts;
}

function itemsOf(world: World, account: string, schema: ResourceSchema): readonly JsonObject[] {
  const from = schema.dataFrom ?? '';
  const { catalog } = world.settings;
  const special = SPECIAL[from];
  if (special) return special(catalog);
  if (world.plan(from)) {
    return world.state.resourcesOf(account, from, '', MAX_OBJECTS, world.now).map((row) => {
      const attributes = attributesOf(world, row);
      return { ...attributes, name: attributes.name ?? row.id };
    });
  }
  return catalog.table(from).map(([key, value]) => itemOf(key, value));
}

const SPECIAL: Readonly<Record<string, (catalog: Catalog) => readonly JsonObject[]>> = {
  sites: siteItems,
  availability_matrix: availabilityItems,
  instance_flavors: (catalog) =>
    catalog.table('instance_flavors').map(([key, value]) => {
      const item = itemOf(key, value);
      const product = `ecs_${String(item.family)}` as Parameters<Catalog['availability']>[0];
      const sites = catalog.sites().filter(({ code }) => catalog.availability(product, code).usable);
      return { ...item, sites: sites.map(({ code }) => code) };
    }),
  disk_types: (catalog) =>
    catalog.table('disk_types').map(([key, value]) => ({ ...itemOf(key, value), category: key })),
  market_services: (catalog) =>
    catalog.table('market_services').map(([key, value]) => ({ ...itemOf(key, value), service: key })),
};

/** A catalogue entry as a list item; titles give the names where the entry has none of its own. */
function itemOf(key: string, entry: CatalogValue): JsonObject {
  if (!isTable(entry)) return { id: key, name: key };
  const titles = isTable(entry.titles) ? entry.titles : {};
  const values = Object.entries(entry).map(([name, value]) => [name, plain(value)] as const);
  return {
    id: key,
    name: titles.en ?? key,
    name_zh: titles.zh ?? key,
    ...Object.fromEntries(values),
  } as JsonObject;
}

/** A fact without its wrapper. */
function plain(value: CatalogValue): Json {
  if (!isTable(value)) return value as Json;
  if (Object.hasOwn(value, 'value')) return value.value as Json;
  return (Object.hasOwn(value, 'values') ? value.values : value) as Json;
}

function siteItems(catalog: Catalog): readonly JsonObject[] {
  const products = catalog.keys('availability_matrix');
  return catalog.sites().map((site) => ({
    ...itemOf(site.code, catalog.get(`sites.${site.code}`) ?? null),
    city: site.city,
    carriers: site.lineCarriers,
    internet: site.internet,
    quotes_co_located: site.quotesCoLocated,
    cabinet: (catalog.get(`line_cabinets.${site.code}`) ?? null) as Json,
    functions: names(catalog.get(`site_functions.${site.code}`)),
    availability: Object.fromEntries(
      products.flatMap((product) => {
        const status = catalog.get(`availability_matrix.${product}.${site.code}`);
        return typeof status === 'string' ? [[product, status]] : [];
      }),
    ),
  }));
}

function names(value: CatalogValue | undefined): Json {
  if (Array.isArray(value)) return value.map(String);
  return isTable(value) ? Object.keys(value).filter((key) => key !== 'section' && key !== 'also') : [];
}

function availabilityItems(catalog: Catalog): readonly JsonObject[] {
  return catalog.keys('availability_matrix').flatMap((product) =>
    catalog.keys('transport_end_points').flatMap((site) => {
      const availability = catalog.get(`availability_matrix.${product}.${site}`);
      if (typeof availability !== 'string') return [];
      const title = catalog.get(`availability_matrix.${product}.titles.en`) ?? product;
      return [
        {
          id: `${product}:${site}`,
          name: `${String(title)} ${site}`,
          product,
          site,
          availability,
          via: (catalog.get(`availability_matrix.${product}.via`) ?? null) as Json,
          section: (catalog.get(`availability_matrix.${product}.section`) ?? null) as Json,
        },
      ];
    }),
  );
}

/** `site` also matches an item that lists `sites`, or has them as keys. */
function matches(item: JsonObject, filter: JsonObject): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    const value = item[name] ?? item[`${name}s`] ?? null;
    if (Array.isArray(value)) return value.includes(wanted);
    return isObject(value) ? typeof wanted === 'string' && wanted in value : value === wanted;
  });
}

/** An item with the attributes of its schema and no others. */
function shaped(schema: ResourceSchema, item: JsonObject): JsonObject {
  const properties = schema.attributes.items?.items?.properties ?? {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const value = item[name] ?? null;
      // A map of the catalogue may hold more than texts; what does not fit the schema is left out.
      const fits = property.type !== 'object' || isObject(value);
      return [name, fits ? value : null];
    }),
  );
}

/** What a reference to an item of a data source leads to: an entry of the catalogue, which is no object. */
export function catalogEntry(settings: World['settings'], ref: Reference, id: string): JsonObject | null {
  for (const { type, attribute } of ref.targets) {
    if (attribute !== 'items.id') continue;
    const from = settings.plans.registry.find(type)?.dataFrom;
    const entry = from === undefined ? undefined : settings.catalog.get(`${from}.${id}`);
    if (entry !== undefined) return itemOf(id, entry);
  }
  return null;
}
