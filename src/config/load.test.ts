import { describe, expect, it } from 'vitest';
import { loadFolder, loadObjects, loadStacks } from './load.ts';
import { load, moduleOf, shortly, withFolder } from './testing.ts';

const one = (text: string) => load(text).diagnostics[0];

describe('files', () => {
  it('names the line and column of malformed JSON', () => {
    expect(one('{\n  "resource": {,\n}')).toMatchObject({ code: 'ZTC-E-JSON-SYNTAX', line: 2, column: 16 });
  });

  it('reports every malformed file in one run', () => {
    const loaded = withFolder({ 'a.tf.json': '{', 'b.tf.json': '[' }, (dir) =>
      loadFolder(dir, { purpose: 'execute' }),
    );
    expect(loaded.diagnostics.map(({ code }) => code)).toEqual(['ZTC-E-JSON-SYNTAX', 'ZTC-E-JSON-SYNTAX']);
  });

  it('refuses a duplicate key at any depth, with the line of the first one', () => {
    const text = '{"resource": {"ztc_vpc": {"a": {\n "cidr": "1",\n "cidr": "2"}}}}';
    expect(one(text)).toMatchObject({ code: 'ZTC-E-CONFIG-DUPLICATE-KEY', line: 3, column: 2 });
    expect(one(text)?.detail).toContain('line 2');
  });

  it('does not mind equal keys of different objects, nor comments', () => {
    expect(
      load('{"//": "a", "locals": {"a": {"x": ":"}, "b": {"x": "\\":"}}, "//": "b"}').diagnostics,
    ).toEqual([]);
  });

  it('leaves alone what Terraform leaves alone', () => {
    const files = {
      'a.tf.json': '{}',
      'b.tf': '',
      '.c.tf': '!',
      'd.tf~': '!',
      '#e.tf#': '!',
      'f.tofu': '!',
      '.terraform.lock.hcl': '!',
      '.terraform/modules/modules.json': '!',
    };
    const { module, diagnostics } = withFolder(files, (dir) => loadFolder(dir, { purpose: 'execute' }));
    expect(diagnostics).toEqual([]);
    expect(module?.files.map((file) => file.split('/').at(-1))).toEqual(['a.tf.json', 'b.tf']);
  });

  it('refuses files of OpenTofu where there is nothing else', () => {
    const files = { 'y.tofu': '', 'z.tofu.json': '{}' };
    const { diagnostics } = withFolder(files, (dir) => loadFolder(dir, { purpose: 'execute' }));
    expect(diagnostics.map(({ code, file }) => `${code} ${file?.split('/').at(-1)}`)).toEqual([
      'ZTC-E-CONFIG-FILE y.tofu',
      'ZTC-E-CONFIG-FILE z.tofu.json',
    ]);
  });

  it('never takes an empty or missing folder for an empty configuration', () => {
    const empty = withFolder({ 'readme.md': '' }, (dir) => loadFolder(dir, { purpose: 'execute' }));
    expect(empty.module).toBeUndefined();
    expect(empty.diagnostics[0]?.code).toBe('ZTC-E-CONFIG-EMPTY');
    expect(loadFolder('/nowhere', { purpose: 'audit' }).diagnostics[0]?.code).toBe('ZTC-E-CONFIG-FOLDER');
  });

  it('refuses a file that is not an object', () => {
    expect(one('[]')).toMatchObject({ code: 'ZTC-E-CONFIG-VALUE', line: 1 });
  });
});

