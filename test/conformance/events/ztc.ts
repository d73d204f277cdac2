import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cleanEnv, ROOT } from '../../support/cli.ts';
import type { Outcome } from '../../support/terraform.ts';

/** The command line in a process of its own, from the sources: as users have it, without a build. */
export function ztc(folder: string, ...args: readonly string[]): Promise<Outcome> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], {
      cwd: folder,
      env: cleanEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text;
    });
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? 1, ...said }));
  });
}
