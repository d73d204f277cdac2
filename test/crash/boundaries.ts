/** The places where a process of ours can be ended by name: before and after whatever it does outside of itself. */

export const ENGINE_BOUNDARIES = [
  'after state.lock',
  'before state.unlock',
  'after state.unlock',
  'before journal.replace',
  'after journal.replace',
  'before journal.append',
  'after journal.append',
  'before journal.remove',
  'after journal.remove',
  'before state.write',
  'after state.write',
  'before provider.apply',
  'after provider.apply',
  'before file.rename',
  'after file.rename',
  'before file.link',
  'after file.link',
] as const;

/** These are reached only while the work of an earlier run is brought to its end. */
export const RECOVERY_BOUNDARIES = ['before provider.recover', 'after provider.recover'] as const;

export const SERVER_BOUNDARIES = [
  'before server.write',
  'before server.commit',
  'after server.commit',
  'after server.write',
  'before server.answer',
] as const;

export type Boundary =
  | (typeof ENGINE_BOUNDARIES)[number]
  | (typeof RECOVERY_BOUNDARIES)[number]
  | (typeof SERVER_BOUNDARIES)[number];

export const isOfServer = (boundary: Boundary | undefined): boolean =>
  (SERVER_BOUNDARIES as readonly (Boundary | undefined)[]).includes(boundary);

/** Which of the times that a boundary is reached is the last, counted from 1. */
export interface End {
  readonly boundary: Boundary;
  readonly nth: number;
}

/** How a process learns of its end: names of variables of its environment. */
export const END_VARIABLE = 'CRASH_END';
/** A file that may get an end while the process runs. */
export const ARM_VARIABLE = 'CRASH_ARM_FILE';
/** A file that gets, at the end of a process that ends by itself, how often it has been where. */
export const COUNTS_VARIABLE = 'CRASH_COUNTS_FILE';

/** What can be broken on purpose, to see whether a campaign finds it: the name of a variable, and its values. */
export const DEFECT_VARIABLE = 'CRASH_DEFECT';
/** Nothing is recorded before it is sent; and: writes are answered before they are kept. */
export const DEFECTS = ['no-journal', 'early-answer'] as const;
export type Defect = (typeof DEFECTS)[number];