describe('cdktf.out', () => {
  const stack = (name: string) =>
    `"${name}": {"name": "${name}", "synthesizedStackPath": "stacks/${name}/cdk.tf.json"}`;
  const out = {
    'manifest.json': `{"version": "0.21", "stacks": {${stack('net')}, ${stack('app')}}}`,
    'stacks/net/cdk.tf.json':
      '{"//": {"metadata": {"stackName": "net"}}, "resource": {"ztc_vpc": {"a": {}}}}',
    'stacks/app/cdk.tf.json': '{"resource": {"ztc_vpc": {"b": {}}}}',
  };

  it('reads the stack that was asked for, or all of them', () => {
    withFolder(out, (dir) => {
      const net = loadFolder(dir, { purpose: 'execute', stack: 'net' });
      expect([...(net.module?.resources.keys() ?? [])]).toEqual(['ztc_vpc.a']);
      expect(net.module?.meta.stackName).toBe('net');
      expect([...loadStacks(dir, { purpose: 'execute' }).keys()]).toEqual(['net', 'app']);
    });
  });

  it('names the stacks when it is not clear which one', () => {
    withFolder(out, (dir) => {
      expect(loadFolder(dir, { purpose: 'execute' }).diagnostics[0]?.detail).toContain('net, app');
      expect(loadFolder(dir, { purpose: 'execute', stack: 'x' }).diagnostics[0]?.code).toBe(
        'ZTC-E-CONFIG-STACK',
      );
    });
  });

  it('refuses a manifest without stacks', () => {
    for (const manifest of ['{}', '{"stacks": {}}', '{"stacks": {"a": {}}}']) {
      const loaded = withFolder({ 'manifest.json': manifest }, (dir) =>
        loadFolder(dir, { purpose: 'audit' }),
      );
      expect(loaded.diagnostics[0]?.code).toBe('ZTC-E-CONFIG-MANIFEST');
    }
  });
});

describe('structure', () => {
  it('accepts objects and arrays of objects at every level', () => {
    const forms = [
      { resource: { ztc_vpc: { a: { cidr: 'x' } } } },
      { resource: [{ ztc_vpc: [{ a: [{ cidr: 'x' }] }] }] },
      { resource: { ztc_vpc: [{ a: { cidr: 'x' } }] } },
    ];
    for (const form of forms)
      expect(moduleOf(form).resources.get('ztc_vpc.a')?.body.names()).toEqual(['cidr']);
  });

  it('reports an unknown block type with a suggestion', () => {
    expect(one('{"resources": {}}')).toMatchObject({ code: 'ZTC-E-CONFIG-BLOCK-TYPE', line: 1, column: 2 });
    expect(one('{"resources": {}}')?.detail).toContain('Did you mean "resource"?');
  });

  it('reports unknown arguments of every block of the language', () => {
    const text = `{
      "terraform": {"x": 1},
      "variable": {"v": {"x": 1}},
      "output": {"o": {"value": 1, "x": 1}},
      "moved": [{"from": "ztc_vpc.a", "to": "ztc_vpc.b", "x": 1}],
      "resource": {"ztc_vpc": {"c": {"lifecycle": {"x": 1}}}}
    }`;
    expect(shortly(load(text))).toEqual([
      'ZTC-E-CONFIG-ARGUMENT 2:21',
      'ZTC-E-CONFIG-ARGUMENT 3:26',
      'ZTC-E-CONFIG-ARGUMENT 4:36',
      'ZTC-E-CONFIG-ARGUMENT 5:58',
      'ZTC-E-CONFIG-ARGUMENT 6:52',
    ]);
  });

  it('reports declarations made twice, also across files', () => {
    const files = {
      'a.tf.json':
        '{"locals": {"l": 1}, "variable": {"v": {}}, "output": {"o": {"value": 1}}, "resource": {"ztc_vpc": {"a": {}}}}',
      'b.tf.json':
        '{"locals": {"l": 1}, "variable": {"v": {}}, "output": {"o": {"value": 1}}, "resource": {"ztc_vpc": {"a": {}}}}',
    };
    const { diagnostics } = withFolder(files, (dir) => loadFolder(dir, { purpose: 'execute' }));
    expect(diagnostics.map(({ code }) => code)).toEqual(Array(4).fill('ZTC-E-CONFIG-DUPLICATE'));
  });

  it('reports wrong JSON types', () => {
    expect(one('{"resource": 1}')?.code).toBe('ZTC-E-CONFIG-VALUE');
    expect(one('{"resource": {"ztc_vpc": {"a": {"depends_on": "x"}}}}')?.code).toBe('ZTC-E-CONFIG-VALUE');
    expect(one('{"variable": {"v": {"sensitive": "maybe"}}}')?.code).toBe('ZTC-E-CONFIG-VALUE');
    expect(one('{"resource": {"ztc_vpc": {"1a": {}}}}')?.code).toBe('ZTC-E-CONFIG-NAME');
    expect(one('{"resource": {"ztc_vpc": {"a": {"depends_on": ["${ztc_vpc.b}"]}}}}')?.code).toBe(
      'ZTC-E-CONFIG-STATIC-REFERENCE',
    );
  });

  it('reads the arguments of the language and leaves the others to the body', () => {
    const module = moduleOf({
      provider: { ztc: [{}, { alias: 'bj', site: 'bj-aw' }] },
      resource: {
        ztc_vpc: {
          a: {
            '//': 'a comment',
            provider: 'ztc.bj',
            count: 2,
            cidr: '10.0.0.0/8',
            depends_on: ['ztc_vpc.b'],
            lifecycle: {
              create_before_destroy: true,
              prevent_destroy: 'true',
              ignore_changes: ['tags["a"]', 'name'],
              replace_triggered_by: ['ztc_vpc.b[count.index].id'],
              precondition: { condition: '${path.root == ""}', error_message: 'no' },
            },
          },
          b: { count: 2, lifecycle: { ignore_changes: 'all' } },
        },
      },
    });
    const a = module.resources.get('ztc_vpc.a');
    expect(a?.provider).toBe('ztc.bj');
    expect(a?.body.names()).toEqual(['cidr']);
    expect(a?.dependsOn.map(({ text }) => text)).toEqual(['ztc_vpc.b']);
    expect(a?.lifecycle).toMatchObject({ createBeforeDestroy: true, preventDestroy: true });
    expect(a?.lifecycle.preconditions).toHaveLength(1);
    expect(a?.lifecycle.replaceTriggeredBy).toHaveLength(1);
    expect(module.resources.get('ztc_vpc.b')?.lifecycle.ignoreChanges).toBe('all');
    expect([...module.providers.keys()]).toEqual(['ztc', 'ztc.bj']);
  });

  it('refuses what contradicts itself', () => {
    const code = (resource: object) =>
      loadObjects([{ resource: { ztc_vpc: { a: resource } } } as never], { purpose: 'execute' })
        .diagnostics[0]?.code;
    expect(code({ count: 1, for_each: {} })).toBe('ZTC-E-CONFIG-ARGUMENT');
    expect(code({ provider: 'ztc.nowhere' })).toBe('ZTC-E-CONFIG-PROVIDER');
    expect(code({ provider: '${ztc.a}' })).toBe('ZTC-E-CONFIG-PROVIDER');
    const data = { data: { ztc_account: { a: { lifecycle: { prevent_destroy: true } } } } };
    expect(loadObjects([data], { purpose: 'execute' }).diagnostics[0]?.code).toBe('ZTC-E-CONFIG-ARGUMENT');
  });
});

