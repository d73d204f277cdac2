/** Designs as their users write them: a folder for each, and in it a folder for each edit over time. */

import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Files, Scenario, Step } from '../oracle/harness/scenario.ts';

/** Says what a step is about; it does not belong to the configuration. */
const NOTES = 'step.json';

/** What is said of a step beside its files. */
interface Notes extends Omit<Step, 'config' | 'files'> {
  /** Files of earlier steps that are taken away. The others stay unless this step has a version of its own. */
  readonly without?: readonly string[];
}

/** Every design in a folder, played in the order in which the names of its steps sort. */
export const readDesigns = (folder: string): readonly Scenario[] =>
  foldersIn(folder).map((name) => ({ row: 'design', name, steps: readSteps(join(folder, name)) }));

export const readSteps = (design: string): readonly Step[] =>
  foldersIn(design).map((step) => readStep(join(design, step)));

function readStep(folder: string): Step {
  const path = join(folder, NOTES);
  const notes = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Notes) : {};
  const { without = [], ...step } = notes;
  return { ...step, files: { ...Object.fromEntries(without.map((name) => [name, null])), ...filesIn(folder) } };
}

function filesIn(folder: string): Files {
  const files = entriesIn(folder, true).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  return Object.fromEntries(
    paths.filter((path) => path !== NOTES).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

const foldersIn = (folder: string): readonly string[] =>
  entriesIn(folder, false)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const entriesIn = (folder: string, recursive: boolean): readonly Dirent[] =>
  readdirSync(folder, { withFileTypes: true, recursive });
