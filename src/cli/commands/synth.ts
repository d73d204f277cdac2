import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Finding } from '../../findings/finding.ts';
import { findingJson } from '../../report/findings-json.ts';
import { countFindings, findingsText } from '../../report/findings-text.ts';
import type { Context } from '../context.ts';
import { CliError, type ErrorData, errorText } from '../errors.ts';
import { type Project, requireProject, resolveInput } from '../project.ts';

interface Options {
  readonly app?: string;
  readonly output?: string;
}

/** What the app's own synth leaves for us: findings, and errors of the program itself. */
interface SynthReport {
  readonly findings: readonly Finding[];
  readonly errors: readonly ErrorData[];
  /** The app has written its output without being asked whether that is valid. */
  readonly written?: true;
}

export default async function synth(
  context: Context,
  _args: readonly unknown[],
  options: Options,
): Promise<number> {
  const project = withOverrides(requireProject(context), options, context);
  const folder = mkdtempSync(join(tmpdir(), 'ztc-synth-'));
  try {
    const file = join(folder, 'findings.json');
    const code = await runApp(context, project, file);
    const report = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as SynthReport)
      : await audited(context, project, code);
    return print(context, project, report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function withOverrides(project: Project, options: Options, context: Context): Project {
  return {
    dir: project.dir,
    app: options.app ?? project.app,
    output: options.output === undefined ? project.output : resolve(context.cwd, options.output),
  };
}

/**
 * Runs the app through the shell, with the Node that runs us first on its path and our compile cache: without one, a small
 * app spends a third of its time compiling the engine and the rules.
 */
function runApp(context: Context, project: Project, findingsFile: string): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(project.app, {
      cwd: project.dir,
      shell: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...context.env,
        NODE_COMPILE_CACHE: context.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache'),
        PATH: `${dirname(process.execPath)}${delimiter}${context.env.PATH ?? ''}`,
        CDKTF_OUTDIR: project.output,
        ZTC_FINDINGS_FILE: findingsFile,
        ZTC_LANG: context.language,
      },
    });
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? (signal ? 1 : 0)));
  });
}

/** An app that does not use our `App` class says nothing itself; its output is judged like any configuration. */
async function audited(context: Context, project: Project, code: number): Promise<SynthReport> {
  if (code !== 0) {
    throw new CliError({
      code: 'ZTC-CLI-APP_FAILED',
      what: { en: `the app ended with code ${code}`, zh: `应用以代码 ${code} 结束` },
      value: project.app,
      where: project.dir,
      fix: { en: 'mend what it says above', zh: '请按上方输出处理' },
    });
  }
  if (!existsSync(join(project.output, 'manifest.json'))) {
    throw new CliError({
      code: 'ZTC-CLI-NO_OUTPUT',
      what: { en: 'the app wrote no output', zh: '应用没有产生输出' },
      value: project.app,
      where: project.output,
      fix: { en: 'call app.synth() at its end', zh: '请在末尾调用 app.synth()' },
    });
  }
  const { auditInput } = await import('../audit.ts');
  const report = await auditInput(context, resolveInput(context, project.output, undefined));
  return { findings: report.findings, errors: [], written: true };
}

function print(context: Context, project: Project, report: SynthReport, code: number): number {
  const { language, progressPaint } = context;
  const { error: violations, warning } = countFindings(report.findings);
  const failed = code !== 0 || report.errors.length > 0 || violations > 0;
  if (context.json) {
    const findings = report.findings.map((finding) => findingJson(finding, language));
    context.out(
      JSON.stringify({ ok: !failed, output: project.output, errors: report.errors, findings }, null, 2),
    );
    return failed ? 1 : 0;
  }
  for (const error of report.errors) context.draw(`${progressPaint.red(errorText(error, language))}\n\n`);
  const worth = report.findings.filter(
    (finding) => finding.severity !== 'info' || finding.status === 'waived',
  );
  if (violations + warning > 0)
    context.draw(findingsText(worth, { language, paint: progressPaint, showUnknown: false }));
  if (failed) {
    const outcome = report.written
      ? {
          en: `not valid, although the app has written ${project.output}`,
          zh: `未通过校验，但应用已写入 ${project.output}`,
        }
      : { en: 'not valid, nothing was written', zh: '未通过校验，没有写入任何文件' };
    context.note(outcome[language]);
    return 1;
  }
  context.out(project.output);
  return 0;
}
