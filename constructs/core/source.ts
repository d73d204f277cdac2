import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceLocation } from '../../src/graph/node.ts';
import type { IConstruct } from './engine.ts';

const SOURCE = Symbol.for('ztc.source');
const FRAMES = 16;

/** `constructs/` of this package, as sources or built. A frame below it is ours unless it is a test. */
const OWN_URL = new URL('..', import.meta.url).href;
const OWN = fileURLToPath(OWN_URL);

interface Sourced {
  [SOURCE]?: SourceLocation;
}

/**
 * Remembers the line of the user's program that created the construct: the innermost frame that is neither ours nor a
 * dependency's. `below` is the constructor that calls, so that its own frames cost nothing.
 */
export function recordSource(construct: IConstruct, below: (...args: never[]) => unknown): void {
  const found = userFrame(below) ?? sourceOf(construct.node.scope);
  if (found) Object.defineProperty(construct, SOURCE, { value: found, configurable: true });
}

/** Where the construct, or the nearest scope that knows, was created. */
export function sourceOf(construct: IConstruct | undefined): SourceLocation | undefined {
  for (let at = construct; at; at = at.node.scope) {
    const own = (at as Sourced)[SOURCE];
    if (own) return own;
  }
  return undefined;
}

/** `lib/main.ts:14:5`, the form in which synthesized files carry a location. */
export function formatSource({ file, line, column }: SourceLocation): string {
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
}

export function userFrame(below: (...args: never[]) => unknown): SourceLocation | undefined {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = FRAMES;
    Error.prepareStackTrace = (_error, sites) => sites;
    Error.captureStackTrace(holder, below);
    const sites = holder.stack;
    if (!Array.isArray(sites)) return undefined;
    for (const site of sites as NodeJS.CallSite[]) {
      const file = userFile(site.getFileName());
      if (file) return { file, line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1 };
    }
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function userFile(name: string | null | undefined): string | undefined {
  if (!name || name.startsWith('node:') || name.includes('node_modules')) return undefined;
  if (isOwn(name)) return undefined;
  const path = name.startsWith('file:') ? fileURLToPath(name) : name;
  const here = `${process.cwd()}/`;
  return path.startsWith(here) ? path.slice(here.length) : relative(here, path).replaceAll('\\', '/');
}

function isOwn(name: string): boolean {
  return (
    (name.startsWith(OWN_URL) || name.startsWith(OWN)) && !/\.(test|test-d|bench)\.[cm]?[jt]s$/.test(name)
  );
}
