/** Access to the catalogue: the whitepaper's facts, read at the first call and never changed. */
import { readFileSync } from 'node:fs';
import type {
  AvailabilityStatus,
  Carrier,
  City,
  DiskCategory,
  EcsFamily,
  FlavorName,
  InternetSite,
  ProductKey,
  Region,
  SiteCode,
  TransportEndPoint,
} from './generated/types.ts';
import { once } from './once.ts';
import {
  type CatalogTree,
  type CatalogValue,
  entriesOf,
  enumAt,
  isTable,
  PLACEHOLDER,
  resolvePath,
} from './path.ts';

/** Named here so that the compiler puts the file beside its output. */
export type CatalogKey = Extract<
  keyof typeof import('./generated/catalog.json', { with: { type: 'json' }}),
  string
>;

export interface SiteInfo {
  readonly code: SiteCode;
  readonly titles: { readonly en: string; readonly zh: string };
  readonly region: Region;
  readonly city: City;
  readonly quotesCoLocated: boolean;
  /** Carriers whose dedicated lines can end there. */
  readonly lineCarriers: readonly Carrier[];
  /** Carriers of its internet service; none where there is no such service. */
  readonly internetCarriers: readonly Carrier[];
  readonly internet: boolean;
  readonly section: string;
}

export interface Availability {
  readonly status: AvailabilityStatus;
  /** False when the whitepaper excludes the product there or leaves it pending. */
  readonly usable: boolean;
  readonly section: string;
}

export interface DiskLimits {
  readonly maxIops: number;
  readonly maxThroughputMbs: number;
  readonly maxGib: number;
}

export interface FlavorInfo {
  readonly family: EcsFamily;
  readonly vcpu: number;
  readonly memoryGib: number;
  readonly gpus: number;
}

export interface Citation {
  readonly section?: string;
  readonly assumed: boolean;
}

export class Catalog {
  readonly tree: CatalogTree;
  /** Rules ask for the same few facts and enumerations for every object. Only what is there, so that it ends. */
  readonly #facts = new Map<string, CatalogValue>();
  readonly #enums = new Map<string, readonly (string | number)[]>();
  readonly #keys = new Map<string, readonly string[]>();

  constructor(tree: CatalogTree) {
    this.tree = tree;
  }

  /** What stands at a path such as `sites.sh-jq.region` or `cross_site_bandwidth_mbps`; undefined when nothing does. */
  get(path: string): CatalogValue | undefined {
    const fact = this.#facts.get(path) ?? resolvePath(this.tree, path);
    if (fact !== undefined) this.#facts.set(path, fact);
    return fact;
  }

  /** Like `get`, with `{attribute}` in the path replaced; undefined too when one of the attributes is not given. */
  lookup(path: string, attributes: Readonly<Record<string, unknown>> = {}): CatalogValue | undefined {
    let isWhole = true;
    const filled = path.replace(PLACEHOLDER, (_, name: string) => {
      const value = attributes[name];
      isWhole &&= typeof value === 'string' || typeof value === 'number';
      return String(value);
    });
    return isWhole ? this.get(filled) : undefined;
  }

  /** The members of an enumeration: the elements of a list or the keys of a table; throws when there is neither. */
  enum(path: string): readonly (string | number)[] {
    const members = this.#enums.get(path) ?? enumAt(this.tree, path);
    if (!members) throw new CatalogPathError(path);
    this.#enums.set(path, members);
    return members;
  }

  /** The keys of a table or the elements of a list, as texts. */
  keys(path: string): readonly string[] {
    const keys = this.#keys.get(path) ?? this.enum(path).map(String);
    this.#keys.set(path, keys);
    return keys;
  }

  /** The entries of a table without what describes the table; throws when there is no table. */
  table(path: string): readonly [key: string, value: CatalogValue][] {
    const table = this.get(path);
    if (!isTable(table)) throw new CatalogPathError(path);
    return entriesOf(table);
  }

  /** A number that has to be there. */
  number(path: string, attributes: Readonly<Record<string, unknown>> = {}): number {
    const value = this.lookup(path, attributes);
    if (typeof value !== 'number') throw new CatalogPathError(path);
    return value;
  }

  /** Where a fact comes from: the nearest section cited at it or above it. */
  citation(path: string): Citation {
    let node: CatalogValue | undefined = this.tree;
    let section: string | undefined;
    let assumed = false;
    for (const step of path.split('.')) {
      node = isTable(node) && Object.hasOwn(node, step) ? node[step] : undefined;
      if (!isTable(node)) break;
      if (typeof node.section === 'string') section = node.section;
      if (node.assumed === true) assumed = true;
    }
    return section === undefined ? { assumed } : { section, assumed };
  }

  sites(): readonly SiteInfo[] {
    return this.keys('sites').map((code) => this.siteInfo(code as SiteCode));
  }

  isSite(code: unknown): code is SiteCode {
    return typeof code === 'string' && this.keys('sites').includes(code);
  }

  siteInfo(code: SiteCode): SiteInfo {
    const site = this.get(`sites.${code}`);
    if (!isTable(site)) throw new CatalogPathError(`sites.${code}`);
    return {
      code,
      titles: site.titles as SiteInfo['titles'],
      region: this.regionOf(code),
      city: this.cityOf(code),
      quotesCoLocated: this.get(`sites.${code}.quotes_co_located`) === true,
      lineCarriers: this.keys(`line_carriers.${code}`) as Carrier[],
      internetCarriers: this.keys(`internet_carriers.${code}`) as Carrier[],
      internet: this.hasInternet(code),
      section: String(site.section),
    };
  }

  regionOf(code: SiteCode): Region {
    return this.get(`sites.${code}.region`) as Region;
  }

  cityOf(code: TransportEndPoint): City {
    return this.get(`transport_end_points.${code}.city`) as City;
  }

  hasInternet(code: SiteCode): code is InternetSite {
    return this.availability('bgp_internet', code).usable;
  }

  /** What the whitepaper says of a product at a site. Throws for a product or site that it does not know. */
  availability(product: ProductKey, site: TransportEndPoint): Availability {
    const status = this.get(`availability_matrix.${product}.${site}`);
    if (typeof status !== 'string') throw new CatalogPathError(`availability_matrix.${product}.${site}`);
    return {
      status: status as AvailabilityStatus,
      usable: this.get(`availability_statuses.${status}.usable`) === true,
      section: String(this.get(`availability_matrix.${product}.section`)),
    };
  }

  diskLimits(category: DiskCategory): DiskLimits {
    return {
      maxIops: this.number(`disk_types.${category}.max_iops`),
      maxThroughputMbs: this.number(`disk_types.${category}.max_throughput_mbs`),
      maxGib: this.number(`disk_types.${category}.max_gib`),
    };
  }

  flavor(name: FlavorName): FlavorInfo {
    return {
      family: this.get(`instance_flavors.${name}.family`) as EcsFamily,
      vcpu: this.number(`instance_flavors.${name}.vcpu`),
      memoryGib: this.number(`instance_flavors.${name}.memory_gib`),
      gpus: this.number(`instance_flavors.${name}.gpus`),
    };
  }
}

export class CatalogPathError extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`The catalogue has nothing at "${path}".`);
    this.name = 'CatalogPathError';
    this.path = path;
  }
}

const shared = once(() => {
  const text = readFileSync(new URL('./generated/catalog.json', import.meta.url), 'utf8');
  return new Catalog(JSON.parse(text) as CatalogTree);
});

/** The project's catalogue, read at the first call. */
export function loadCatalog(): Catalog {
  return shared();
}
