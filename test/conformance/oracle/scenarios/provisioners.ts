/** Row 31: commands that run when an object is created or destroyed. */

import type { JsonObject } from '../../../../src/values/json.ts';
import type { Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

const local = (command: string, more: JsonObject = {}): JsonObject => ({
  'local-exec': { command, ...more },
});

const FAILS = { in: 'apply', terraform: 'local-exec provisioner error', ztc: 'ZTC-E-PROVISIONER' } as const;

export const PROVISIONERS: readonly Scenario[] = [
  {
    row: '31',
    name: 'commands that succeed, with what they may refer to',
    steps: [
      {
        config: data({
          a: {
            input: 'x',
            provisioner: [
              local('test "${self.output}" = x'),
              local('test "$WHO" = "${self.id}"', { environment: { WHO: '${self.id}' } }),
              local('echo ok', { interpreter: ['sh', '-c'], quiet: true }),
            ],
          },
          b: {
            count: 2,
            provisioner: [local('test ${count.index} -lt 2'), local('true', { when: 'destroy' })],
          },
        }),
      },
      { exit: 0 },
      { destroy: true },
    ],
  },
  {
    row: '31',
    name: 'a command fails: tainted, what depends is not reached, the others are',
    steps: [
      {
        config: data({
          a: { input: 'x', provisioner: [local('exit 3')] },
          b: { input: '${terraform_data.a.id}' },
          free: { input: 1 },
        }),
        fails: FAILS,
      },
      {
        config: data({
          a: { input: 'x', provisioner: [local('true')] },
          b: { input: '${terraform_data.a.id}' },
          free: { input: 1 },
        }),
        actions: ['terraform_data.a: delete,create replace_because_tainted', 'terraform_data.b: create'],
      },
    ],
  },
  {
    row: '31',
    name: 'a command fails and that does not matter',
    steps: [
      {
        config: data({
          a: { input: 'x', provisioner: [local('exit 3', { on_failure: 'continue' }), local('true')] },
          b: { input: '${terraform_data.a.id}' },
        }),
      },
      { exit: 0 },
    ],
  },
  {
    row: '31',
    name: 'a command at the end fails: the object stays',
    steps: [
      {
        config: data({
          a: { input: 'x', provisioner: [local('exit 4', { when: 'destroy' })] },
          b: { input: '${terraform_data.a.id}' },
        }),
      },
      { destroy: true, fails: FAILS },
      {
        config: data({
          a: { input: 'x', provisioner: [local('exit 4', { when: 'destroy', on_failure: 'continue' })] },
        }),
        destroy: true,
      },
    ],
  },
  {
    row: '31',
    name: 'commands at the end of a replacement, and not of what is tainted',
    steps: [
      { config: data({ a: { triggers_replace: 1, provisioner: [local('true', { when: 'destroy' })] } }) },
      {
        config: data({ a: { triggers_replace: 2, provisioner: [local('exit 1', { when: 'destroy' })] } }),
        fails: FAILS,
      },
      { state: [{ taint: 'terraform_data.a' }] },
    ],
  },
  {
    row: '31',
    name: 'a replacement whose command fails, with create_before_destroy',
    steps: [
      { config: data({ a: { triggers_replace: 1, lifecycle: { create_before_destroy: true } } }) },
      {
        config: data({
          a: {
            triggers_replace: 2,
            lifecycle: { create_before_destroy: true },
            provisioner: [local('exit 1')],
          },
        }),
        fails: FAILS,
      },
      { config: data({ a: { triggers_replace: 2, lifecycle: { create_before_destroy: true } } }) },
    ],
  },
  {
    row: '31',
    name: 'an update runs no commands; removed blocks do, in native syntax',
    steps: [
      { config: data({ a: { input: 1, provisioner: [local('true')] } }) },
      { config: data({ a: { input: 2, provisioner: [local('exit 1')] } }) },
      {
        config: `
          removed {
            from = terraform_data.a
            lifecycle {
              destroy = true
            }
            provisioner "local-exec" {
              when    = destroy
              command = "test -n '\${self.id}'"
            }
          }`,
      },
    ],
  },
  {
    row: '31',
    name: 'what a command at the end may not refer to',
    steps: [
      {
        config: data({
          a: { provisioner: [local('echo ${terraform_data.b.id}', { when: 'destroy' })] },
          b: {},
        }),
        fails: { in: 'plan', terraform: 'Invalid reference from destroy provisioner', ztc: 'ZTC-E-' },
      },
    ],
  },
];