describe('moved', () => {
  const moved = (from: string, to: string, vpc: object = { b: {} }) =>
    loadObjects([{ moved: { from, to }, resource: { ztc_vpc: vpc } } as never], { purpose: 'execute' });

  it('is read with and without keys', () => {
    expect(moved('ztc_vpc.a["x.y"]', 'ztc_vpc.b').module?.moved[0]).toMatchObject({
      from: { module: [], resource: { type: 'ztc_vpc', name: 'a', key: 'x.y', hasKey: true } },
      to: { resource: { key: undefined, hasKey: false } },
    });
  });

  it('is refused when it cannot be', () => {
    expect(moved('${ztc_vpc.a}', 'ztc_vpc.b').diagnostics[0]?.code).toBe('ZTC-E-CONFIG-ADDRESS');
    expect(moved('ztc_vpc.b', 'ztc_vpc.b').diagnostics[0]?.code).toBe('ZTC-E-CONFIG-MOVED');
    expect(moved('ztc_vpc.b', 'ztc_vpc.c', { b: {}, c: {} }).diagnostics[0]?.code).toBe('ZTC-E-CONFIG-MOVED');
    expect(moved('ztc_vpc.b', 'ztc_vpc.b[0]', { b: { count: 1 } }).diagnostics).toEqual([]);
    expect(moved('data.ztc_account.b', 'ztc_vpc.b').diagnostics[0]?.code).toBe('ZTC-E-CONFIG-ADDRESS');
    expect(moved('ztc_vpc.a[0].b', 'ztc_vpc.b').diagnostics[0]?.code).toBe('ZTC-E-CONFIG-ADDRESS');
  });
});

