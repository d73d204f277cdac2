import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { DataZtcSites } from '../../l1/data-sites.ts';
import { ZtcInstance, type ZtcInstanceConfig } from '../../l1/instance.ts';
import { ZtcSlbListener } from '../../l1/slb-listener.ts';
import { ZtcVpc } from '../../l1/vpc.ts';
import { EngineApp, Fn, TerraformStack } from '../engine.ts';
import type { JsonObject } from '../resolve.ts';

let stack: TerraformStack;

beforeEach(() => {
  stack = new TerraformStack(new EngineApp({ outdir: mkdtempSync(join(tmpdir(), 'ztc-l1-')) }), 's');
});

type Sections = Record<string, Record<string, Record<string, JsonObject>>>;

function rendered(type: string, name: string, section = 'resource'): JsonObject {
  const attributes = (stack.toTerraform() as Sections)[section]?.[type]?.[name] ?? {};
  const { '//': _, ...given } = attributes;
  return given;
}

const INSTANCE: ZtcInstanceConfig = {
  site: 'sh-jq',
  family: 'general',
  flavor: 'ecs-g1-large',
  imageId: 'img-1',
  vswitchId: 'vsw-1',
  securityGroupIds: ['sg-1'],
  systemDisk: { category: 'ssd', sizeGib: 100 },
};

describe('a generated class', () => {
  test('gives late values, remembers inputs, resets what is optional', () => {
    const vpc = new ZtcVpc(stack, 'vpc', { site: 'sh-jq', cidr: '10.0.0.0/16', name: 'a' });
    const other = new ZtcVpc(stack, 'other', {
      site: vpc.site,
      cidr: '10.1.0.0/16',
      name: `${vpc.id}/${vpc.tunnelId}`,
    });
    expect(vpc.cidrInput).toBe('10.0.0.0/16');
    vpc.cidr = '10.2.0.0/16';
    vpc.resetName();
    expect(rendered('ztc_vpc', 'vpc')).toEqual({ site: 'sh-jq', cidr: '10.2.0.0/16' });
    expect(rendered('ztc_vpc', other.friendlyUniqueId)).toMatchObject({
      site: '${ztc_vpc.vpc.site}',
      name: '${ztc_vpc.vpc.id}/${ztc_vpc.vpc.tunnel_id}',
    });
  });

  test('nested objects are set, put, read and reset', () => {
    const host = new ZtcInstance(stack, 'host', INSTANCE);
    new ZtcVpc(stack, 'vpc', { site: 'sh-jq', name: host.systemDisk.id });
    host.putInternet({ outbound: true });
    expect(host.internetInput).toEqual({ outbound: true });
    expect(rendered('ztc_instance', 'host')).toMatchObject({
      system_disk: { category: 'ssd', size_gib: 100 },
      internet: { outbound: true },
    });
    expect(rendered('ztc_vpc', 'vpc').name).toBe('${ztc_instance.host.system_disk.id}');
    host.resetInternet();
    expect(rendered('ztc_instance', 'host').internet).toBeUndefined();
  });

  test('an unknown name inside a nested object is refused with what is allowed', () => {
    const systemDisk = { category: 'ssd', size: 1 } as unknown as ZtcInstanceConfig['systemDisk'];
    const host = new ZtcInstance(stack, 'host', { ...INSTANCE, systemDisk });
    expect(() => host.toTerraform()).toThrow(/systemDisk\.size[\s\S]*category, sizeGib/);
  });

  test('late values can be nested, in lists and in functions', () => {
    const vpc = new ZtcVpc(stack, 'vpc', { site: 'sh-jq', cidr: '10.0.0.0/16' });
    new ZtcInstance(stack, 'host', {
      ...INSTANCE,
      dnsServers: [Fn.cidrhost(vpc.cidr, 2), vpc.id],
      securityGroupIds: [vpc.id],
    });
    expect(rendered('ztc_instance', 'host')).toMatchObject({
      dns_servers: ['${cidrhost(ztc_vpc.vpc.cidr, 2)}', '${ztc_vpc.vpc.id}'],
      security_group_ids: ['${ztc_vpc.vpc.id}'],
    });
  });

  test('lists of objects of a data source can be indexed', () => {
    const sites = new DataZtcSites(stack, 'sites', { region: 'shanghai' });
    new ZtcVpc(stack, 'vpc', { site: 'sh-jq', name: sites.items.get(0).nameZh });
    expect(rendered('ztc_vpc', 'vpc').name).toBe('${data.ztc_sites.sites.items[0].name_zh}');
    expect(rendered('ztc_sites', 'sites', 'data')).toEqual({ region: 'shanghai' });
  });

  test('meta arguments work', () => {
    const vpc = new ZtcVpc(stack, 'vpc', { site: 'sh-jq', count: 2, lifecycle: { preventDestroy: true } });
    new ZtcSlbListener(stack, 'l', {
      slbId: 'x',
      protocol: 'tcp',
      port: 1,
      backendGroupId: 'b',
      dependsOn: [vpc],
    });
    expect(rendered('ztc_vpc', 'vpc')).toMatchObject({ count: 2, lifecycle: { prevent_destroy: true } });
    expect(rendered('ztc_slb_listener', 'l').depends_on).toEqual(['ztc_vpc.vpc']);
  });

  test('an import block is one call', () => {
    ZtcVpc.generateConfigForImport(stack, 'adopted', 'vpc-123');
    const { import: imports } = stack.toTerraform() as { import: unknown };
    expect(imports).toEqual([{ id: 'vpc-123', to: 'ztc_vpc.adopted' }]);
    expect(ZtcVpc.tfResourceType).toBe('ztc_vpc');
  });

  test('HCL output knows every attribute', () => {
    new ZtcInstance(stack, 'host', INSTANCE);
    const { hcl } = stack.toHclTerraform() as { hcl: string };
    expect(hcl).toContain('resource "ztc_instance" "host"');
    expect(hcl).toContain('security_group_ids');
  });
});
