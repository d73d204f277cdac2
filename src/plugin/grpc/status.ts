/** How calls of gRPC end. */

export const STATUS = { ok: 0, unknown: 2, notFound: 5, unimplemented: 12, internal: 13 } as const;

export class GrpcError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'GrpcError';
    this.status = status;
  }
}

/** A header is ASCII: everything else in percent-encoded UTF-8. */
export const encodeMessageText = (text: string): string =>
  text.replace(/[^\x20-\x24\x26-\x7e]+/g, (part) =>
    [...Buffer.from(part)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
