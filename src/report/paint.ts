import { createColors } from 'picocolors';

export interface Paint {
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

/** Colours for a terminal, or none. Colour never carries a meaning alone. */
export function paintFor(colour: boolean): Paint {
  return createColors(colour);
}

/** Whether to colour: `NO_COLOR` and `--no-color` win, then `FORCE_COLOR`, then whether the stream is a terminal. */
export function wantsColour(
  env: Readonly<Record<string, string | undefined>>,
  stream: { readonly isTTY?: boolean },
  flag: boolean | undefined,
): boolean {
  if (flag === false || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb') return false;
  if ((env.FORCE_COLOR ?? '') !== '' && env.FORCE_COLOR !== '0') return true;
  return stream.isTTY === true;
}
