import { type Language, languageOf } from '../report/language.ts';
import { type Paint, paintFor, wantsColour } from '../report/paint.ts';
import type { EventStream } from './events/stream.ts';

/** What a command may use of the world. Commands take it as an argument; tests give their own. */
export interface Context {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  /** Colours for results on stdout. */
  readonly paint: Paint;
  /** Colours for progress on stderr. */
  readonly progressPaint: Paint;
  readonly quiet: boolean;
  readonly json: boolean;
  /** Takes everything that is to be told, when programs follow the run. */
  readonly events?: EventStream;
  /** Whether stderr is a terminal that can be redrawn. */
  readonly interactive: boolean;
  readonly endpoint?: string;
  readonly profile?: string;
  /** A result: goes to stdout. */
  out(text: string): void;
  /** A part of a result, as it is. */
  write(text: string): void;
  /** Progress, warnings, hints: go to stderr. */
  note(text: string): void;
  /** Raw text to stderr, for redrawing a progress line. */
  draw(text: string): void;
}

export interface GlobalOptions {
  readonly lang?: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly endpoint?: string;
  readonly profile?: string;
}

export function contextOf(process: NodeJS.Process, options: GlobalOptions, events?: EventStream): Context {
  const { env, stdout, stderr } = process;
  const language = options.lang === 'zh' || options.lang === 'en' ? options.lang : languageOf(env);
  const quiet = options.quiet ?? false;
  const endpoint = options.endpoint ?? env.ZTC_ENDPOINT;
  const profile = options.profile ?? env.ZTC_PROFILE;
  return {
    cwd: process.cwd(),
    env,
    language,
    paint: paintFor(wantsColour(env, stdout, options.color)),
    progressPaint: paintFor(wantsColour(env, stderr, options.color)),
    quiet,
    json: options.json ?? false,
    ...(events ? { events } : {}),
    interactive: stderr.isTTY === true && (env.CI ?? '') === '',
    ...(endpoint === undefined || endpoint === '' ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile }),
    out: (text) => void stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    write: (text) => void stdout.write(text),
    note: (text) => {
      if (events) events.log(text.trim());
      else if (!quiet) stderr.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    draw: (text) => void stderr.write(text),
  };
}
