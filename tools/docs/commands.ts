/** The page of all commands, as the command line itself declares them. */
import type { Argument, Command, Option } from 'commander';
import { buildProgram } from '../../src/cli/program.ts';
import { code, page, table } from './markdown.ts';

const GLOBAL = ['--lang', '--no-color', '--quiet', '--json', '--endpoint', '--profile'];

export function commandsPage(): string {
  const program = buildProgram(process, () => {});
  const commands = program.commands.flatMap((command) => leaves(command, 'ztc'));
  const shared = commands[0]?.command.options.filter((option) => GLOBAL.includes(option.long ?? '')) ?? [];
  return page([
    '# Commands · 命令',
    program.description(),
    table(
      ['command', 'what it does'],
      commands.map(({ path, command }) => [
        `[${code(path)}](#${path.replaceAll(' ', '-')})`,
        command.description(),
      ]),
    ),
    '## Options of every command',
    optionTable(shared),
    ...commands.flatMap(({ path, command }) => section(path, command)),
  ]);
}

interface Leaf {
  readonly path: string;
  readonly command: Command;
}

function leaves(command: Command, above: string): Leaf[] {
  const path = `${above} ${command.name()}`;
  return command.commands.length === 0
    ? [{ path, command }]
    : command.commands.flatMap((one) => leaves(one, path));
}

function section(path: string, command: Command): (string | undefined)[] {
  const options = command.options.filter((option) => !GLOBAL.includes(option.long ?? ''));
  const usage = [
    path,
    ...command.registeredArguments.map(argumentText),
    ...(options.length > 0 ? ['[options]'] : []),
  ];
  return [
    `## ${path}`,
    `${code(usage.join(' '))}: ${command.description()}.`,
    options.length > 0 ? optionTable(options) : undefined,
  ];
}

function argumentText(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
}

function optionTable(options: readonly Option[]): string {
  return table(
    ['option', 'meaning', 'default'],
    options.map((option) => [code(option.flags), meaning(option), defaultText(option)]),
  );
}

function meaning({ description, argChoices, mandatory }: Option): string {
  const choices = argChoices ? ` (${argChoices.join(', ')})` : '';
  return `${description}${choices}${mandatory ? '; has to be given' : ''}`;
}

function defaultText({ defaultValue }: Option): string {
  if (defaultValue === undefined || (Array.isArray(defaultValue) && defaultValue.length === 0)) return '';
  return code(String(defaultValue));
}
