/** Finds lines and columns in JSON text on demand; nothing is recorded while parsing. */

export interface Position {
  readonly line: number;
  readonly column: number;
}

export function positionOfOffset(text: string, offset: number): Position {
  let line = 1;
  let from = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', from)) {
    line++;
    from = i + 1;
  }
  return { line, column: offset - from + 1 };
}

/** The text is known to be valid JSON. */
export function locate(text: string, path: readonly (string | number)[], what: 'value' | 'key'): Position {
  let at = skipSpace(text, 0);
  let key = at;
  for (const step of path) {
    const found = typeof step === 'number' ? findElement(text, at, step) : findMember(text, at, step);
    if (found === undefined) break;
    [key, at] = found;
  }
  return positionOfOffset(text, what === 'key' ? key : at);
}

function skipSpace(text: string, from: number): number {
  let i = from;
  while (i < text.length && text.charCodeAt(i) <= 0x20) i++;
  return i;
}

function skipString(text: string, from: number): number {
  let i = from + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

/** Behind the value that begins at `from`. */
function skipValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return skipString(text, from);
  if (first !== '{' && first !== '[') {
    let i = from;
    while (i < text.length && !',]} \n\r\t'.includes(text[i] as string)) i++;
    return i;
  }
  let depth = 0;
  let i = from;
  while (i < text.length) {
    const c = text[i] as string;
    if (c === '"') {
      i = skipString(text, i);
      continue;
    }
    if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) return i + 1;
    i++;
  }
  return i;
}

function findElement(text: string, from: number, index: number): [number, number] | undefined {
  if (text[from] !== '[') return undefined;
  let i = skipSpace(text, from + 1);
  for (let n = 0; text[i] !== ']' && i < text.length; n++) {
    if (n === index) return [i, i];
    i = skipSpace(text, skipValue(text, i));
    if (text[i] === ',') i = skipSpace(text, i + 1);
  }
  return undefined;
}

/** The last member of that name wins, as it does for the parser. */
function findMember(text: string, from: number, name: string): [number, number] | undefined {
  if (text[from] !== '{') return undefined;
  let found: [number, number] | undefined;
  let i = skipSpace(text, from + 1);
  while (text[i] === '"') {
    const end = skipString(text, i);
    const value = skipSpace(text, skipSpace(text, end) + 1);
    if (JSON.parse(text.slice(i, end)) === name) found = [i, value];
    i = skipSpace(text, skipValue(text, value));
    if (text[i] === ',') i = skipSpace(text, i + 1);
  }
  return found;
}
