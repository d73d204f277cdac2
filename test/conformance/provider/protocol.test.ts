/** What Terraform makes of a provider that does everything the protocol has, and fails in every way it allows. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakePlatform, failure } from '../../../src/engine/testing/fake-provider.ts';
import { PROVIDER_ADDRESS } from '../../../src/plugin/reattach.ts';
import type { Attribute, AttributeTable, Schema } from '../../../src/provider/provider-schema.ts';
import { ztcSchema } from '../../../src/provider/ztc/ztc-provider.ts';
import { loadRegistry } from '../../../src/schema/registry.ts';
import { typeToJson } from '../../../src/values/type.ts';
import { AttachedProvider } from '../../support/attached.ts';
import { Project } from '../../support/cli.ts';

const NULL = 'registry.terraform.io/hashicorp/null';

let platform: FakePlatform;
let project: Project;
let attached: AttachedProvider;

beforeEach(async () => {
  platform = new FakePlatform();
  project = new Project();
  attached = await AttachedProvider.of(platform.provider, NULL);
});

afterEach(async () => {
  attached[Symbol.dispose]();
  await project[Symbol.asyncDispose]();
});

const terraform = (code: number, ...args: string[]): Promise<string> =>
  attached.terraform(code, project.dir, ...args);

interface Planned {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

async function actions(): Promise<Readonly<Record<string, string>>> {
  await terraform(0, 'plan', '-out=p');
  const { resource_changes = [] } = JSON.parse(await terraform(0, 'show', '-json', 'p')) as Planned;
  return Object.fromEntries(
    resource_changes.map(({ address, change }) => [address, change.actions.join('+')]),
  );
}

const thing = (body: string): void => project.write('main.tf', `resource "null_thing" "a" {\n${body}\n}\n`);

describe('real Terraform and a provider of ours', () => {
  it('agree on nested blocks of every kind', async () => {
    const rack = (disks: readonly number[]): string =>
      `resource "null_rack" "a" {
         name = "rack"
         ${disks.map((size) => `disk {\n size = ${size}\n}`).join('\n')}
         place {
           row = "one"
         }
         port "left" {
           speed = "fast"
         }
       }`;
    project.write('main.tf', rack([1, 2]));
    await terraform(0, 'init');
    await terraform(0, 'apply', '-auto-approve');
    await terraform(0, 'plan', '-detailed-exitcode');
    project.write('main.tf', rack([3]));
    expect(await actions()).toEqual({ 'null_rack.a': 'update' });
    await terraform(0, 'apply', '-auto-approve');
    await terraform(0, 'plan', '-detailed-exitcode');
  });

  it('keep what a failed creation has left as tainted, and replace it', async () => {
    thing('name = "a"');
    await terraform(0, 'init');
    platform.misbehave = (_request, answer) => ({ ...answer, diagnostics: [failure] });
    expect(await terraform(1, 'apply', '-auto-approve', '-no-color')).toContain('TEST: Failed');
    platform.misbehave = () => undefined;
    expect(await actions()).toEqual({ 'null_thing.a': 'delete+create' });
  });

  it('keep nothing of a creation that has made nothing', async () => {
    thing('name = "a"');
    await terraform(0, 'init');
    platform.misbehave = ({ prior }) => ({ newState: prior, private: '', diagnostics: [failure] });
    await terraform(1, 'apply', '-auto-approve');
    platform.misbehave = () => undefined;
    expect(await actions()).toEqual({ 'null_thing.a': 'create' });
  });

  it('plan a change again that has failed', async () => {
    thing('name = "a"');
    await terraform(0, 'init');
    await terraform(0, 'apply', '-auto-approve');
    thing('name = "b"\nports = [2, 1]\nsecret = "s"');
    platform.misbehave = ({ prior }) => ({ newState: prior, private: '', diagnostics: [failure] });
    await terraform(1, 'apply', '-auto-approve');
    platform.misbehave = () => undefined;
    expect(await actions()).toEqual({ 'null_thing.a': 'update' });
    expect(await terraform(0, 'apply', '-auto-approve', '-no-color')).toMatch(
      /secret += \(sensitive value\)/,
    );
    thing('name = "b"\nports = [1, 2]\nsecret = "s"\nkind = "other"');
    expect(await actions()).toEqual({ 'null_thing.a': 'delete+create' });
  });

  it('find out that an object is gone', async () => {
    thing('name = "a"');
    await terraform(0, 'init');
    await terraform(0, 'apply', '-auto-approve');
    platform.objects.clear();
    expect(await actions()).toEqual({ 'null_thing.a': 'create' });
  });

  it('understand the same by the schema of every type', async () => {
    const schema = ztcSchema(loadRegistry());
    using ztc = await AttachedProvider.of(
      () => ({ ...platform.provider(), schema: () => schema }),
      PROVIDER_ADDRESS,
    );
    project.write(
      'main.tf',
      'terraform {\n required_providers {\n ztc = { source = "ztc-cdk/ztc" }\n }\n}\n',
    );
    await ztc.terraform(0, project.dir, 'init');
    const stdout = await ztc.terraform(0, project.dir, 'providers', 'schema', '-json');
    const told = (JSON.parse(stdout) as Told).provider_schemas[PROVIDER_ADDRESS];
    expect(told?.provider.block).toEqual(blockOf(schema.provider.attributes));
    expect(told?.resource_schemas).toEqual(tableOf(schema.resources));
    expect(told?.data_source_schemas).toEqual(tableOf(schema.dataSources));
  });
});

interface Told {
  readonly provider_schemas: Readonly<
    Record<
      string,
      {
        readonly provider: { readonly block: unknown };
        readonly resource_schemas: unknown;
        readonly data_source_schemas: unknown;
      }
    >
  >;
}

const tableOf = (schemas: ReadonlyMap<string, Schema>) =>
  Object.fromEntries(
    [...schemas].map(([type, { version, attributes }]) => [type, { version, block: blockOf(attributes) }]),
  );

/** As `terraform providers schema -json` prints it; types of our own have no nested blocks. */
const blockOf = (attributes: AttributeTable) => ({
  attributes: attributesOf(attributes),
  description_kind: 'plain',
});

const attributesOf = (attributes: AttributeTable): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...attributes].map(([name, attribute]) => [name, attributeOf(attribute)]));

function attributeOf(attribute: Attribute): Readonly<Record<string, unknown>> {
  const { nested, type, description, required, optional, computed, sensitive, writeOnly } = attribute;
  const flags = { required, optional, computed, sensitive, write_only: writeOnly };
  return {
    ...(nested
      ? { nested_type: { attributes: attributesOf(nested.attributes), nesting_mode: nested.nesting } }
      : { type: typeToJson(type) }),
    ...(description === '' ? {} : { description }),
    description_kind: 'plain',
    ...Object.fromEntries(Object.entries(flags).filter(([, given]) => given)),
  };
}
