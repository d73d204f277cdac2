import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Credentials, KeyPair } from './api.ts';
import { unusable } from './store/failures.ts';

/** Environment variables that name the tenant's key instead of a generated one. */
const ACCESS_KEY = 'ZTC_ACCESS_KEY';
const SECRET_KEY = 'ZTC_SECRET_KEY';

/** Keys of a data folder, made at its first start. Only the owner of the files can read them. */
export function credentialsOf(
  dir: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Credentials {
  const stored = dir === ':memory:' ? generate() : keptIn(dir);
  const [accessKey, secretKey] = [env[ACCESS_KEY], env[SECRET_KEY]];
  return accessKey && secretKey ? { ...stored, tenant: { accessKey, secretKey } } : stored;
}

function keptIn(dir: string): Credentials {
  try {
    return read(dir) ?? write(dir);
  } catch (error) {
    throw unusable(dir, error);
  }
}

function fileOf(dir: string): string {
  return join(dir, 'credentials.json');
}

function read(dir: string): Credentials | null {
  try {
    return JSON.parse(readFileSync(fileOf(dir), 'utf8')) as Credentials;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Two processes may start at once: the file appears whole and under its name once, or the other's is taken. */
function write(dir: string): Credentials {
  const made = generate();
  const draft = join(dir, `.credentials-${randomBytes(6).toString('hex')}`);
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, fileOf(dir));
    return made;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return read(dir) ?? made;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function generate(): Credentials {
  const accountId = String(1_000_000_000 + (randomBytes(4).readUInt32BE() % 9_000_000_000));
  return { accountId, tenant: keyPair('ZTAK'), operator: keyPair('ZTOP') };
}

export function keyPair(prefix: string): KeyPair {
  return {
    accessKey: `${prefix}${randomBytes(10).toString('hex').toUpperCase()}`,
    secretKey: randomBytes(24).toString('base64url'),
  };
}
