/** The command line's first step: is this Node new enough, and can the question be answered without loading anything? */

const MINIMUM = [22, 18] as const;

function tooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1]);
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (tooOld(process.versions.node)) {
    process.stderr.write(
      `ztc: ZTC-CLI-NODE_TOO_OLD: this is Node ${process.versions.node}; ztc needs ${MINIMUM.join('.')} or later.\n` +
        "  fix: run 'npm install' in the project (its dev dependency `node` brings one along), or install a newer Node.\n",
    );
    return 1;
  }
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    const { VERSION } = await import('./version.ts');
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  const [command, id] = args;
  if (args.length === 2 && command === 'explain' && id && !id.startsWith('-')) return explain(id);
  const { run } = await import('./program.ts');
  return run(args, process);
}

/** As the program would, without the parser of all commands: that would take longer than the answer. */
async function explain(id: string): Promise<number> {
  const { contextOf } = await import('./context.ts');
  const context = contextOf(process, {});
  try {
    const command = await import('./commands/explain.ts');
    return await command.default(context, [id], {});
  } catch (error) {
    const { reportFailure } = await import('./failure.ts');
    return reportFailure(error, context);
  }
}

/** Whoever reads our output may stop (`ztc plan | head`): a run takes that as an interrupt; anything else is a failure. */
const GONE: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EIO', 'ENXIO', 'ERR_STREAM_DESTROYED']);
let untold = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    untold ||= !GONE.has(code);
  });
}

const exitCode = await main();
process.exitCode = exitCode === 0 && untold ? 1 : exitCode;