describe('what is refused by name', () => {
  const resource = (body: object) => ({ resource: { null_resource: { a: body } } });
  const cases: readonly (readonly [string, object, string])[] = [
    ['module', { module: { net: { source: 'example/net/ztc' } } }, 'module "net" from "example/net/ztc"'],
    ['provisioner', resource({ provisioner: [{ file: { source: 'x' } }] }), 'provisioner "file"'],
    ['connection', resource({ connection: { host: 'x' } }), 'connection'],
    [
      'connection of a provisioner',
      resource({ provisioner: { 'local-exec': { command: 'x', connection: {} } } }),
      'connection',
    ],
    ['import by identity', { import: [{ to: 'ztc_vpc.a', identity: {} }] }, 'import by identity'],
    ['ephemeral', { ephemeral: { x_secret: { a: {} } } }, 'ephemeral resource x_secret.a'],
    ['action', { action: { x_run: { a: {} } } }, 'action x_run.a'],
    ['list', { list: { x_run: { a: {} } } }, 'list x_run.a'],
    ['provider for_each', { provider: { ztc: { for_each: {} } } }, 'provider "ztc" with for_each'],
    ['cloud', { terraform: { cloud: {} } }, '"cloud"'],
    [
      'foreign resource',
      { resource: { aws_vpc: { a: {}, b: {} } } },
      'provider "aws", which aws_vpc.a and 1 more needs',
    ],
    ['foreign provider', { provider: { aws: {} } }, 'provider "aws"'],
  ];
  it.each(cases)('%s', (_, json, named) => {
    const { diagnostics } = load(JSON.stringify(json));
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'ZTC-E-CONFIG-UNSUPPORTED', line: 1 });
    expect(diagnostics[0]?.detail).toContain(named);
    expect(diagnostics[0]?.detail).toContain('Use Terraform');
  });

  it('hinders an audit only where resources would be hidden', () => {
    for (const [name, json] of cases) {
      expect(load(JSON.stringify(json), 'audit').diagnostics.length, name).toBe(name === 'module' ? 1 : 0);
    }
  });

  it('knows ztc, null and the built-in provider under any local name', () => {
    const text = JSON.stringify({
      terraform: { required_providers: { cloud: { source: 'sse-tech/ztc' } } },
      provider: { cloud: {} },
      resource: { cloud_vpc: { a: {} }, null_resource: { a: {} }, terraform_data: { a: {} } },
    });
    expect(load(text).diagnostics).toEqual([]);
  });
});

describe('metadata of constructs', () => {
  it('is kept', () => {
    const waiver = { rule: 'ZTC-VPC-003', reason: 'r', owner: 'o', until: '2027-01-31' };
    const meta = {
      metadata: { path: 'net/vpc', uniqueId: 'vpc' },
      ztc: { source: 'src/a.ts:3:7', waivers: [waiver] },
    };
    const module = moduleOf({
      '//': { metadata: { stackName: 'net' }, ztc: { waivers: [waiver] } },
      resource: { ztc_vpc: { a: { '//': meta } } },
    });
    expect(module.resources.get('ztc_vpc.a')?.meta).toMatchObject({
      constructPath: 'net/vpc',
      uniqueId: 'vpc',
      source: { file: 'src/a.ts', line: 3, column: 7 },
      waivers: [{ ...waiver, scope: 'net/vpc' }],
    });
    expect(module.meta).toMatchObject({ stackName: 'net', waivers: [{ scope: 'net' }] });
  });

  it('is refused when a waiver is not whole', () => {
    for (const waiver of [{}, { rule: 'R', reason: 'r', owner: 'o', until: '2027-02-30' }, 'x']) {
      const json = { resource: { ztc_vpc: { a: { '//': { ztc: { waivers: [waiver] } } } } } };
      expect(load(JSON.stringify(json)).diagnostics[0]?.code).toBe('ZTC-E-CONFIG-META');
    }
  });
});
