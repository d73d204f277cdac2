import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Context } from './context.ts';
import { CliError } from './errors.ts';
import { notFound, parseJson, shown } from './files.ts';

/** A project as its cdktf.json describes it. */
export interface Project {
  readonly dir: string;
  /** The command that runs the app. */
  readonly app: string;
  /** Absolute path of the synthesized output. */
  readonly output: string;
}

/** A folder with one configuration; `stack` names it when it is part of a synthesized app. */
export interface ConfigFolder {
  readonly dir: string;
  readonly stack?: string;
}

export type Input =
  | { readonly kind: 'folders'; readonly folders: readonly ConfigFolder[] }
  | { readonly kind: 'plan'; readonly file: string; readonly json: unknown }
  | { readonly kind: 'state'; readonly file: string; readonly json: unknown };

/** The nearest cdktf.json, from the working directory upwards. */
export function findProject(context: Context): Project | undefined {
  for (let dir = context.cwd; ; dir = dirname(dir)) {
    const file = join(dir, 'cdktf.json');
    if (existsSync(file)) return readProject(context, file);
    if (dirname(dir) === dir) return undefined;
  }
}

function readProject(context: Context, file: string): Project {
  const json = parseJson(context, file, readFileSync(file, 'utf8')) as { app?: unknown; output?: unknown };
  if (typeof json.app !== 'string' || json.app === '') {
    throw new CliError({
      code: 'ZTC-CLI-NO_APP',
      what: { en: 'cdktf.json names no app', zh: 'cdktf.json 未指定 app' },
      value: json.app ?? null,
      where: shown(file, context),
      fix: { en: 'add "app": "node main.ts"', zh: '请加入 "app": "node main.ts"' },
    });
  }
  const dir = dirname(file);
  return {
    dir,
    app: json.app,
    output: resolve(dir, typeof json.output === 'string' ? json.output : 'cdktf.out'),
  };
}

export function requireProject(context: Context): Project {
  const project = findProject(context);
  if (project) return project;
  throw new CliError({
    code: 'ZTC-CLI-NO_PROJECT',
    what: { en: 'there is no cdktf.json here or above', zh: '当前目录及上级目录均无 cdktf.json' },
    where: context.cwd,
    fix: { en: 'work in a project, or name a path', zh: '请在项目目录内执行，或指定路径' },
  });
}

/** What a PATH argument stands for; without one, the synthesized output of the project. */
export function resolveInput(context: Context, path: string | undefined, stack: string | undefined): Input {
  if (path === undefined) return { kind: 'folders', folders: defaultFolders(context, stack) };
  const full = resolve(context.cwd, path);
  if (!existsSync(full)) throw notFound(full, context);
  if (statSync(full).isDirectory()) return { kind: 'folders', folders: foldersOf(context, full, stack) };
  const text = readFileSync(full, 'utf8');
  const json = parseJson(context, full, text) as Record<string, unknown> | null;
  if (json && ('resource_changes' in json || 'planned_values' in json))
    return { kind: 'plan', file: full, json };
  if (json && 'version' in json && ('resources' in json || 'lineage' in json))
    return { kind: 'state', file: full, json };
  throw new CliError({
    code: 'ZTC-CLI-NOT_UNDERSTOOD',
    what: {
      en: 'the file is neither a plan JSON nor a state file',
      zh: '该文件既不是计划 JSON，也不是状态文件',
    },
    where: shown(full, context),
    fix: {
      en: "make one with 'ztc plan --json' or 'terraform show -json PLANFILE'; for *.tf.json name the folder",
      zh: "可用 'ztc plan --json' 或 'terraform show -json PLANFILE' 生成；*.tf.json 请指定其目录",
    },
  });
}

