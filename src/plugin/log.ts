/** Log lines as Terraform reads them from a provider's standard error: one JSON object per line. */

import type { Env } from './transport/handshake.ts';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'off'] as const;
export type Level = Exclude<(typeof LEVELS)[number], 'off'>;

export type Details = Readonly<Record<string, string | number | boolean>>;

export interface Log {
  write(level: Level, message: string, details?: Details): void;
}

/** Terraform's own variables say what is wanted; what nobody reads is not written. */
export function logTo(env: Env, out: (line: string) => void, now: () => Date): Log {
  const least = LEVELS.indexOf(wanted(env));
  return {
    write: (level, message, details) => {
      if (LEVELS.indexOf(level) < least) return;
      const head = { '@level': level, '@message': message, '@module': 'ztc' };
      out(`${JSON.stringify({ ...head, '@timestamp': now().toISOString(), ...details })}\n`);
    },
  };
}

function wanted(env: Env): (typeof LEVELS)[number] {
  const given = (env.TF_LOG_PROVIDER_ZTC ?? env.TF_LOG_PROVIDER ?? env.TF_LOG ?? '').toLowerCase();
  if (given === 'json') return 'trace';
  return LEVELS.find((level) => level === given) ?? 'error';
}
