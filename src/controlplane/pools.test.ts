import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, parseCidr, type Range } from '../rules/kit/cidr.ts';
import { refusal, type Setup, setUp, VPC } from './testing.ts';

function rangeOf(value: unknown): Range {
  const text = String(value);
  const range = parseCidr(text.includes('/') ? text : `${text}/32`);
  if (!range) throw new Error(`not a range: ${text}`);
  return range;
}

function expectDisjoint(ranges: readonly Range[]): void {
  const sorted = ranges.toSorted((a, b) => a.first - b.first);
  sorted.forEach((range, at) => {
    const next = sorted[at + 1];
    if (next) expect(overlaps(range, next)).toBe(false);
  });
}

async function subnet(setup: Setup, cidr: string): Promise<string> {
  const vpc = await setup.make('ztc_vpc', VPC);
  return (await setup.make('ztc_vswitch', { vpc_id: vpc.id, cidr })).id;
}

const SITES = ['sh-jq', 'sh-wgq', 'sh-nq', 'bj-aw'] as const;

describe('pools', () => {
  it('never hand out overlapping ranges, whatever is taken and given back', async () => {
    const step = fc.record({
      site: fc.constantFrom(...SITES),
      prefix: fc.integer({ min: 10, max: 28 }),
      giveBack: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await using setup = setUp();
        const held: { id: string; range: Range }[] = [];
        for (const { site, prefix, giveBack } of steps) {
          const made = await setup
            .make('ztc_vpc_address_allocation', { site, prefix_length: prefix })
            .catch(() => null);
          if (made) held.push({ id: made.id, range: rangeOf(made.attributes.cidr) });
          const first = giveBack ? held.shift() : undefined;
          if (first)
            await setup.client.delete('ztc_vpc_address_allocation', first.id, { token: `give ${first.id}` });
          expectDisjoint(held.map(({ range }) => range));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('give the same values for the same seed', async () => {
    const runs = await Promise.all(
      [1, 2].map(async () => {
        await using setup = setUp({ seed: 3 });
        const made = await setup.make('ztc_vpc', VPC);
        const { created_at: _time, account_id: _account, ...rest } = made.attributes;
        return rest;
      }),
    );
    expect(runs[0]).toEqual(runs[1]);
  });

  it('fill a subnet to its last address, and no further', async () => {
    await using setup = setUp();
    const vswitch = await subnet(setup, '10.8.1.0/28');
    const nics = await Promise.all(
      Array.from({ length: 11 }, () => setup.make('ztc_network_interface', { vswitch_id: vswitch })),
    );
    const addresses = nics.map(({ attributes }) => attributes.private_ip);
    expect(new Set(addresses).size).toBe(11);
    const full = await refusal(setup.make('ztc_network_interface', { vswitch_id: vswitch }));
    expect(full.code).toBe('ZTC-API-POOL_EXHAUSTED');
    const third = nics[3];
    await setup.client.delete('ztc_network_interface', third?.id ?? '', { token: 'free' });
    const again = await setup.make('ztc_network_interface', { vswitch_id: vswitch });
    expect(again.attributes.private_ip).toBe(third?.attributes.private_ip);
  });

  it('take an address that the user chose, once', async () => {
    await using setup = setUp();
    const vswitch = await subnet(setup, '10.8.1.0/24');
    const chosen = { vswitch_id: vswitch, private_ip: '10.8.1.2' };
    await setup.make('ztc_network_interface', chosen);
    expect((await refusal(setup.make('ztc_network_interface', chosen))).code).toBe('ZTC-API-ADDRESS_IN_USE');
    const outside = { ...chosen, private_ip: '10.9.1.2' };
    expect((await refusal(setup.make('ztc_network_interface', outside))).code).toBe(
      'ZTC-API-ADDRESS_OUT_OF_RANGE',
    );
    const next = await setup.make('ztc_network_interface', { vswitch_id: vswitch });
    expect(next.attributes.private_ip).toBe('10.8.1.3');
  });

  it('give an elastic address its internet address: its own in Beijing, a mapped one in Shanghai', async () => {
    await using setup = setUp();
    const policy = { direction: 'outbound', justification: 'updates' } as const;
    for (const [site, own] of [
      ['bj-aw', true],
      ['sh-jq', false],
    ] as const) {
      const eip = await setup.make('ztc_eip', { site, bandwidth_mbps: 5 });
      const out = await setup.make('ztc_internet_access_policy', { ...policy, eip_id: eip.id });
      const into = await setup.make('ztc_internet_access_policy', {
        ...policy,
        eip_id: eip.id,
        direction: 'inbound',
      });
      expect(out.attributes.internet_address === eip.attributes.address).toBe(own);
      expect(into.attributes.internet_address).toBe(out.attributes.internet_address);
    }
  });

  it('number lines, interconnections and tunnels without repetition', async () => {
    await using setup = setUp();
    const asked = { site: 'sh-jq', carrier: 'telecom' } as const;
    const lines = await Promise.all(
      Array.from({ length: 20 }, () => setup.make('ztc_line_parameter_allocation', asked)),
    );
    expect(new Set(lines.map(({ attributes }) => attributes.vlan_id)).size).toBe(20);
    expectDisjoint(lines.map(({ attributes }) => rangeOf(attributes.interconnect_cidr)));
    expect(lines[0]?.attributes.interconnect_cidr).toMatch(/\/30$/);
  });
});
