import { Command, CommanderError, Option } from 'commander';
import { type Context, contextOf, type GlobalOptions } from './context.ts';
import type { EventStream } from './events/stream.ts';
import { reportFailure } from './failure.ts';
import { collect, parseBool, parseCount, parseDuration, parsePort } from './option-values.ts';
import { withOwnFlags } from './terraform-flags.ts';
import { variableOptions } from './variable-options.ts';
import { VERSION } from './version.ts';

/** What a command answers with; see the table of exit codes in the guide. */
export type Handler<Args extends readonly unknown[], Options> = (
  context: Context,
  args: Args,
  options: Options,
) => Promise<number>;

type Loader<Args extends readonly unknown[], Options> = () => Promise<{
  readonly default: Handler<Args, Options>;
}>;

/** Parses the arguments, loads the one command that is asked for, runs it, and returns the exit code. */
export async function run(given: readonly string[], process: NodeJS.Process): Promise<number> {
  const args = withOwnFlags(given);
  let exitCode = 0;
  const events = args.includes('--events')
    ? (await import('./events/open.ts')).openEvents(process)
    : undefined;
  const done = (code: number): void => {
    exitCode = code;
  };
  const program = buildProgram(process, done, events);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 1;
    return reportFailure(error, contextOf(process, globalsIn(args), events));
  }
}

function globalsIn(args: readonly string[]): GlobalOptions {
  const at = args.indexOf('--lang');
  const lang =
    at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith('--lang='))?.slice('--lang='.length);
  return {
    ...(lang === undefined ? {} : { lang }),
    json: args.includes('--json'),
    color: !args.includes('--no-color'),
  };
}

export function buildProgram(
  process: NodeJS.Process,
  done: (code: number) => void,
  events?: EventStream,
): Command {
  const program = new Command('ztc')
    .description(
      'Infrastructure as code for 证通云 (ZTC): synthesize, audit, plan, apply, and a local control plane.',
    )
    .version(VERSION)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeErr: (text) => void process.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'ZTC-CLI-USAGE: ')),
    });
  const add = <Args extends readonly unknown[], Options>(
    parent: Command,
    usage: string,
    description: string,
    load: Loader<Args, Options>,
    options: readonly Option[] = [],
  ): Command => {
    const command = parent.command(usage).description(description).exitOverride();
    for (const option of [...options, ...globalOptions()]) command.addOption(option);
    return command.action(async (...given: unknown[]) => {
      const values = given.at(-2) as GlobalOptions & Options;
      const handler = (await load()).default;
      const context = contextOf(process, values, events);
      done(await handler(context, given.slice(0, -2) as unknown as Args, values));
    });
  };
  addDesignCommands(program, add);
  addEngineCommands(program, add);
  addPlatformCommands(program, add);
  return program;
}

type Add = <Args extends readonly unknown[], Options>(
  parent: Command,
  usage: string,
  description: string,
  load: Loader<Args, Options>,
  options?: readonly Option[],
) => Command;

function addDesignCommands(program: Command, add: Add): void {
  add(
    program,
    'synth',
    'run the app of cdktf.json, validate, write cdktf.out',
    () => import('./commands/synth.ts'),
    [
      new Option('--app <command>', 'the command that runs the app, instead of cdktf.json'),
      new Option('--output <dir>', 'where to write, instead of cdktf.out'),
    ],
  );
  add(
    program,
    'audit [path]',
    'judge a design, a plan or a state by the whitepaper (0 clean, 1 error, 3 violations)',
    () => import('./commands/audit.ts'),
    [
      new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'),
      new Option('--out <file>', 'write the report to a file'),
      new Option('--fail-on <severity>', 'lowest severity that gives exit code 3')
        .choices(['error', 'warning', 'never'])
        .default('error'),
      new Option('--stack <name>', 'judge one stack only'),
      ...variableOptions(),
      new Option('--coverage', 'account for every constraint of the whitepaper instead'),
      new Option('--show-unknown', 'show what cannot be decided yet as well'),
    ],
  );
  add(program, 'graph [path]', 'draw the topology', () => import('./commands/graph.ts'), [
    new Option('--format <format>', 'output').choices(['mermaid', 'dot', 'svg']).default('mermaid'),
    new Option('--out <file>', 'write to a file'),
    new Option('--stack <name>', 'the stack to draw'),
  ]);
  add(
    program,
    'explain <id>',
    'a rule, a resource type or an error code',
    () => import('./commands/explain.ts'),
  );
}

function planOptions(): readonly Option[] {
  return [
    new Option('--stack <name>', 'the stack to work on'),
    new Option('--refresh [bool]', 'read the real objects first').default(true).argParser(parseBool),
    new Option('--refresh-only', 'only bring the state up to date'),
    new Option('--target <address>', 'only this and what it needs; repeatable')
      .argParser(collect)
      .default([]),
    new Option('--replace <address>', 'replace this object; repeatable').argParser(collect).default([]),
    ...variableOptions(),
    new Option('--parallelism <n>', 'operations at the same time').default(10).argParser(parseCount),
    new Option('--lock [bool]', 'keep other runs away from the state').default(true).argParser(parseBool),
    new Option('--lock-timeout <duration>', 'wait so long for another run to end, such as 30s or 5m')
      .default(0, '0s')
      .argParser(parseDuration),
    new Option('--input [bool]', 'ask where an answer is needed').default(true).argParser(parseBool),
    new Option('--events', 'one JSON object per line, as terraform -json gives').conflicts('json'),
    ...operatorOptions(),
  ];
}

function operatorOptions(): readonly Option[] {
  return [
    new Option('--operator <mode>', 'who decides work orders of the embedded control plane').choices([
      'auto',
      'manual',
    ]),
    new Option('--wait <seconds>', 'how long to wait for an object that is not ready')
      .default(1200)
      .argParser(parseCount),
  ];
}

