/** One line of the event stream, in the shape of Terraform's `-json` output. */

import { type JsonObject, writeJson } from '../../values/json.ts';

export type Level = 'info' | 'warn' | 'error';

export interface Message {
  readonly level: Level;
  /** For people. */
  readonly text: string;
  /** `planned_change`, `apply_start`, … */
  readonly type: string;
  /** What belongs to the type, such as `hook` or `change`. */
  readonly content: JsonObject;
}

export const info = (type: string, text: string, content: JsonObject = {}): Message => ({
  level: 'info',
  type,
  text,
  content,
});

/** The line without its end. Programs that read Terraform's stream look for its own name of the module. */
export function messageLine({ level, text, type, content }: Message, at: Date): string {
  const payload = { ...content, type };
  const sorted = Object.entries(payload).sort(([a], [b]) => (a < b ? -1 : 1));
  return writeJson({
    '@level': level,
    '@message': text,
    '@module': 'terraform.ui',
    '@timestamp': at.toISOString(),
    ...Object.fromEntries(sorted),
  });
}
