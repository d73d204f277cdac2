/** Character sets by their IANA names: the platform can read them; writing goes through tables made by reading. */

/** Undefined for a name that means nothing. */
export function decodeText(bytes: Buffer, name: string): string | undefined {
  const key = iana(name);
  if (LATIN1.has(key)) return bytes.toString('latin1');
  if (ASCII.has(key)) return bytes.every((b) => b < 0x80) ? bytes.toString('latin1') : undefined;
  return decoder(key)?.decode(bytes);
}

/** Undefined when the character set lacks one of the characters. Throws `RangeError` for an unknown name. */
export function encodeText(text: string, name: string): Buffer | undefined {
  const key = iana(name);
  switch (key) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'utf-16':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    default:
  }
  if (LATIN1.has(key)) return fitting(text, 0xff);
  if (ASCII.has(key)) return fitting(text, 0x7f);
  return encodeByTable(text, key);
}

/** The platform knows a few more names than the registry. */
function iana(name: string): string {
  const key = name.toLowerCase();
  if (key === 'utf8') throw new RangeError(`no such encoding: ${name}`);
  return key;
}

const LATIN1 = new Set(['iso-8859-1', 'iso_8859-1', 'latin1', 'l1', 'cp819', 'ibm819', 'iso-ir-100']);
const ASCII = new Set(['us-ascii', 'ascii', 'iso646-us', 'iso-ir-6', 'cp367', 'ibm367', 'us']);

const fitting = (text: string, last: number): Buffer | undefined =>
  [...text].every((c) => (c.codePointAt(0) as number) <= last) ? Buffer.from(text, 'latin1') : undefined;

function decoder(name: string, fatal = true): TextDecoder {
  return new TextDecoder(name, { fatal, ignoreBOM: true });
}

function encodeByTable(text: string, name: string): Buffer | undefined {
  const table = bytesByCharacter(name);
  const pieces: Buffer[] = [];
  for (const c of text) {
    const code = c.codePointAt(0) as number;
    const bytes = code < 0x80 ? Buffer.of(code) : table.get(c);
    if (bytes === undefined) return undefined;
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

/** One and two bytes are enough for all sets but the rarest characters of GB 18030 and EUC-JP. */
function bytesByCharacter(name: string): ReadonlyMap<string, Buffer> {
  const reader = decoder(name, false);
  const table = new Map<string, Buffer>();
  const learn = (bytes: Buffer): boolean => {
    const text = reader.decode(bytes);
    const single = [...text].length === 1 && text !== '\ufffd';
    if (single && !table.has(text)) table.set(text, bytes);
    return single;
  };
  for (let lead = 0x80; lead <= 0xff; lead++) {
    if (learn(Buffer.of(lead))) continue;
    for (let trail = 0x40; trail <= 0xfe; trail++) learn(Buffer.of(lead, trail));
  }
  return table;
}
