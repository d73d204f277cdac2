/** Terraform's spelling of options (`-auto-approve`, `-var=a=b`) as ours, so that its users and their scripts feel at home. */

/** Options that stand alone; Terraform takes `=true` and `=false` as well. */
const SWITCHES = new Set([
  'auto-approve',
  'destroy',
  'detailed-exitcode',
  'json',
  'no-color',
  'raw',
  'refresh-only',
]);

/** Options with a value, in the same word or the next. */
const VALUES = new Set([
  'input',
  'lock',
  'lock-timeout',
  'out',
  'parallelism',
  'refresh',
  'replace',
  'target',
  'var',
  'var-file',
]);

/** Where Terraform's `-json` stands for the stream of events. */
const STREAMING = new Set(['plan', 'apply', 'destroy']);

export function withOwnFlags(args: readonly string[]): readonly string[] {
  const command = args.find((arg) => !arg.startsWith('-')) ?? '';
  const end = args.indexOf('--');
  return args.flatMap((arg, at) => (end >= 0 && at > end ? [arg] : ownFlag(arg, command)));
}

function ownFlag(arg: string, command: string): readonly string[] {
  const [, name = '', value] = /^-([a-z][a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
  if (VALUES.has(name)) return [`-${arg}`];
  if (!SWITCHES.has(name)) return [arg];
  if (value === 'false') return [];
  if (value !== undefined && value !== 'true') return [arg];
  return [name === 'json' && STREAMING.has(command) ? '--events' : `--${name}`];
}
