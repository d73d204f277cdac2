/** The text formats of attribute values. Strict: one spelling per value, so that equal values are equal texts. */
import type { AttributeSchema } from './model.ts';

type Format = NonNullable<AttributeSchema['format']>;

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const CIDR = new RegExp(`^(${OCTET}(?:\\.${OCTET}){3})/(3[0-2]|[12]?\\d)$`);
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const PORT = '([1-9]\\d{0,4})';
const PORT_RANGE = new RegExp(`^${PORT}(?:-${PORT})?$`);
const PORT_PROTOCOL = new RegExp(`^${PORT}(?:-${PORT})?/(?:tcp|udp)$`);

/** What is accepted, as shown to users. */
export const FORMAT_HINTS: Readonly<Record<Format, string>> = {
  cidr: 'an IPv4 range in CIDR notation without host bits, such as 10.0.0.0/16',
  ipv4: 'an IPv4 address, such as 10.0.0.1',
  'date-time': 'an RFC 3339 time, such as 2026-01-31T08:00:00Z',
  'port-range': 'a port, a range of ports or all: 22, 8000-8010, all',
  'port-protocol': 'a port or a range of ports with tcp or udp: 443/tcp, 8000-8010/udp',
};

const CHECKS: Readonly<Record<Format, (text: string) => boolean>> = {
  cidr: isCidr,
  ipv4: (text) => IPV4.test(text),
  'date-time': (text) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text)),
  'port-range': (text) => text === 'all' || isPorts(PORT_RANGE.exec(text)),
  'port-protocol': (text) => isPorts(PORT_PROTOCOL.exec(text)),
};

export function formatCheck(format: Format): (text: string) => boolean {
  return CHECKS[format];
}

/** Strict IPv4 CIDR: no leading zeros, a prefix of at most 32, and no bits behind the prefix. */
export function isCidr(text: string): boolean {
  const match = CIDR.exec(text);
  if (!match) return false;
  const [, address = '', prefix = ''] = match;
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return number % 2 ** (32 - Number(prefix)) === 0;
}

function isPorts(match: RegExpExecArray | null): boolean {
  if (!match) return false;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return first <= last && last <= 65535 && (match[2] === undefined || first < last);
}
