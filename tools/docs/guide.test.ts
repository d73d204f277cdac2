import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { findConstraint } from '../../src/catalog/constraints.ts';
import { knownErrorCodes } from '../../src/cli/error-codes.ts';
import { buildProgram } from '../../src/cli/program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const GUIDES = globSync('docs/guide/*.md', { cwd: ROOT }).toSorted();
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const program = buildProgram(process, () => {});

/** The command that the words lead to, and the words that were used. */
function commandOf(words: readonly string[]): Command {
  let command = program;
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word);
    if (!next) break;
    command = next;
  }
  return command;
}

function leaves(command: Command, above: string): string[] {
  const path = `${above} ${command.name()}`.trim();
  return command.commands.length === 0 ? [path] : command.commands.flatMap((one) => leaves(one, path));
}

describe('the guide', () => {
  it.each(GUIDES)('%s leads nowhere that does not exist', (file) => {
    for (const [, target = ''] of textOf(file).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (target.startsWith('http')) continue;
      expect(existsSync(join(ROOT, dirname(file), target)), target).toBe(true);
    }
  });

  it.each(GUIDES)('%s names commands and options that exist', (file) => {
    for (const [, line = ''] of textOf(file).matchAll(/(?:^|`|&& )ztc ((?:[a-z]|--)[^`\n|&#]*)/gm)) {
      // What stands behind a bare `--` is another program's.
      const [own = ''] = line.split(/ -- /);
      const words = own.split(/\s+/).filter((word) => word !== '');
      const command = commandOf(words);
      expect(command, line).not.toBe(program);
      const options = command.options.map((option) => option.long);
      for (const word of words.filter((one) => one.startsWith('--') && one !== '--help')) {
        expect(options, line).toContain(word.replace(/[=,].*$/, ''));
      }
    }
  });

  it.each(GUIDES)('%s names codes and rules that exist', async (file) => {
    const known = await knownErrorCodes();
    for (const [code] of textOf(file).matchAll(
      /\bZTC-(?:CLI|API|E|W)-[A-Z_-]*[A-Z]\b(?!-`)|\bCDK-\d{3}\b/g,
    )) {
      const isPrefix = known.some((other) => other.startsWith(`${code}-`) || other.startsWith(`${code}_`));
      expect(known.includes(code) || isPrefix, code).toBe(true);
    }
    for (const [id] of textOf(file).matchAll(/\bZTC-[A-Z]{2,4}-\d{3}\b/g))
      expect(findConstraint(id), id).toBeDefined();
  });

  it('names every command', () => {
    const text = textOf('docs/guide/cli.md');
    for (const path of program.commands.flatMap((one) => leaves(one, ''))) {
      const [first = '', last = first] = path.split(' ');
      expect(text, path).toContain(`ztc ${first}`);
      expect(text, path).toContain(last);
    }
  });
});
