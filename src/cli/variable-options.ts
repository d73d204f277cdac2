/** `--var` and `--var-file`, whose order on the command line decides which value wins. */

import { resolve } from 'node:path';
import { Option } from 'commander';
import type { GivenSource } from '../config/variables.ts';
import { assignment } from './assignment.ts';
import type { Context } from './context.ts';

/** An argument with its rank among those of both options. */
interface Ranked {
  readonly rank: number;
  readonly text: string;
}

export interface VariableOptions {
  readonly var?: readonly Ranked[];
  readonly varFile?: readonly Ranked[];
}

export function variableOptions(): readonly Option[] {
  let rank = 0;
  const collect = (text: string, previous: readonly Ranked[]): readonly Ranked[] => [
    ...previous,
    { rank: rank++, text },
  ];
  return [
    new Option('--var <name=value>', 'value of an input variable; repeatable').argParser(collect).default([]),
    new Option('--var-file <file>', 'file with values of variables, *.tfvars or *.tfvars.json; repeatable')
      .argParser(collect)
      .default([]),
  ];
}

export function givenSources(context: Context, options: VariableOptions): readonly GivenSource[] {
  const values = (options.var ?? []).map(({ rank, text }) => {
    const { name, value } = assignment(text, '--var');
    return { rank, source: { name, text: value } };
  });
  const files = (options.varFile ?? []).map(({ rank, text }) => ({
    rank,
    source: { file: resolve(context.cwd, text) },
  }));
  return [...values, ...files].sort((a, b) => a.rank - b.rank).map(({ source }) => source);
}
