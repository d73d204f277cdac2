/** The few ways in which measurements are written. */

export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, n) => (n === 0 ? '---' : '---:'))), ...rows.map(line)];
}

export function time(seconds: number): string {
  return seconds < 0.2 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}

export function ratio(value: number): string {
  return value.toFixed(2);
}

export function count(value: number): string {
  return value.toLocaleString('en');
}
