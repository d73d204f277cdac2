import { expect, it } from 'vitest';
import { formatInstance, parseAddress } from './address.ts';

it.each([
  'ztc_vpc.main',
  'ztc_vpc.main[3]',
  'data.ztc_account.me["a b"]',
  'module.site["sh"].module.net[0].ztc_vpc.main["点"]',
  'ztc_vpc.main["$${x}"]',
  'ztc_vpc.main["%%{if}$"]',
  'ztc_vpc.main["a\\"b\\\\c"]',
])('%s is read and written alike', (text) => {
  const address = parseAddress(text);
  expect(address && formatInstance(address)).toBe(text);
});

it('escapes template markers in keys, which stand for themselves', () => {
  expect(parseAddress('ztc_vpc.main["$${x}"]')?.key).toBe('${x}');
});
