import { describe, expect, it } from 'vitest';
import { constraint } from '../catalog/constraints.ts';
import { defineRule, type Rule } from '../rules/kit/rule.ts';
import vpc003 from '../rules/network/ZTC-VPC-003.ts';
import { ManualClock, refusal, setUp, VPC } from './testing.ts';

const messages = { bad: { en: 'too many in {vpc}', zh: '{vpc} 中过多' } } as const;
const examples = {
  pass: [{ given: {} }],
  fail: [{ given: {}, at: '', message: '' }],
  unknown: { never: '' },
} as const;
const base = { fix: { en: '', zh: '' }, messages, examples, scope: 'request' } as const;

/** Judges the network by its subnets: what is written is not what is judged. */
const atMostTwo = defineRule({
  ...base,
  id: 'ZTC-EIP-002',
  on: ['ztc_vpc'],
  reads: ['ztc_vswitch.vpc_id'],
  check: (node, k) =>
    node.referrers('ztc_vswitch', 'vpc_id').atMost(2) ? k.pass() : k.fail('bad', { vpc: node.address }),
});

const crashing = defineRule({
  ...base,
  id: 'ZTC-VPC-002',
  on: ['ztc_vswitch'],
  reads: [],
  check: () => {
    throw new Error('oh');
  },
});

const rules = (...list: readonly Rule[]) => ({ rules: { rules: { rules: list, constraint } } });

describe('rules at the control plane', () => {
  it('refuse a request that breaks one, with rule, citation and findings, and change nothing', async () => {
    await using setup = setUp(rules(vpc003));
    const vpc = await setup.make('ztc_vpc', VPC);
    const error = await refusal(
      setup.client.create('ztc_vswitch', { vpc_id: vpc.id, cidr: '10.9.1.0/24' }, { token: 'x' }),
    );
    expect(error).toMatchObject({ status: 422, code: 'ZTC-API-RULE_VIOLATION' });
    expect(error.details).toMatchObject({
      rule: 'ZTC-VPC-003',
      citation: { section: constraint('ZTC-VPC-003').section },
    });
    expect(error.findings[0]).toMatchObject({ status: 'violated', attribute: 'cidr', value: '10.9.1.0/24' });
    expect((await setup.client.list('ztc_vswitch')).items).toEqual([]);
    expect((await setup.client.audit()).items).toHaveLength(1);
    // The refused object has left no trace in the picture that the rules see.
    await setup.make('ztc_vswitch', { vpc_id: vpc.id, cidr: '10.8.1.0/24' });
    const overlap = await refusal(
      setup.client.create('ztc_vswitch', { vpc_id: vpc.id, cidr: '10.8.0.0/20' }, { token: 'y' }),
    );
    expect(overlap.details.rule).toBe('ZTC-VPC-003');
  });

  it('see what is gone as gone, after a delay as well', async () => {
    const clock = new ManualClock();
    await using setup = setUp({ ...rules(vpc003), clock, profile: 'realistic' });
    const vpc = await setup.make('ztc_vpc', VPC);
    clock.advance(60);
    const subnet = { vpc_id: vpc.id, cidr: '10.8.1.0/24' };
    const first = await setup.make('ztc_vswitch', subnet);
    clock.advance(60);
    await setup.client.delete('ztc_vswitch', first.id, { token: 'd' });
    clock.advance(60);
    await setup.make('ztc_vswitch', subnet);
  });

  it('judge neighbours, but not for what was wrong before', async () => {
    await using setup = setUp(rules(atMostTwo));
    const vpc = await setup.make('ztc_vpc', VPC);
    const subnet = (at: number) => setup.make('ztc_vswitch', { vpc_id: vpc.id, cidr: `10.8.${at}.0/24` });
    const [first] = [await subnet(1), await subnet(2)];
    expect((await refusal(subnet(3))).details.rule).toBe('ZTC-EIP-002');
    await setup.client.update('ztc_vswitch', first.id, { name: 'a' }, { token: 'u' });
    await setup.client.delete('ztc_vswitch', first.id, { token: 'd' });
    const third = await subnet(3);
    // Somebody in the console adds a third one to the network: later requests are not blamed for it.
    const other = await setup.make('ztc_vpc', { ...VPC, cidr: '10.9.0.0/16' });
    const stray = await setup.make('ztc_vswitch', { vpc_id: other.id, cidr: '10.9.1.0/24' });
    await setup.client.mutate('ztc_vswitch', stray.id, { vpc_id: vpc.id });
    await setup.client.update('ztc_vswitch', third.id, { name: 'b' }, { token: 'v' });
    await setup.make('ztc_nat_gateway', { vpc_id: vpc.id });
  });

  it('let nothing through when a rule crashes', async () => {
    await using setup = setUp(rules(crashing));
    const vpc = await setup.make('ztc_vpc', VPC);
    const error = await refusal(
      setup.client.create('ztc_vswitch', { vpc_id: vpc.id, cidr: '10.8.1.0/24' }, { token: 'x' }),
    );
    expect(error).toMatchObject({ code: 'ZTC-API-RULE_CRASHED', details: { rule: 'ZTC-VPC-002' } });
  });

  it('follow what another process writes to the same folder', async () => {
    const { mkdtempSync } = await import('node:fs');
    const dir = mkdtempSync('/tmp/ztc-two-');
    await using one = setUp({ ...rules(vpc003), dir });
    await using two = setUp({ ...rules(vpc003), dir });
    const vpc = await one.make('ztc_vpc', VPC);
    await two.make('ztc_vswitch', { vpc_id: vpc.id, cidr: '10.8.1.0/24' });
    const body = { vpc_id: vpc.id, cidr: '10.8.1.0/25' };
    expect((await refusal(one.client.create('ztc_vswitch', body, { token: 'x' }))).details.rule).toBe(
      'ZTC-VPC-003',
    );
  });
});
