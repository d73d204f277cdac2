/** What a run has told: acknowledged writes, and what it found of runs that were cut off. */

import type { Acknowledged } from './somebody.ts';

interface Line {
  readonly type: string;
  readonly '@message': string;
  readonly hook?: {
    readonly action?: string;
    readonly resource?: { readonly addr: string };
    readonly id_value?: string;
  };
}

export interface Told {
  readonly acknowledged: readonly Acknowledged[];
  /** The phrases about recovered writes. */
  readonly recovered: readonly string[];
  readonly errors: readonly string[];
}

const WRITES: ReadonlySet<string> = new Set(['create', 'update', 'delete']);
const RECOVERED = /the last run was cut off; it (.*)$/;

/** The last line may be cut off in the middle; Terraform says a few things in another form. */
export function toldIn(stdout: string): Told {
  const lines = stdout
    .split('\n')
    .slice(0, -1)
    .filter((text) => text.startsWith('{'))
    .map((text) => JSON.parse(text) as Line);
  const ids = new Map<string, string>();
  const acknowledged: Acknowledged[] = [];
  for (const { type, hook } of lines) {
    const { action = '', resource, id_value: id } = hook ?? {};
    if (!resource || !WRITES.has(action)) continue;
    if (type === 'apply_start' && id !== undefined) ids.set(`${action} ${resource.addr}`, id);
    const known = id ?? ids.get(`${action} ${resource.addr}`);
    if (type === 'apply_complete' && known !== undefined)
      acknowledged.push({ action: action as Acknowledged['action'], id: known });
  }
  return {
    acknowledged,
    recovered: lines.flatMap((line) => RECOVERED.exec(line['@message'])?.[1] ?? []),
    errors: lines
      .filter(({ type, '@message': text }) => type === 'diagnostic' && text.startsWith('Error'))
      .map((line) => line['@message']),
  };
}
