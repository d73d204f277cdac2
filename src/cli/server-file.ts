import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server leaves in its data folder so that other commands find it. */
export interface ServerFile {
  readonly pid: number;
  readonly endpoint: string;
}

const NAME = 'server.json';

export function writeServerFile(dir: string, file: ServerFile): void {
  writeFileSync(join(dir, NAME), `${JSON.stringify(file)}\n`);
}

export function removeServerFile(dir: string): void {
  rmSync(join(dir, NAME), { force: true });
}

/** The server of a data folder, when its process lives. */
export function runningServer(dir: string): ServerFile | undefined {
  const path = join(dir, NAME);
  if (!existsSync(path)) return undefined;
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as ServerFile;
    return isAlive(file.pid) ? file : undefined;
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
