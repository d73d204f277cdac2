/** Hashes, identifiers and the one decryption. */

import { constants, createHash, privateDecrypt, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { NOT_NULL } from '../../values/refinement.ts';
import { T } from '../../values/type.ts';
import { str, unknown } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import { fn, int, number, s, type Table, text, textFn } from './define.ts';
import { readBytes } from './filesystem.ts';

type Encoding = 'hex' | 'base64';

const digest = (algorithm: string, data: string | Uint8Array, encoding: Encoding): string =>
  createHash(algorithm).update(data).digest(encoding);

const ofText = (algorithm: string, encoding: Encoding): Table[string] =>
  textFn(['str'], (t) => digest(algorithm, t, encoding), str);
const ofFile = (algorithm: string, encoding: Encoding): Table[string] =>
  fn([text('path')], T.string, (args, c) => str(digest(algorithm, readBytes(s(args, 0), c), encoding)));

/** Name spaces of RFC 4122, which may be given by these names. */
const NAMESPACES: Readonly<Record<string, string>> = {
  dns: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  url: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  oid: '6ba7b812-9dad-11d1-80b4-00c04fd430c8',
  x500: '6ba7b814-9dad-11d1-80b4-00c04fd430c8',
};

function uuidv5(namespace: string, name: string): string {
  const id = NAMESPACES[namespace] ?? namespace;
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) {
    throw new FunctionError(
      'uuidv5() doesn\'t support this namespace: it must be "dns", "url", "oid", "x500" or a UUID',
      0,
    );
  }
  const hash = createHash('sha1')
    .update(Buffer.from(id.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function rsaDecrypt(cipher: string, key: string): string {
  try {
    const decrypted = privateDecrypt(
      { key, padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(cipher, 'base64'),
    );
    return decrypted.toString('utf8');
  } catch {
    // The key must not appear in a message.
    throw new FunctionError('failed to decrypt: error during decryption or invalid private key');
  }
}

/** What Go takes when the cost is too low to be meant. */
const DEFAULT_COST = 10;

function bcrypt(text: string, cost: number): string {
  if (Buffer.byteLength(text) > 72) throw new FunctionError('bcrypt: password length exceeds 72 bytes', 0);
  if (cost > 31) throw new FunctionError(`cost ${cost} is outside the allowed range (4,31)`, 1);
  const library = createRequire(import.meta.url)('bcryptjs') as typeof import('bcryptjs');
  // The letter tells apart versions of one program; the hashes are the same.
  return library.hashSync(text, cost < 4 ? DEFAULT_COST : cost).replace(/^\$2b\$/, '$2a$');
}

export const hashes: Table = {
  md5: ofText('md5', 'hex'),
  sha1: ofText('sha1', 'hex'),
  sha256: ofText('sha256', 'hex'),
  sha512: ofText('sha512', 'hex'),
  base64sha256: ofText('sha256', 'base64'),
  base64sha512: ofText('sha512', 'base64'),
  filemd5: ofFile('md5', 'hex'),
  filesha1: ofFile('sha1', 'hex'),
  filesha256: ofFile('sha256', 'hex'),
  filesha512: ofFile('sha512', 'hex'),
  filebase64sha256: ofFile('sha256', 'base64'),
  filebase64sha512: ofFile('sha512', 'base64'),
  uuid: fn([], T.string, (_args, context) =>
    context.pure ? unknown(T.string, NOT_NULL) : str(randomUUID()),
  ),
  uuidv5: fn([text('namespace'), text('name')], T.string, (args) => str(uuidv5(s(args, 0), s(args, 1)))),
  rsadecrypt: textFn(['ciphertext', 'privatekey'], rsaDecrypt, str),
  bcrypt: fn(
    [text('str')],
    T.string,
    (args, context) => {
      if (args.length > 2) throw new FunctionError('bcrypt() takes no more than two arguments');
      // Salted at random: it would be another hash when the plan is applied.
      return context.pure
        ? unknown(T.string, NOT_NULL)
        : str(bcrypt(s(args, 0), args.length > 1 ? int(args, 1) : 10));
    },
    { variadic: number('cost') },
  ),
};
