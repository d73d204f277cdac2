/** How long it takes until anything happens: short commands beside an empty Node, imports beside cdktf's own. */
import { join } from 'node:path';
import { inTurn, type Measured, onceBare } from './measure.ts';

const ROOT = join(import.meta.dirname, '../..');
const ROUNDS = 15;
const PRODUCTS = ['network', 'compute', 'connectivity', 'market', 'foundation'] as const;

export interface Beside {
  readonly name: string;
  readonly measured: Measured;
  /** Against the first of its group. */
  readonly ratio: number;
}

function beside(commands: Readonly<Record<string, readonly [string, ...string[]]>>): readonly Beside[] {
  const steps = Object.fromEntries(
    Object.entries(commands).map(([name, command]) => [name, () => onceBare({ cwd: ROOT, command })]),
  );
  const measured = Object.entries(inTurn(ROUNDS, steps));
  const base = measured[0]?.[1].seconds ?? Number.NaN;
  return measured.map(([name, one]) => ({ name, measured: one, ratio: one.seconds / base }));
}

export function shortCommands(): readonly Beside[] {
  const ztc = join(ROOT, 'bin/ztc');
  return beside({
    '`node -e 0`': [process.execPath, '-e', '0'],
    '`ztc --version`': [ztc, '--version'],
    '`ztc explain ZTC-VPC-003`': [ztc, 'explain', 'ZTC-VPC-003'],
  });
}

export function imports(): readonly Beside[] {
  const load = (name: string): [string, ...string[]] => [
    process.execPath,
    '--input-type=module',
    '-e',
    `import ${JSON.stringify(name)}`,
  ];
  return beside({
    '`import "cdktf"`': load('cdktf'),
    ...Object.fromEntries(PRODUCTS.map((name) => [`\`import "ztc-cdk/${name}"\``, load(`ztc-cdk/${name}`)])),
  });
}
