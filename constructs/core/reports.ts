import type { IConstruct } from './engine.ts';
import type { ErrorData } from './errors.ts';

const REPORTS = Symbol.for('ztc.reports');

interface WithReports {
  [REPORTS]?: ErrorData[];
}

/** Keeps an error with the construct until synthesis shows all errors at once. */
export function reportLater(construct: IConstruct, error: ErrorData): void {
  const holder = construct as WithReports;
  if (!holder[REPORTS]) Object.defineProperty(construct, REPORTS, { value: [] });
  holder[REPORTS]?.push(error);
}

export function reportsOf(construct: IConstruct): readonly ErrorData[] {
  return (construct as WithReports)[REPORTS] ?? [];
}