/** As `resolveInput`, where exactly one configuration is needed. */
export function resolveFolder(
  context: Context,
  path: string | undefined,
  stack: string | undefined,
): ConfigFolder {
  const input = resolveInput(context, path, stack);
  const folders = input.kind === 'folders' ? input.folders : [];
  const [only] = folders;
  if (only && folders.length === 1) return only;
  throw new CliError({
    code: folders.length > 1 ? 'ZTC-CLI-SEVERAL_STACKS' : 'ZTC-CLI-NO_CONFIGURATION',
    what:
      folders.length > 1
        ? { en: 'the app has several stacks', zh: '该应用包含多个栈' }
        : { en: 'this is not a configuration', zh: '此处没有配置' },
    ...(folders.length > 1 ? { allowed: folders.map((folder) => folder.stack) } : {}),
    where: path ?? context.cwd,
    fix: { en: 'choose one with --stack', zh: '请用 --stack 选择其一' },
  });
}

function defaultFolders(context: Context, stack: string | undefined): readonly ConfigFolder[] {
  if (hasConfiguration(context.cwd) || isSynthesized(context.cwd))
    return foldersOf(context, context.cwd, stack);
  const { output } = requireProject(context);
  if (!existsSync(output)) {
    throw new CliError({
      code: 'ZTC-CLI-NOT_SYNTHESIZED',
      what: { en: 'the project has not been synthesized', zh: '项目尚未合成' },
      where: shown(output, context),
      fix: { en: "run 'ztc synth' first", zh: "请先执行 'ztc synth'" },
    });
  }
  return foldersOf(context, output, stack);
}

function foldersOf(context: Context, dir: string, stack: string | undefined): readonly ConfigFolder[] {
  if (isSynthesized(dir)) return stacksOf(context, dir, stack);
  if (hasConfiguration(dir)) {
    if (stack !== undefined) throw noStack(context, stack, [], dir);
    return [{ dir }];
  }
  if (existsSync(join(dir, 'cdktf.json'))) return defaultFolders({ ...context, cwd: dir }, stack);
  throw new CliError({
    code: 'ZTC-CLI-NO_CONFIGURATION',
    what: { en: 'the folder holds no configuration', zh: '该目录不含配置' },
    where: shown(dir, context),
    allowed: ['*.tf.json', 'manifest.json', 'cdktf.json'],
    fix: { en: 'name a folder of *.tf.json or cdktf.out', zh: '请指定 *.tf.json 目录或 cdktf.out' },
  });
}

function isSynthesized(dir: string): boolean {
  return existsSync(join(dir, 'manifest.json')) && existsSync(join(dir, 'stacks'));
}

function hasConfiguration(dir: string): boolean {
  return readdirSync(dir).some((name) => name.endsWith('.tf.json') || name.endsWith('.tf'));
}

interface Manifest {
  readonly stacks?: Readonly<Record<string, { readonly name: string; readonly workingDirectory: string }>>;
}

function stacksOf(context: Context, dir: string, wanted: string | undefined): readonly ConfigFolder[] {
  const file = join(dir, 'manifest.json');
  const manifest = parseJson(context, file, readFileSync(file, 'utf8')) as Manifest;
  const all = Object.values(manifest.stacks ?? {}).map((stack) => ({
    dir: join(dir, stack.workingDirectory),
    stack: stack.name,
  }));
  const chosen = wanted === undefined ? all : all.filter((folder) => folder.stack === wanted);
  if (chosen.length > 0) return chosen;
  throw noStack(
    context,
    wanted ?? null,
    all.map((folder) => folder.stack),
    file,
  );
}

function noStack(
  context: Context,
  value: string | null,
  allowed: readonly string[],
  place: string,
): CliError {
  return new CliError({
    code: 'ZTC-CLI-NO_STACK',
    what: { en: 'there is no such stack', zh: '没有此栈' },
    value,
    allowed,
    where: shown(place, context),
    fix:
      allowed.length > 0
        ? { en: 'name one of the stacks', zh: '请指定已有的栈' }
        : {
            en: 'leave --stack out: this folder is one configuration',
            zh: '该目录只有一份配置，请去掉 --stack',
          },
  });
}
