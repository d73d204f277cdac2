/** Messages of gRPC: a flag for compression and a length stand before each. */

import { GrpcError, STATUS } from './status.ts';

const HEADER = 5;

export function frame(message: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(HEADER + message.length);
  framed[0] = 0;
  framed.writeUInt32BE(message.length, 1);
  framed.set(message, HEADER);
  return framed;
}

/** The one message of a call that has one. */
export function unframe(body: Buffer): Buffer {
  if (body.length < HEADER) throw new GrpcError(STATUS.internal, 'the request has no message');
  if (body[0] !== 0) throw new GrpcError(STATUS.unimplemented, 'compressed messages are not supported');
  const size = body.readUInt32BE(1);
  if (body.length !== HEADER + size) throw new GrpcError(STATUS.internal, 'the request is cut off');
  return body.subarray(HEADER);
}