function addEngineCommands(program: Command, add: Add): void {
  add(program, 'plan [path]', 'show what an apply would do', () => import('./commands/plan.ts'), [
    ...planOptions(),
    new Option('--out <file>', 'save the plan'),
    new Option('--detailed-exitcode', 'exit code 2 when there are changes'),
    new Option('--destroy', 'plan the end of everything'),
  ]);
  const approve = new Option('--auto-approve', 'do not ask');
  add(program, 'apply [path]', 'carry out a design or a saved plan', () => import('./commands/apply.ts'), [
    ...planOptions(),
    approve,
    new Option('--destroy', 'destroy everything that the state holds'),
    new Option('--path <dir>', 'the configuration of a saved plan, instead of the current project'),
  ]);
  add(
    program,
    'destroy [path]',
    'destroy everything that the state holds',
    () => import('./commands/destroy.ts'),
    [...planOptions(), approve],
  );
  add(
    program,
    'drift [path]',
    'what changed outside (0 none, 2 drift, 1 error)',
    () => import('./commands/drift.ts'),
    [
      ...planOptions(),
      new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'),
    ],
  );
  add(program, 'output [name]', 'print outputs of the state', () => import('./commands/output.ts'), [
    new Option('--path <path>', 'the configuration, instead of the current project'),
    new Option('--stack <name>', 'the stack to read'),
    new Option('--raw', 'the text of one output, nothing around it'),
  ]);
  const state = program.command('state').description('look into the state, or unlock it');
  const where = [
    new Option('--path <path>', 'the configuration, instead of the current project'),
    new Option('--stack <name>', 'the stack to read'),
  ];
  add(
    state,
    'list [address...]',
    'addresses of all objects, or of those in a module or of a resource',
    () => import('./commands/state-list.ts'),
    where,
  );
  add(state, 'show <address>', 'one object', () => import('./commands/state-show.ts'), where);
  add(
    state,
    'unlock',
    'show who holds the state, and end a lock that nobody needs any more',
    () => import('./commands/state-unlock.ts'),
    [
      ...where,
      new Option('--force', 'even if its run may be alive'),
      new Option('--auto-approve', 'do not ask'),
    ],
  );
  add(
    state,
    'recover',
    'bring the work of a run that was cut off to its end (every apply does so by itself)',
    () => import('./commands/state-recover.ts'),
    [
      ...where,
      ...variableOptions(),
      new Option('--dry-run', 'only say what has become of its writes'),
      new Option(
        '--assume-absent <address>',
        'an object of which nobody can tell: go on as if its last write had not happened; repeatable',
      )
        .argParser(collect)
        .default([]),
      new Option('--lock-timeout <duration>', 'how long to wait for another run').argParser(parseDuration),
    ],
  );
}

function addPlatformCommands(program: Command, add: Add): void {
  const controlplane = program.command('controlplane').description('the local control plane of 证通云');
  const dir = new Option('--dir <dir>', 'folder of its data').default('.ztc');
  add(
    controlplane,
    'start',
    'serve the API on this machine',
    () => import('./commands/controlplane-start.ts'),
    [
      dir,
      new Option('--port <port>', 'port; 0 takes a free one').default(8733).argParser(parsePort),
      new Option('--operator <mode>', 'who decides work orders').choices(['auto', 'manual']).default('auto'),
      new Option('--timing <profile>', 'how long operations take')
        .choices(['instant', 'fast', 'realistic'])
        .default('instant'),
      new Option('--foreground', 'stay in this process instead of the background'),
    ],
  );
  add(controlplane, 'stop', 'end the server', () => import('./commands/controlplane-stop.ts'), [dir]);
  add(
    controlplane,
    'status',
    'whether a server runs, and what it holds',
    () => import('./commands/controlplane-status.ts'),
    [dir],
  );
  add(
    controlplane,
    'reset',
    'throw away everything it holds',
    () => import('./commands/controlplane-reset.ts'),
    [dir, new Option('--yes', 'do not ask')],
  );
  const operator = program.command('operator').description("the operator's side of work orders");
  add(operator, 'list', 'work orders', () => import('./commands/operator-list.ts'), [
    new Option('--all', 'decided ones as well'),
  ]);
  add(operator, 'approve <id>', 'complete a work order', () => import('./commands/operator-approve.ts'), [
    new Option('--set <name=value>', 'a value that the operator fills in; repeatable')
      .argParser(collect)
      .default([]),
  ]);
  add(operator, 'reject <id>', 'refuse a work order', () => import('./commands/operator-reject.ts'), [
    new Option('--reason <text>', 'why').makeOptionMandatory(),
  ]);
  const provider = program.command('provider').description('the provider for Terraform and OpenTofu');
  add(
    provider,
    'install',
    'make Terraform and OpenTofu find the provider',
    () => import('./commands/provider-install.ts'),
    [new Option('--dir <dir>', "where to put it, instead of the user's data folder")],
  );
  add(
    provider,
    'reattach <command...>',
    'run a command (after --) whose Terraform uses a provider inside this process',
    () => import('./commands/provider-reattach.ts'),
  );
  add(program, 'doctor', 'check this machine and this project', () => import('./commands/doctor.ts'));
}

function globalOptions(): readonly Option[] {
  return [
    new Option('--lang <lang>', 'language of messages').choices(['zh', 'en']),
    new Option('--no-color', 'no colours'),
    new Option('--quiet', 'no progress'),
    new Option('--json', 'machine-readable results'),
    new Option('--endpoint <url>', 'a running control plane, instead of the embedded one'),
    new Option('--profile <name>', 'credentials to use (not supported yet, refused)'),
  ];
}
