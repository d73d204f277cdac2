import { expect, test } from 'vitest';
import { ZtcInstance } from '../../l1/instance.ts';
import { ZtcVpc } from '../../l1/vpc.ts';
import { EngineApp, TerraformStack } from '../engine.ts';
test('smoke', () => {
  const app = new EngineApp({ outdir: '/tmp/l1smoke' });
  const stack = new TerraformStack(app, 's');
  const vpc = new ZtcVpc(stack, 'vpc', { site: 'sh-jq', cidr: '10.0.0.0/8' });
  const i = new ZtcInstance(stack, 'i', { site: vpc.site, family: 'compute', flavor: 'ecs-c1-large', imageId: 'x', vswitchId: vpc.id, securityGroupIds: ['a'], systemDisk: { category: 'ssd' } });
  vpc.name = `${i.systemDisk.id}-${i.privateIp}`;
  console.log(JSON.stringify(stack.toTerraform(), null, 1));
  expect(vpc.cidrInput).toBe('10.0.0.0/8');
  vpc.resetName();
});
