/** One test per silent failure of the engine. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { ZtcProvider } from '../l1/provider.ts';
import { ZtcSecurityGroup } from '../l1/security-group.ts';
import { ZtcVpc, type ZtcVpcConfig } from '../l1/vpc.ts';
import { ZtcVswitch } from '../l1/vswitch.ts';
import { App } from './app.ts';
import { Aspects, Construct, type IConstruct, TerraformOutput } from './engine.ts';
import type { ErrorData } from './errors.ts';
import type { RenderedStack } from './render-stacks.ts';
import type { JsonObject } from './resolve.ts';
import { Stack } from './stack.ts';

let outdir: string;
let app: App;
let stack: Stack;

beforeEach(() => {
  outdir = join(mkdtempSync(join(tmpdir(), 'ztc-')), 'cdktf.out');
  app = new App({ outdir, asOf: '2026-11-22' });
  stack = new Stack(app, 'main');
});

const ALLOCATED: ZtcVpcConfig = { site: 'sh-jq', allocationId: 'vaa-1' };

function vpc(scope: Construct, id: string, config: ZtcVpcConfig = ALLOCATED): ZtcVpc {
  return new ZtcVpc(scope, id, config);
}

function codes(errors: readonly ErrorData[]): string[] {
  return errors.map(({ code }) => code);
}

function resource(type: string, name: string, at = 0): JsonObject {
  const { json } = app.synthesize().stacks[at] as { json: JsonObject };
  return ((json.resource as JsonObject)[type] as JsonObject)[name] as JsonObject;
}

function firstJson(): JsonObject {
  return (app.synthesize().stacks[0] as RenderedStack).json;
}

describe('what the engine does in silence', () => {
  test('two ids with one address are an error that names both', () => {
    vpc(stack, 'a.b');
    vpc(stack, 'ab');
    const [error] = app.synthesize().errors;
    expect(error?.code).toBe('CDK-301');
    expect(error?.what.en).toBe('main/ab and main/a.b both get the address ztc_vpc.ab');
  });

  test('one logical id given twice is an error', () => {
    vpc(stack, 'a').overrideLogicalId('same');
    vpc(stack, 'b').overrideLogicalId('same');
    expect(codes(app.synthesize().errors)).toEqual(['CDK-301']);
  });

  test('a logical id can be overridden after an attribute was read', () => {
    const first = vpc(stack, 'a');
    const group = new ZtcSecurityGroup(stack, 'g', { vpcId: first.id });
    first.overrideLogicalId('renamed');
    expect(resource('ztc_security_group', group.friendlyUniqueId).vpc_id).toBe('${ztc_vpc.renamed.id}');
    expect(() => first.overrideLogicalId('again')).toThrow('CDK-104');
  });

  test('stacks of one id in two scopes get folders of their own', () => {
    for (const side of ['east', 'west']) vpc(new Stack(new Construct(app, side), 'net'), 'a');
    vpc(stack, 'a');
    app.synth();
    expect(readdirSync(join(outdir, 'stacks')).sort()).toEqual(['east-net', 'main', 'west-net']);
  });

  test('stacks whose folders would be the same are an error', () => {
    new Stack(new Construct(app, 'a'), 'b');
    new Stack(app, 'a-b');
    expect(codes(app.synthesize().errors)).toEqual(['CDK-202']);
  });

  test('aspects of the app visit every construct, also what an aspect adds', () => {
    const paths: string[] = [];
    Aspects.of(app).add({ visit: (node: IConstruct) => void paths.push(node.node.path) });
    Aspects.of(app).add({
      visit: (node: IConstruct) => {
        if (node === stack && !stack.node.tryFindChild('late')) vpc(stack, 'late');
      },
    });
    app.synthesize();
    expect(paths).toEqual(['', 'main', 'main/late']);
  });

  test('aspects that never settle are an error', () => {
    Aspects.of(app).add({
      visit: (node: IConstruct) =>
        void (node === stack && new Construct(stack, `c${stack.node.children.length}`)),
    });
    expect(app.synthesize().errors).toEqual([]);
    const grow = (node: IConstruct): void => Aspects.of(node).add({ visit: grow });
    Aspects.of(stack).add({ visit: grow });
    expect(codes(app.synthesize().errors)).toContain('CDK-205');
  });

  test('node.addDependency becomes depends_on of sources on sinks', () => {
    const [from, to] = [new Construct(stack, 'from'), new Construct(stack, 'to')];
    const target = vpc(to, 'vpc');
    const sink = new ZtcSecurityGroup(to, 'sink', { vpcId: target.id });
    const source = vpc(from, 'vpc');
    new ZtcSecurityGroup(from, 'dependent', { vpcId: source.id });
    from.node.addDependency(to);
    expect(resource('ztc_vpc', source.friendlyUniqueId).depends_on).toEqual([
      `ztc_security_group.${sink.friendlyUniqueId}`,
    ]);
    const { resource: all } = firstJson() as { resource: JsonObject };
    const dependents = JSON.stringify(all.ztc_security_group).match(/depends_on/g);
    expect(dependents).toBeNull();
  });

  test('a dependency across stacks orders the stacks; a cycle is an error', () => {
    const other = new Stack(app, 'other');
    const [a, b] = [vpc(stack, 'a'), vpc(other, 'b')];
    b.node.addDependency(a);
    app.synth();
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    expect(manifest.stacks.other.dependencies).toEqual(['main']);
    a.node.addDependency(b);
    expect(codes(app.synthesize().errors)).toContain('CDK-206');
  });

  test('dependsOn of a resource of another stack is an error', () => {
    const other = new Stack(app, 'other');
    vpc(other, 'b', { ...ALLOCATED, dependsOn: [vpc(stack, 'a')] });
    expect(codes(app.synthesize().errors)).toContain('CDK-305');
  });

  test('string methods on a late value are an error', () => {
    const a = vpc(stack, 'a');
    vpc(stack, 'upper', { ...ALLOCATED, name: a.id.toUpperCase() });
    vpc(stack, 'slice', { ...ALLOCATED, name: a.id.slice(0, 5) });
    expect(codes(app.synthesize().errors)).toEqual(['CDK-303', 'CDK-303']);
  });

  test('a late number after a hyphen is not torn apart', () => {
    const a = vpc(stack, 'a');
    vpc(stack, 'b', { ...ALLOCATED, name: `net-${a.tunnelId}` });
    expect(resource('ztc_vpc', 'b').name).toBe('net-${ztc_vpc.a.tunnel_id}');
  });

  test('a literal that looks like an expression is an error', () => {
    vpc(stack, 'a', { ...ALLOCATED, name: 'cost ${USD}' });
    vpc(stack, 'b', { ...ALLOCATED, name: 'cost $${USD}' });
    expect(codes(app.synthesize().errors)).toEqual(['CDK-304']);
  });

  test('a reference that an aspect adds to another stack goes over the state, and is not sensitive', () => {
    const other = new Stack(app, 'other');
    const a = vpc(stack, 'a');
    const b = vpc(other, 'b');
    Aspects.of(other).add({
      visit: (node) => {
        if (node === b) b.name = a.id;
      },
    });
    const synthesis = app.synthesize();
    expect(synthesis.errors).toEqual([]);
    const [first, second] = synthesis.stacks.map(({ json }) => JSON.stringify(json));
    expect(second).toContain('data.terraform_remote_state.cross-stack-reference-input-main.outputs');
    expect(first).toContain('"output"');
    expect(first).not.toContain('"sensitive"');
  });

  test('a resource outside a stack is an error', () => {
    new ZtcProvider(app, 'lost');
    expect(codes(app.synthesize().errors)).toEqual(['CDK-201']);
  });

  test('the precondition of an output is kept', () => {
    new TerraformOutput(stack, 'out', {
      value: 'x',
      precondition: { condition: '${1 < 2}', errorMessage: 'no' },
    });
    const { output } = firstJson() as { output: { out: JsonObject } };
    expect(output.out.precondition).toEqual([{ condition: '${1 < 2}', error_message: 'no' }]);
  });

  test('moving to index 0 is an error, not a loss', () => {
    expect(() => vpc(stack, 'a').moveTo('target', 0)).toThrow('CDK-105');
  });

  test('two providers without an alias are an error', () => {
    new ZtcProvider(stack, 'one');
    new ZtcProvider(stack, 'two');
    expect(codes(app.synthesize().errors)).toEqual(['CDK-306']);
  });

  test('a name that ignoreChanges cannot mean is an error; so is an attribute that does not exist', () => {
    const a = vpc(stack, 'a', { ...ALLOCATED, lifecycle: { ignoreChanges: ['nmae'] } });
    expect(codes(app.synthesize().errors)).toEqual(['CDK-308']);
    expect(() => a.getStringAttribute('nope')).toThrow('CDK-106');
  });

  test('a construct as a value says what to pass', () => {
    const a = vpc(stack, 'a');
    new ZtcVswitch(stack, 's', { vpcId: a as unknown as string, cidr: '10.0.0.0/24' });
    expect(app.synthesize().errors[0]).toMatchObject({ code: 'CDK-102', constructPath: 'main/s' });
  });

  test('an argument that does not exist is an error', () => {
    expect(() => vpc(stack, 'a', { ...ALLOCATED, cidrBlock: 'x' } as ZtcVpcConfig)).toThrow('CDK-103');
  });
});
