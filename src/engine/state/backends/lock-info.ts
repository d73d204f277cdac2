/** Who holds a lock, in the shape in which Terraform and state servers say it. */

import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject, parseJson, writeJson } from '../../../values/json.ts';
import { whoAmI } from '../process-identity.ts';

export interface LockInfo {
  readonly id: string;
  readonly operation: string;
  readonly who: string;
  readonly info: string;
  readonly created: string;
  /** Servers that know this free the lock when it has not been renewed for so long. */
  readonly ttlSeconds?: number;
}

export const ownLockInfo = (operation: string, ttlSeconds: number): LockInfo => ({
  id: randomUUID(),
  operation,
  who: whoAmI(),
  info: `process ${process.pid}`,
  created: new Date().toISOString(),
  ttlSeconds,
});

export function lockInfoText(lock: LockInfo): string {
  const { id, operation, who, info, created, ttlSeconds } = lock;
  return writeJson({
    ID: id,
    Operation: `${PREFIX}${operation.slice(0, 1).toUpperCase()}${operation.slice(1)}`,
    Info: info,
    Who: who,
    Version: 'ztc',
    Created: created,
    Path: '',
    ...(ttlSeconds === undefined ? {} : { TTLSeconds: ttlSeconds }),
  });
}

/** Undefined for something else. */
export function readLockInfo(text: string): LockInfo | undefined {
  const json = parsed(text);
  if (json === undefined || typeof json.ID !== 'string') return undefined;
  const part = (name: string): string => (typeof json[name] === 'string' ? json[name] : '');
  return {
    id: json.ID,
    operation: part('Operation').replace(PREFIX, '').toLowerCase(),
    who: part('Who'),
    info: part('Info'),
    created: part('Created'),
  };
}

/** `root@host (process 7, apply since 2026-…)`. */
export function describeLock({ id, operation, who, info, created }: LockInfo): string {
  const doing = [operation, created && `since ${created}`].filter((part) => part !== '').join(' ');
  const facts = [info, doing].filter((part) => part !== '').join(', ');
  return `${who || `lock ${id}`}${facts === '' ? '' : ` (${facts})`}`;
}

const PREFIX = 'OperationType';

function parsed(text: string): JsonObject | undefined {
  try {
    const json = parseJson(text);
    return isJsonObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
