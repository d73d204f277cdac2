/** One seed, one scenario: a configuration, its edits, and how each version is planned. */

import { edit } from './edits.ts';
import { Generator, type Switch } from './generate.ts';
import { addressOf, callsOf, keysOf, nodesOf, type Program } from './program.ts';
import { Random } from './random.ts';
import { renderProgram } from './render.ts';
import type { Scenario, Step, StepOptions } from './scenario.ts';

export function scenarioOf(seed: number, switches: ReadonlySet<Switch>): Scenario {
  const random = new Random(seed);
  const generator = new Generator(random, switches);
  const program = generator.program();
  const steps: Step[] = [{ files: renderProgram(program), options: {} }];
  for (let left = random.between(2, 4); left > 0; left -= 1) {
    edit(generator, program);
    steps.push({ files: renderProgram(program), options: optionsFor(random, program, left === 1) });
  }
  const syntax = switches.has('native') && random.chance(0.4) ? 'native' : 'json';
  return { seed, syntax, steps };
}

function optionsFor(random: Random, program: Program, last: boolean): StepOptions {
  const addresses = [...nodesOf(program.root), ...callsOf(program.root)];
  const instances = nodesOf(program.root).flatMap((node) =>
    keysOf(node).map((key) => `${addressOf(node)}${key}`),
  );
  const target = random.chance(0.5) ? addresses.map(addressOf) : instances;
  const mode = random.weighted([
    [last ? 70 : 96, undefined],
    [last ? 26 : 1, 'destroy'],
    [4, 'refresh-only'],
  ] as const);
  const vars = Object.fromEntries(
    Object.entries(program.vars).filter(([name]) => program.root.variables.some((one) => one.name === name)),
  );
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(random.chance(0.07) && target.length > 0
      ? { targets: random.sample(target, random.between(1, 2)) }
      : {}),
    ...(random.chance(0.08) && instances.length > 0 && mode === undefined
      ? { replace: random.sample(instances, random.between(1, 2)) }
      : {}),
    ...(random.chance(0.06) && mode === undefined ? { refresh: false as const } : {}),
    ...(random.chance(0.08) ? { taint: random.between(0, 99) } : {}),
    ...(random.chance(0.06) ? { depose: random.between(0, 99) } : {}),
    ...(Object.keys(vars).length > 0 ? { vars } : {}),
  };
}
