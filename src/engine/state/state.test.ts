import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { T, type Type } from '../../values/type.ts';
import { num, object, str } from '../../values/value.ts';
import { createLocalStorage } from './local.ts';
import { EMPTY_STATE, NO_DEPOSED, type State } from './model.ts';
import { readState } from './read.ts';
import { stateText, type TypeOf } from './write.ts';

const REFERENCE = `{
  "version": 4,
  "terraform_version": "1.15.5",
  "serial": 7,
  "lineage": "f2037025-7b28-f27b-258b-c7e7fe23fd37",
  "outputs": {
    "big": {
      "value": 12345678901234567890123,
      "type": "number"
    },
    "sec": {
      "value": "s3cr3t \\u003c\\u0026\\u003e \\u2028 数",
      "type": "string",
      "sensitive": true
    }
  },
  "resources": [
    {
      "mode": "data",
      "type": "lab_thing",
      "name": "z",
      "provider": "provider[\\"example.com/lab/lab\\"]",
      "instances": [
        {
          "schema_version": 0,
          "attributes": {
            "id": "x"
          },
          "sensitive_attributes": [],
          "identity_schema_version": 0
        }
      ]
    },
    {
      "mode": "managed",
      "type": "lab_thing",
      "name": "a",
      "provider": "provider[\\"example.com/lab/lab\\"].two",
      "instances": [
        {
          "index_key": 0,
          "status": "tainted",
          "schema_version": 1,
          "attributes": {
            "dyn": {
              "value": {
                "x": 1.50
              },
              "type": [
                "object",
                {
                  "x": "number"
                }
              ]
            },
            "id": "lab-1"
          },
          "sensitive_attributes": [
            [
              {
                "type": "get_attr",
                "value": "input"
              },
              {
                "type": "index",
                "value": {
                  "value": 0,
                  "type": "number"
                }
              }
            ]
          ],
          "identity_schema_version": 0,
          "private": "eyJ0b2tlbiI6Ii4uLiJ9",
          "dependencies": [
            "lab_thing.b"
          ],
          "create_before_destroy": true
        },
        {
          "index_key": 0,
          "deposed": "a355e616",
          "schema_version": 1,
          "attributes": {
            "id": "lab-0"
          },
          "sensitive_attributes": [],
          "identity_schema_version": 0
        },
        {
          "index_key": "k\\"x",
          "schema_version": 1,
          "attributes": {
            "id": "lab-2"
          },
          "sensitive_attributes": [],
          "identity_schema_version": 0
        }
      ]
    }
  ],
  "check_results": null
}
`;

const noTypes = (): Type | undefined => undefined;

function written(state: State, typeOf: TypeOf): string {
  const { head, content } = stateText(state, typeOf);
  return [head, ...content].join('');
}

describe('the format', () => {
  test('what was read is written again, byte by byte', () => {
    const text = REFERENCE.replace('1.50', '1.5');
    expect(written(readState(Buffer.from(text), 'f'), noTypes)).toBe(text);
  });

  test('values are written by their type', () => {
    const shape = T.object({ any: T.dynamic, id: T.string });
    const value = object({ id: str('i'), any: object({ n: num(1) }) });
    const state: State = {
      ...EMPTY_STATE,
      instances: new Map([
        [
          't.a',
          {
            address: { module: [], mode: 'managed', type: 't', name: 'a', key: undefined },
            provider: 'p',
            current: {
              schemaVersion: 0,
              value,
              sensitive: [],
              private: '',
              dependencies: [],
              createBeforeDestroy: false,
              tainted: false,
            },
            deposed: NO_DEPOSED,
          },
        ],
      ]),
    };
    const json = JSON.parse(written(state, () => shape));
    expect(json.resources[0].instances[0].attributes).toEqual({
      any: { type: ['object', { n: 'number' }], value: { n: 1 } },
      id: 'i',
    });
  });

  test.each([
    ['', 'ZTC-E-STATE-MALFORMED'],
    [REFERENCE.slice(0, 400), 'ZTC-E-STATE-MALFORMED'],
    ['[]', 'ZTC-E-STATE-MALFORMED'],
    ['{"version": 5}', 'ZTC-E-STATE-VERSION'],
    ['{"version": 4}', 'ZTC-E-STATE-MALFORMED'],
    ['{"version": 4, "serial": 1, "lineage": "x", "resources": [{}]}', 'ZTC-E-STATE-MALFORMED'],
    [REFERENCE.replace('"mode": "data"', '"module": "m[", "mode": "data"'), 'ZTC-E-STATE-MALFORMED'],
    [REFERENCE.replace('"status": "tainted"', '"status": "odd"'), 'ZTC-E-STATE-MALFORMED'],
    [REFERENCE.replace('"type": "number"\n    }', '"type": "nonsense"\n    }'), 'ZTC-E-STATE-MALFORMED'],
  ])('refuses %#', (text, code) => {
    expect(() => readState(Buffer.from(text), 'f')).toThrow(code);
  });

  test('a minimal state and unknown fields are fine', () => {
    const text = '{"version":4,"serial":1,"lineage":"x","extra":1,"resources":[]}';
    expect(readState(Buffer.from(text), 'f').serial).toBe(1);
  });
});

describe('on disk', () => {
  let dir: string;
  let path: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'ztc-state-'));
    path = join(dir, 'terraform.tfstate');
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const storage = () => createLocalStorage({ path, newLineage: () => 'lineage' });

  test('serial grows with the content only, the backup is from before the run', async () => {
    const first = storage();
    const one = await first.write(EMPTY_STATE, noTypes);
    expect(one).toMatchObject({ serial: 1, lineage: 'lineage' });
    expect((await first.write(one, noTypes)).serial).toBe(1);
    expect(existsSync(`${path}.backup`)).toBe(false);
    const before = readFileSync(path, 'utf8');
    const second = storage();
    const outputs = new Map([['o', { value: str('v'), sensitive: false }]]);
    expect((await second.write({ ...one, outputs }, noTypes)).serial).toBe(2);
    expect((await second.write({ ...one, outputs: new Map() }, noTypes)).serial).toBe(3);
    expect(readFileSync(`${path}.backup`, 'utf8')).toBe(before);
    expect(readdirSync(dir).sort()).toEqual(['terraform.tfstate', 'terraform.tfstate.backup']);
  });

  test('what another program writes is seen, however often was asked before', async () => {
    const own = storage();
    const one = await own.write(EMPTY_STATE, noTypes);
    expect(await own.read()).toEqual(one);
    expect(await own.read()).toBe(await own.read());
    const outputs = new Map([['o', { value: str('v'), sensitive: false }]]);
    await storage().write({ ...one, outputs }, noTypes);
    expect(await own.read()).toMatchObject({ serial: 2, outputs });
    rmSync(path);
    expect(await own.read()).toEqual(EMPTY_STATE);
  });

  test('an unreadable state is left as it is', async () => {
    writeFileSync(path, '{"version": 4, "ser');
    await expect(storage().read()).rejects.toThrow('ZTC-E-STATE-MALFORMED');
    expect(readFileSync(path, 'utf8')).toBe('{"version": 4, "ser');
  });
});
