import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { defaultDataDir, withPlatform } from '../platform.ts';
import { findProject } from '../project.ts';
import { VERSION } from '../version.ts';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Looks at everything that has to be right before anything else can work. 0 when it is, 1 otherwise. */
export default async function doctor(context: Context): Promise<number> {
  const checks: Check[] = [
    { name: 'ztc', ok: true, detail: VERSION },
    { name: 'node', ok: true, detail: process.versions.node },
    sqlite(),
    project(context),
    writable(context),
    await platform(context),
  ];
  if (context.json) context.out(JSON.stringify(checks, null, 2));
  else
    for (const check of checks)
      context.out(
        `${check.ok ? context.paint.green('ok  ') : context.paint.red('FAIL')} ${check.name.padEnd(13)} ${check.detail}`,
      );
  return checks.every((check) => check.ok) ? 0 : 1;
}

/** 3.51.3 mends a corruption of write-ahead logs that several connections can meet. */
function sqlite(): Check {
  const database = new DatabaseSync(':memory:');
  const row = database.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  database.close();
  const [major = 0, minor = 0, patch = 0] = row.version.split('.').map(Number);
  const ok = major > 3 || (major === 3 && (minor > 51 || (minor === 51 && patch >= 3)));
  return {
    name: 'sqlite',
    ok,
    detail: ok ? row.version : `${row.version}, 3.51.3 or later is needed: use a newer Node`,
  };
}

function project(context: Context): Check {
  const found = findProject(context);
  const detail = found
    ? `${found.dir} (${existsSync(join(found.output, 'manifest.json')) ? 'synthesized' : "not synthesized: 'ztc synth'"})`
    : 'none here';
  return { name: 'project', ok: true, detail };
}

function writable(context: Context): Check {
  const dir = existsSync(defaultDataDir(context))
    ? defaultDataDir(context)
    : dirname(defaultDataDir(context));
  try {
    accessSync(dir, constants.W_OK);
    return { name: 'data folder', ok: true, detail: defaultDataDir(context) };
  } catch {
    return { name: 'data folder', ok: false, detail: `${dir} is not writable` };
  }
}

async function platform(context: Context): Promise<Check> {
  if (context.endpoint === undefined && !existsSync(join(defaultDataDir(context), 'credentials.json'))) {
    return { name: 'control plane', ok: true, detail: 'embedded, no data yet' };
  }
  try {
    const meta = await withPlatform(context, { dir: defaultDataDir(context) }, (client) => client.meta());
    return {
      name: 'control plane',
      ok: true,
      detail: `${context.endpoint ?? 'embedded'}, account ${meta.accountId}, operator ${meta.operator}`,
    };
  } catch (error) {
    const code =
      error instanceof CliError ? error.data.code : error instanceof Error ? error.message : String(error);
    return { name: 'control plane', ok: false, detail: `${context.endpoint ?? 'embedded'}: ${code}` };
  }
}
