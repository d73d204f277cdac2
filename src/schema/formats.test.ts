import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCheck, isCidr } from './formats.ts';

const octet = fc.integer({ min: 0, max: 255 });
const address = fc.tuple(octet, octet, octet, octet);
const prefix = fc.integer({ min: 0, max: 32 });

function toNumber(octets: readonly number[]): number {
  return octets.reduce((sum, part) => sum * 256 + part, 0);
}

function toText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

describe('cidr', () => {
  it('accepts a range exactly when no bit stands behind the prefix', () => {
    fc.assert(
      fc.property(address, prefix, (octets, length) => {
        const clean = toNumber(octets) % 2 ** (32 - length) === 0;
        expect(isCidr(`${octets.join('.')}/${length}`)).toBe(clean);
      }),
    );
  });

  it('accepts the network of every address', () => {
    fc.assert(
      fc.property(address, prefix, (octets, length) => {
        const size = 2 ** (32 - length);
        const network = Math.floor(toNumber(octets) / size) * size;
        expect(isCidr(`${toText(network)}/${length}`)).toBe(true);
      }),
    );
  });

  it('refuses any text with a character more', () => {
    const extra = fc.constantFrom(' ', '0', '.', '/', '\n', 'x', '-', '９');
    fc.assert(
      fc.property(address, extra, fc.nat(20), (octets, character, at) => {
        const text = `${octets.join('.')}/32`;
        const place = at % (text.length + 1);
        const changed = text.slice(0, place) + character + text.slice(place);
        const digits = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(changed);
        const parts = digits?.slice(1) ?? [];
        const valid =
          digits !== null &&
          parts.every((part, i) => String(Number(part)) === part && Number(part) <= (i < 4 ? 255 : 32));
        if (!valid) expect(isCidr(changed)).toBe(false);
      }),
    );
  });

  it.each([
    '',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '010.0.0.0/8',
    '10.0.0.0/08',
    '10.0.0/8',
    '10.0.0.1/24',
    '256.0.0.0/8',
    '::/0',
    ' 10.0.0.0/8',
    '10.0.0.0/8\n',
    '10.0.0.0/-1',
  ])('refuses %j', (text) => {
    expect(isCidr(text)).toBe(false);
  });
});

describe('the other formats', () => {
  it.each([
    ['port-range', '22', true],
    ['port-range', '8000-8010', true],
    ['port-range', 'all', true],
    ['port-range', '0', false],
    ['port-range', '022', false],
    ['port-range', '65536', false],
    ['port-range', '8010-8000', false],
    ['port-range', '22,80', false],
    ['port-range', '22/tcp', false],
    ['port-protocol', '443/tcp', true],
    ['port-protocol', '8000-8010/udp', true],
    ['port-protocol', '443', false],
    ['port-protocol', '443/icmp', false],
    ['port-protocol', '70000/tcp', false],
    ['ipv4', '10.0.0.1', true],
    ['ipv4', '10.0.0.01', false],
    ['ipv4', '10.0.0.0/8', false],
    ['date-time', '2026-01-31T08:00:00Z', true],
    ['date-time', '2026-01-31T08:00:00.5+08:00', true],
    ['date-time', '2026-13-31T08:00:00Z', false],
    ['date-time', '2026-01-31', false],
  ] as const)('%s: %s is %s', (format, text, accepted) => {
    expect(formatCheck(format)(text)).toBe(accepted);
  });
});
