/** Address arithmetic for IPv4 and IPv6, on plain integers. */

import ipaddr from 'ipaddr.js';
import { toBigInt } from '../../values/num.ts';
import { T } from '../../values/type.ts';
import { asNum, list, str, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import { arg, fn, int, number, s, type Table, text } from './define.ts';

export interface Prefix {
  readonly address: bigint;
  readonly length: number;
  readonly bits: 32 | 128;
}

function parseAddress(given: string): { address: bigint; bits: 32 | 128 } | undefined {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(given);
  if (v4) {
    const parts = v4.slice(1).map(Number);
    if (parts.some((p) => p > 255)) return undefined;
    return { address: parts.reduce((n, p) => n * 256n + BigInt(p), 0n), bits: 32 };
  }
  if (!given.includes(':') || given.includes('%') || !ipaddr.IPv6.isValid(given)) return undefined;
  return { address: ipaddr.IPv6.parse(given).parts.reduce((n, p) => n * 65536n + BigInt(p), 0n), bits: 128 };
}

/** The network of a prefix; host bits are cleared. */
export function parsePrefix(given: string): Prefix {
  const wrong = (): Error => new FunctionError(`invalid CIDR expression: invalid CIDR address: ${given}`, 0);
  const [head = '', tail = '', ...rest] = given.split('/');
  const parsed = parseAddress(head);
  if (parsed === undefined || rest.length > 0 || !/^\d{1,3}$/.test(tail)) throw wrong();
  const length = Number(tail);
  if (length > parsed.bits) throw wrong();
  return { address: network(parsed.address, length, parsed.bits), length, bits: parsed.bits };
}

function network(address: bigint, length: number, bits: number): bigint {
  const host = BigInt(bits - length);
  return (address >> host) << host;
}

export function printAddress(address: bigint, bits: 32 | 128): string {
  const size = bits === 32 ? 4 : 16;
  const bytes = Array.from({ length: size }, (_b, i) =>
    Number((address >> BigInt(8 * (size - 1 - i))) & 255n),
  );
  return bits === 32 ? bytes.join('.') : new ipaddr.IPv6(bytes).toRFC5952String();
}

export const printPrefix = (p: Prefix): string => `${printAddress(p.address, p.bits)}/${p.length}`;

function whole(v: Value, argument: number): bigint {
  const n = toBigInt(asNum(v));
  if (n === undefined) throw new FunctionError('a whole number is required', argument);
  return n;
}

export function hostAddress(prefix: Prefix, host: bigint): bigint {
  const size = 1n << BigInt(prefix.bits - prefix.length);
  const position = host < 0n ? size + host : host;
  if (position < 0n || position >= size) {
    throw new FunctionError(`prefix of ${prefix.length} does not accommodate a host numbered ${host}`);
  }
  return prefix.address + position;
}

export function subnet(prefix: Prefix, extra: number, index: bigint): Prefix {
  const length = prefix.length + extra;
  if (extra < 0 || length > prefix.bits) {
    throw new FunctionError(`insufficient address space to extend prefix of ${prefix.length} by ${extra}`);
  }
  if (index < 0n || index >= 1n << BigInt(extra)) {
    throw new FunctionError(`prefix extension of ${extra} does not accommodate a subnet numbered ${index}`);
  }
  return { address: prefix.address + (index << BigInt(prefix.bits - length)), length, bits: prefix.bits };
}

/** Consecutive subnets of the given sizes, each at the first boundary where it fits. */
export function subnets(prefix: Prefix, extras: readonly number[]): Prefix[] {
  const end = prefix.address + (1n << BigInt(prefix.bits - prefix.length));
  let next = prefix.address;
  return extras.map((extra, i) => {
    const length = prefix.length + extra;
    if (extra < 1) throw new FunctionError('must extend prefix by at least one bit', i + 1);
    if (length > prefix.bits) {
      throw new FunctionError(
        `would extend prefix to ${length} bits, which is too long for an ${prefix.bits === 32 ? 'IPv4' : 'IPv6'} address`,
        i + 1,
      );
    }
    const size = 1n << BigInt(prefix.bits - length);
    const address = ((next + size - 1n) / size) * size;
    if (address + size > end) {
      throw new FunctionError(
        `not enough remaining address space for a subnet with a prefix of ${length} bits after ${printAddress(next === prefix.address ? next : next - 1n, prefix.bits)}`,
        i + 1,
      );
    }
    next = address + size;
    return { address, length, bits: prefix.bits };
  });
}

function netmask(given: string): string {
  const prefix = parsePrefix(given);
  if (prefix.bits === 128) throw new FunctionError(`IPv6 addresses cannot have a netmask: ${given}`, 0);
  return printAddress(network((1n << 32n) - 1n, prefix.length, 32), 32);
}

export const ip: Table = {
  cidrhost: fn([text('prefix'), number('hostnum')], T.string, (args) => {
    const prefix = parsePrefix(s(args, 0));
    return str(printAddress(hostAddress(prefix, whole(arg(args, 1), 1)), prefix.bits));
  }),
  cidrnetmask: fn([text('prefix')], T.string, (args) => str(netmask(s(args, 0)))),
  cidrsubnet: fn([text('prefix'), number('newbits'), number('netnum')], T.string, (args) =>
    str(printPrefix(subnet(parsePrefix(s(args, 0)), int(args, 1), whole(arg(args, 2), 2)))),
  ),
  cidrsubnets: fn(
    [text('prefix')],
    T.list(T.string),
    (args) => {
      const extras = args.slice(1).map((_v, i) => int(args, i + 1));
      return list(
        T.string,
        subnets(parsePrefix(s(args, 0)), extras).map((p) => str(printPrefix(p))),
      );
    },
    { variadic: number('newbits') },
  ),
};
