/** `required_version`: whether the version of Terraform that ztc stands for satisfies the constraint. */

import type { Argument } from './expression.ts';
import type { Reader } from './reader.ts';

/** The version whose behaviour ztc has. */
export const TERRAFORM_VERSION = '1.15.5';

type Version = readonly number[];

interface Constraint {
  readonly operator: string;
  readonly version: Version;
  /** How many numbers are written: `~> 1.2` allows more than `~> 1.2.0`. */
  readonly precision: number;
}

const CONSTRAINT =
  /^\s*(=|!=|>|>=|<|<=|~>)?\s*v?(\d+(?:\.\d+)*)(-[0-9A-Za-z.~-]+)?(?:\+[0-9A-Za-z.~-]+)?\s*$/;

export function checkVersion(reader: Reader, { place }: Argument, text: string): void {
  const report = (code: string, detail: string): void =>
    reader.report(place, code, 'Version constraint of Terraform', detail);
  const constraints: Constraint[] = [];
  for (const part of text.split(',')) {
    const [, operator = '=', version, prerelease] = CONSTRAINT.exec(part) ?? [];
    if (version === undefined) {
      report('ZTC-E-CONFIG-VALUE', `"${text}" is not a version constraint such as ">= 1.5, < 2.0".`);
      return;
    }
    if (prerelease !== undefined) {
      report(
        'ZTC-E-CONFIG-VALUE',
        `"${part.trim()}" names a prerelease; constraints take released versions only.`,
      );
      return;
    }
    const numbers = version.split('.').map(Number);
    constraints.push({ operator, version: numbers, precision: numbers.length });
  }
  const own = TERRAFORM_VERSION.split('.').map(Number);
  if (constraints.every((constraint) => satisfies(own, constraint))) return;
  const detail = `The configuration wants Terraform ${text}, and ztc behaves like Terraform ${TERRAFORM_VERSION}. Change the constraint if the configuration works with that version.`;
  report('ZTC-E-CONFIG-VERSION', detail);
}

function satisfies(own: Version, { operator, version, precision }: Constraint): boolean {
  const order = compare(own, version);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    default: {
      // All numbers but the last one stay.
      const fixed = Math.max(1, precision - 1);
      return order >= 0 && compare(own.slice(0, fixed), version.slice(0, fixed)) === 0;
    }
  }
}

function compare(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
