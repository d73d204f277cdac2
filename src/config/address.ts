/** Addresses as Terraform writes them: `ztc_vpc.main`, `data.ztc_account.me`, `ztc_vswitch.tier["app"]`. */

export type Mode = 'managed' | 'data';
export type InstanceKey = string | number | undefined;

/** One step on the way from the root to an instance of a module. */
export interface ModuleStep {
  readonly name: string;
  readonly key: InstanceKey;
}

/** One instance of one module; empty for the root. */
export type ModuleInstance = readonly ModuleStep[];

export const ROOT: ModuleInstance = [];

export interface ResourceAddress {
  readonly module: ModuleInstance;
  readonly mode: Mode;
  readonly type: string;
  readonly name: string;
}

export interface InstanceAddress extends ResourceAddress {
  readonly key: InstanceKey;
}

/** `module.network["a"].module.tier`; empty for the root. */
export function formatModule(module: ModuleInstance): string {
  return module.map(({ name, key }) => `module.${name}${formatKey(key)}`).join('.');
}

/** `module.network.module.tier`; empty for the root. */
export const formatModulePath = (path: readonly string[]): string =>
  path.map((name) => `module.${name}`).join('.');

/** Something inside a module, as seen from the root. */
export const within = (module: string, name: string): string => (module === '' ? name : `${module}.${name}`);

/** The name inside its module: `ztc_vpc.main`, `data.ztc_account.me`. */
export function localName({ mode, type, name }: Pick<ResourceAddress, 'mode' | 'type' | 'name'>): string {
  return mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
}

/** A resource of one instance of a module: `module.network["a"].ztc_vpc.main`. */
export function formatResource(address: ResourceAddress): string {
  const name = localName(address);
  return address.module.length === 0 ? name : within(formatModule(address.module), name);
}

/** The resource in the configuration, without any instance key: `module.network.ztc_vpc.main`. */
export function configAddress(address: ResourceAddress): string {
  const name = localName(address);
  if (address.module.length === 0) return name;
  return within(formatModulePath(address.module.map((step) => step.name)), name);
}

/** As HCL quotes a string: JSON's escapes, and no template markers. */
export function formatKey(key: InstanceKey): string {
  if (key === undefined) return '';
  if (typeof key === 'number') return `[${key}]`;
  return `[${JSON.stringify(key).replaceAll(/[$%](?=\{)/g, (sign) => sign + sign)}]`;
}

export function formatInstance(address: InstanceAddress): string {
  return formatResource(address) + formatKey(address.key);
}

/** Orders keys as states and plans do: none, numbers, then strings. */
export function compareKeys(a: InstanceKey, b: InstanceKey): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : a < b ? -1 : 1;
}

/** Orders as plans do: modules near the root first, data before managed, then by type, name and key. */
export function compareInstances(a: InstanceAddress, b: InstanceAddress): number {
  if (a.module !== b.module) {
    const order = compareModules(a.module, b.module);
    if (order !== 0) return order;
  }
  if (a.mode !== b.mode) return a.mode === 'data' ? -1 : 1;
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return compareKeys(a.key, b.key);
}

function compareModules(a: ModuleInstance, b: ModuleInstance): number {
  if (a.length !== b.length) return a.length - b.length;
  for (const [i, { name, key }] of a.entries()) {
    const other = b[i] as ModuleStep;
    if (name !== other.name) return name < other.name ? -1 : 1;
    const order = compareKeys(key, other.key);
    if (order !== 0) return order;
  }
  return 0;
}

const NAME = '[\\p{L}_][\\p{L}\\p{N}_-]*';
const KEY = '\\[(?:\\d+|"(?:[^"\\\\]|\\\\.)*")\\]';
const MODULE = new RegExp(`^module\\.(${NAME})(${KEY})?(?:\\.|$)`, 'u');
const RESOURCE = new RegExp(`^(data\\.)?(${NAME})\\.(${NAME})(${KEY})?$`, 'u');
const IDENTIFIER = new RegExp(`^${NAME}$`, 'u');

/** Undefined when the text is not the address of a resource (instance). */
export function parseAddress(text: string): InstanceAddress | undefined {
  const { module, rest } = modulesOf(text);
  const match = RESOURCE.exec(rest);
  if (!match || match[2] === 'module') return undefined;
  const [, data, type = '', name = '', key] = match;
  return { module, mode: data ? 'data' : 'managed', type, name, key: parseKey(key) };
}

/** Undefined when the text is not the address of a module (instance). */
export function parseModule(text: string): ModuleInstance | undefined {
  const { module, rest } = modulesOf(text);
  return module.length > 0 && rest === '' ? module : undefined;
}

function modulesOf(text: string): { module: ModuleInstance; rest: string } {
  let rest = text;
  let module: ModuleStep[] | undefined;
  for (let match = MODULE.exec(rest); match; match = MODULE.exec(rest)) {
    module ??= [];
    module.push({ name: match[1] as string, key: parseKey(match[2]) });
    rest = rest.slice(match[0].length);
  }
  return { module: module ?? ROOT, rest };
}

/** Of `[0]` or `["a"]`. */
function parseKey(bracketed: string | undefined): InstanceKey {
  if (bracketed === undefined) return undefined;
  const text = bracketed.slice(1, -1);
  if (!text.startsWith('"')) return Number(text);
  return (JSON.parse(text) as string).replaceAll('$${', '${').replaceAll('%%{', '%{');
}

export const isIdentifier = (text: string): boolean => IDENTIFIER.test(text);
