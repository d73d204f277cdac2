/** Takes subnets out of a range one after the other. Positions are counted in subnets of the size asked for. */
export class AddressPlan {
  readonly #base: Range | undefined;
  readonly #prefix: number;
  readonly #taken: { start: number; end: number }[] = [];

  /** `cidr`: the range where it is known; its length otherwise. */
  constructor(range: { readonly cidr: string } | { readonly prefixLength: number }) {
    this.#base = 'cidr' in range ? parseCidr(range.cidr) : undefined;
    this.#prefix = 'cidr' in range ? (this.#base?.prefix ?? 32) : range.prefixLength;
  }

  /** Marks a subnet that was chosen by hand, where the range is known. */
  reserve(cidr: string): void {
    const range = parseCidr(cidr);
    if (!range || !this.#base) return;
    const start = range.start - this.#base.start;
    this.#taken.push({ start, end: start + 2 ** (32 - range.prefix) });
  }

  /** The next free subnet, or undefined where the range is full or too small. */
  next(prefixLength: number, wanted?: number): Subnet | undefined {
    const size = 2 ** (32 - prefixLength);
    const count = 2 ** (prefixLength - this.#prefix);
    if (!Number.isInteger(count)) return undefined;
    for (
      let index = wanted ?? 0;
      index < (wanted === undefined ? count : wanted + 1) && index < count;
      index += 1
    ) {
      const [start, end] = [index * size, (index + 1) * size];
      if (this.#taken.some((one) => one.start < end && start < one.end)) continue;
      this.#taken.push({ start, end });
      const newBits = prefixLength - this.#prefix;
      const base = this.#base;
      return { newBits, index, ...(base ? { cidr: `${dotted(base.start + start)}/${prefixLength}` } : {}) };
    }
    return undefined;
  }
}

export interface Subnet {
  readonly newBits: number;
  readonly index: number;
  /** Known where the whole range is. */
  readonly cidr?: string;
}

interface Range {
  readonly start: number;
  readonly prefix: number;
}

function parseCidr(text: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  return { start: ((a * 256 + b) * 256 + c) * 256 + d, prefix };
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
