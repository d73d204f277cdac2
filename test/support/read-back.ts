/** Compares what was written with what state and platform show. */
import type { AttributeSchema } from '../../src/schema/model.ts';
import { loadRegistry } from '../../src/schema/registry.ts';
import type { Project } from './cli.ts';
import { reference, settable, type Values } from './design.ts';

export const schemaTypes = loadRegistry();

interface StateFile {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: Values }[];
  }[];
}

/** Attributes by address. */
export function stateOf(project: Project): ReadonlyMap<string, Values> {
  const { resources } = JSON.parse(project.read('terraform.everything.tfstate')) as StateFile;
  return new Map(
    resources
      .filter(({ mode }) => mode === 'managed')
      .map(({ type, name: own, instances }) => [`${type}.${own}`, instances[0]?.attributes ?? {}]),
  );
}

const SUBNET = /^\$\{cidrsubnet\((ztc_vpc\.\w+)\.cidr, 4, (\d+)\)\}$/;

/** The value that an expression of the design stands for. */
export function expected(value: unknown, state: ReadonlyMap<string, Values>): unknown {
  const target = reference(value);
  if (target)
    return target[1].split('.').reduce<unknown>((at, name) => (at as Values)[name], state.get(target[0]));
  if (typeof value === 'string') {
    const [, network = '', number = '0'] = SUBNET.exec(value) ?? [];
    return network === '' ? value : subnet(String(state.get(network)?.cidr), 4, Number(number));
  }
  if (Array.isArray(value)) return value.map((one) => expected(one, state));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, expected(one, state)]));
}

function subnet(range: string, bits: number, number: number): string {
  const [address = '', length = ''] = range.split('/');
  const prefix = Number(length) + bits;
  const base = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const start = base + number * 2 ** (32 - prefix);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.')}/${prefix}`;
}

/** Equal, where a set has no order and what was not given in an object may be null or decided by the platform. */
export function same(wanted: unknown, found: unknown, attribute: AttributeSchema | undefined): boolean {
  if (wanted === undefined || wanted === null)
    return found === undefined || found === null || !attribute || !settable(attribute);
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) return false;
    const order = (list: readonly unknown[]) =>
      attribute?.uniqueItems
        ? [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
        : list;
    const [left, right] = [order(wanted), order(found)];
    return left.every((one, at) => same(one, right[at], attribute?.items));
  }
  if (typeof wanted !== 'object') return wanted === found;
  if (typeof found !== 'object' || found === null) return false;
  const others = attribute?.properties ? [] : Object.keys(found).filter((name) => !(name in wanted));
  return (
    others.length === 0 &&
    Object.entries(wanted).every(([name, one]) =>
      same(one, (found as Values)[name], attribute?.properties?.[name]),
    )
  );
}

/**
 * A computed value that is documented to be null: the whitepaper says nothing about it, no object refers to this one,
 * the optional reference that it follows is not given, the catalogue has no entry, or no work order was filed.
 */
export function mayBeEmpty({ compute }: AttributeSchema): boolean {
  if (!compute) return true;
  return ['referrers', 'from', 'catalog', 'order'].some((kind) => kind in compute);
}
