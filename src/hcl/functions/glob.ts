/** Patterns of `fileset`: `*`, `?`, `[a-z]`, `{a,b}` within a part of a path, `**` for any number of parts. */

import { FunctionError } from '../scope.ts';

/** Matches whole relative paths. Throws `FunctionError` for a pattern that is not well-formed. */
export function globRegex(pattern: string): RegExp {
  return new RegExp(`^${translated(pattern)}$`, 'su');
}

const PART = /\\[\s\S]|\*+|\?|\[\^?(?:\\[\s\S]|[^\]\\])+\]|\{(?:\\[\s\S]|[^{}\\])*\}|[\s\S]/gu;

function translated(pattern: string): string {
  const parts = pattern.split('/').map((part, i, all) => {
    if (part !== '**') return { text: (part.match(PART) ?? []).map(piece).join(''), deep: false };
    return { text: i === all.length - 1 ? '.*' : '(?:[^/]+/)*', deep: i < all.length - 1 };
  });
  return parts.map(({ text, deep }, i) => (deep || i === parts.length - 1 ? text : `${text}/`)).join('');
}

function piece(text: string): string {
  const [first] = text;
  if (first === '*') return '[^/]*';
  if (text === '?') return '[^/]';
  if (first === '\\' && text.length > 1) return literal(text.slice(1));
  if (first === '[' && text.length > 1) return text;
  if (first === '{' && text.length > 1)
    return `(?:${text.slice(1, -1).split(',').map(translated).join('|')})`;
  if (first === '[' || first === '{' || first === '\\') throw new FunctionError('syntax error in pattern', 1);
  return literal(text);
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
