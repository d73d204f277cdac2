/** Runs the provisioners of one object: behind its creation, or before its destruction. */

import { resolve } from 'node:path';
import type { Instance } from '../../config/evaluation.ts';
import type { ProvisionerConfig } from '../../config/model.ts';
import { type Diagnostic, DiagnosticError } from '../../values/diagnostic.ts';
import { stripMarks } from '../../values/marks.ts';
import { asArray, asMap, asString, getAttr, type Value } from '../../values/value.ts';
import type { Change } from '../plan/model.ts';
import { type Command, DEFAULT_INTERPRETER, LOCAL_EXEC, runCommand } from '../provisioner/local-exec.ts';
import type { ApplyContext } from './context.ts';

/** Errors stop; where the block says so they are warnings and the next one runs. */
export async function provision(
  context: ApplyContext,
  change: Change,
  when: ProvisionerConfig['when'],
  self: Value,
): Promise<readonly Diagnostic[]> {
  const all = change.provisioners ?? change.resource?.provisioners ?? [];
  const problems: Diagnostic[] = [];
  for (const provisioner of all) {
    if (provisioner.when !== when) continue;
    const failed = await runOne(context, change, provisioner, self);
    if (provisioner.onFailure === 'continue') {
      problems.push(...failed.map((problem) => ({ ...problem, severity: 'warning' as const })));
      continue;
    }
    problems.push(...failed);
    if (failed.length > 0) break;
  }
  return problems;
}

async function runOne(
  context: ApplyContext,
  change: Change,
  provisioner: ProvisionerConfig,
  self: Value,
): Promise<readonly Diagnostic[]> {
  const event = { address: change.text, provisioner: provisioner.type };
  context.emit({ kind: 'provision_start', ...event });
  const say = (output: string): void => context.emit({ kind: 'provision_progress', ...event, output });
  try {
    const { command, quiet } = commandOf(context, change, provisioner, self, say);
    if (!quiet) say(`Executing: [${command.argv.map((arg) => JSON.stringify(arg)).join(' ')}]`);
    const why = await runCommand(command);
    if (why === undefined) {
      context.emit({ kind: 'provision_complete', ...event });
      return [];
    }
    throw provisioner.place.error(
      'ZTC-E-PROVISIONER',
      `${provisioner.type} provisioner error`,
      `${change.text}: the command failed: ${why}.`,
      'key',
    );
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    context.emit({ kind: 'provision_errored', ...event });
    return e.diagnostics;
  }
}

function commandOf(
  context: ApplyContext,
  change: Change,
  { body, type }: ProvisionerConfig,
  self: Value,
  say: (line: string) => void,
): { command: Command; quiet: boolean } {
  const at: Instance = change.instance ?? {
    module: change.address.module,
    key: change.address.key,
    address: change.text,
  };
  const marked = context.evaluation.block(body, LOCAL_EXEC, `provisioner "${type}"`, at, self);
  const { value } = stripMarks(marked);
  const hidden = marked.deepMarked;
  const given = (name: string): Value | undefined => {
    const argument = getAttr(value, name);
    return argument?.state === 'known' ? argument : undefined;
  };
  const text = given('command');
  const interpreter = given('interpreter');
  const environment = given('environment');
  const { dir } = context.tree.root;
  const folder = given('working_dir');
  return {
    quiet: given('quiet')?.raw === true || hidden,
    command: {
      argv: [
        ...(interpreter ? asArray(interpreter).map(asString) : DEFAULT_INTERPRETER),
        text ? asString(text) : '',
      ],
      cwd: folder ? resolve(dir, asString(folder)) : resolve(dir),
      env: environment ? variablesOf(environment) : {},
      signal: context.signal,
      onLine: hidden ? () => {} : say,
    },
  };
}

/** Null leaves a variable as it is outside. */
function variablesOf(environment: Value): Record<string, string> {
  const given = [...asMap(environment)].filter(([, value]) => !value.isNull);
  return Object.fromEntries(given.map(([name, value]) => [name, asString(value)]));
}
