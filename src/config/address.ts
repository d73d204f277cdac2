/** Addresses as Terraform writes them: `ztc_vpc.main`, `data.ztc_account.me`, `ztc_vswitch.tier["app"]`. */

export type Mode = 'managed' | 'data';
export type InstanceKey = string | number | undefined;

export interface ResourceAddress {
  readonly mode: Mode;
  readonly type: string;
  readonly name: string;
}

export interface InstanceAddress extends ResourceAddress {
  readonly key: InstanceKey;
}

export function formatResource({ mode, type, name }: ResourceAddress): string {
  return mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
}

/** As HCL quotes a string: JSON's escapes, and no template markers. */
export function formatKey(key: InstanceKey): string {
  if (key === undefined) return '';
  if (typeof key === 'number') return `[${key}]`;
  return `[${JSON.stringify(key).replaceAll('${', '$${').replaceAll('%{', '%%{')}]`;
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

const NAME = '[\\p{L}_][\\p{L}\\p{N}_-]*';
const ADDRESS = new RegExp(`^(data\\.)?(${NAME})\\.(${NAME})(?:\\[(\\d+|"(?:[^"\\\\]|\\\\.)*")\\])?$`, 'u');
const IDENTIFIER = new RegExp(`^${NAME}$`, 'u');

/** Undefined when the text is not the address of a resource (instance) of the root module. */
export function parseAddress(text: string): InstanceAddress | undefined {
  const match = ADDRESS.exec(text);
  if (!match) return undefined;
  const [, data, type = '', name = '', key] = match;
  return { mode: data ? 'data' : 'managed', type, name, key: key === undefined ? undefined : parseKey(key) };
}

function parseKey(text: string): InstanceKey {
  if (!text.startsWith('"')) return Number(text);
  return (JSON.parse(text) as string).replaceAll('$${', '${').replaceAll('%%{', '%{');
}

export const isIdentifier = (text: string): boolean => IDENTIFIER.test(text);
