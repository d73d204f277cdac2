import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Context } from './context.ts';
import { CliError } from './errors.ts';

export function readText(context: Context, file: string): string {
  const path = resolve(context.cwd, file);
  if (!existsSync(path)) throw notFound(path, context);
  if (statSync(path).isDirectory()) {
    throw new CliError({
      code: 'ZTC-CLI-NOT_A_FILE',
      what: { en: 'a file is needed here, this is a folder', zh: '此处应为文件，实为目录' },
      where: shown(path, context),
      fix: { en: 'name a file', zh: '请指定文件' },
    });
  }
  return readFileSync(path, 'utf8');
}

/** Parses JSON; an error names file, line and column. */
export function parseJson(context: Context, file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CliError({
      code: 'ZTC-CLI-BAD_JSON',
      what: {
        en: `the file is not JSON: ${(error as Error).message}`,
        zh: `文件不是合法 JSON：${(error as Error).message}`,
      },
      where: `${shown(resolve(context.cwd, file), context)}${lineOf(text, error as Error)}`,
      fix: { en: 'write the file again with the tool that made it', zh: '请用生成该文件的工具重新生成' },
    });
  }
}

function lineOf(text: string, error: Error): string {
  const match = /position (\d+)/.exec(error.message);
  if (!match) return '';
  const before = text.slice(0, Number(match[1]));
  return `:${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
}

export function notFound(path: string, context: Context): CliError {
  return new CliError({
    code: 'ZTC-CLI-NOT_FOUND',
    what: { en: 'there is no such file or folder', zh: '文件或目录不存在' },
    where: shown(path, context),
    fix: {
      en: 'name a folder of *.tf.json, cdktf.out, a plan JSON or a state file',
      zh: '请指定 *.tf.json 目录、cdktf.out、计划 JSON 或状态文件',
    },
  });
}

export function shown(path: string, context: Context): string {
  const near = relative(context.cwd, path);
  return near === '' ? '.' : near.startsWith('..') ? path : near;
}

/** Writes a result to a file when one is named, else to stdout. */
export function deliver(context: Context, text: string, file: string | undefined): void {
  if (file === undefined) context.out(text);
  else {
    writeFileSync(resolve(context.cwd, file), text.endsWith('\n') ? text : `${text}\n`);
    context.note(context.language === 'zh' ? `已写入 ${file}` : `wrote ${file}`);
  }
}
