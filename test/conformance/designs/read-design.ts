/** Designs as their users write them: a folder for each, and in it a folder for each edit over time. */

import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Files, Scenario, Step } from '../oracle/harness/scenario.ts';

/** Says what a step is about; it does not belong to the configuration. */
const NOTES = 'step.json';

export interface Edit<Notes> {
  /** What is different from the step before: null takes a file away. */
  readonly files: Files;
  readonly notes: Partial<Notes>;
}

interface Removal {
  /** Files of earlier steps that are taken away. The others stay unless this step has a version of its own. */
  readonly without?: readonly string[];
}

/** Every design in a folder, to be played in the order in which the names of its steps sort. */
export const readDesigns = (folder: string): readonly Scenario[] =>
  foldersIn(folder).map((name) => ({
    row: 'design',
    name,
    steps: readEdits<Omit<Step, 'config' | 'files'>>(join(folder, name)).map(({ files, notes }) => ({
      ...notes,
      files,
    })),
  }));

export const readEdits = <Notes>(design: string): readonly Edit<Notes>[] =>
  foldersIn(design).map((step) => readEdit<Notes>(join(design, step)));

function readEdit<Notes>(folder: string): Edit<Notes> {
  const path = join(folder, NOTES);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '{}';
  const { without = [], ...notes } = JSON.parse(text) as Partial<Notes> & Removal;
  const removed = Object.fromEntries(without.map((name) => [name, null]));
  return { files: { ...removed, ...filesIn(folder) }, notes: notes as Partial<Notes> };
}

function filesIn(folder: string): Files {
  const files = entriesIn(folder, true).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  return Object.fromEntries(
    paths.filter((path) => path !== NOTES).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

export const foldersIn = (folder: string): readonly string[] =>
  entriesIn(folder, false)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const entriesIn = (folder: string, recursive: boolean): readonly Dirent[] =>
  readdirSync(folder, { withFileTypes: true, recursive });
