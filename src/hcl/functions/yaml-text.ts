/** How strings are written in YAML: what a literal block can hold, and the escapes of quoted ones. */

const NAMED: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u2028': 'L',
  '\u2029': 'P',
};

/** Nothing beyond the basic plane counts as printable, and no tabulator. */
const PRINTABLE = /^[\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;

/** Text with line feeds that keeps its lines: no unprintable characters, no space before a break or at the end. */
export const isLiteralText = (text: string): boolean =>
  PRINTABLE.test(text) && !/ (?:[\n\u2028\u2029]|$)/.test(text);

/** The first line of a literal block: how its own indentation and its last line feeds are to be read. */
export function literalHeader(text: string, step: number): string {
  const hint = /^[ \n\u2028\u2029]/.test(text) ? String(step) : '';
  const [end = ''] = /[\n\u2028\u2029]{0,2}$/.exec(text) ?? [];
  const keepsAll = end.length === 2 || end === text;
  return `|${hint}${end === '' ? '-' : keepsAll ? '+' : ''}`;
}

/** One character of a double-quoted string. In a text that begins with a byte order mark all are escaped. */
export function escapeYaml(char: string, text: string): string {
  const isPlain = PRINTABLE.test(char) && !/["\\\n\u2028\u2029]/.test(char);
  if (isPlain && !text.startsWith('\ufeff')) return char;
  const named = NAMED[char];
  if (named !== undefined) return `\\${named}`;
  const code = char.codePointAt(0) as number;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
