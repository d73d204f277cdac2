import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EventStream } from './stream.ts';

/** A stream to stdout; the sources that problems show are read from the working directory. */
export function openEvents(process: NodeJS.Process): EventStream {
  const folder = process.cwd();
  return new EventStream({
    write: (line) => void process.stdout.write(`${line}\n`),
    sources: (file) => textOf(resolve(folder, file)),
    now: () => new Date(),
  });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
