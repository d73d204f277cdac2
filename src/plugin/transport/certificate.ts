/** The self-signed certificate that a plugin shows to the one program that has started it. */

import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  bits,
  type Der,
  element,
  integer,
  octets,
  oid,
  sequence,
  setOf,
  tagged,
  time,
  truth,
  utf8,
} from './der.ts';

export interface Certificate {
  readonly der: Buffer;
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

/** The name that the other side expects. */
const NAME = 'localhost';
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const HOUR_MS = 3_600_000;
/** A plugin lives as long as one command; the connection is made in its first second. */
const LIFETIME_MS = 30 * 24 * HOUR_MS;

export function selfSigned(now: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const content = toBeSigned(publicKey, now);
  const der = signed(content, createPrivateKey(privateKey));
  return { der, cert: pem(der), key: privateKey };
}

function signed(content: Der, key: KeyObject): Buffer {
  return Buffer.from(sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, key))));
}

function toBeSigned(publicKey: Uint8Array, now: Date): Der {
  const name = sequence(setOf(sequence(oid('2.5.4.3'), utf8(NAME))));
  const serial = randomBytes(16);
  serial[0] = ((serial[0] as number) & 0x7f) | 0x01;
  // Clocks of containers may differ a little from that of their host.
  const validity = sequence(
    time(new Date(now.getTime() - HOUR_MS)),
    time(new Date(now.getTime() + LIFETIME_MS)),
  );
  const version3 = tagged(0, integer(Buffer.of(2)));
  return sequence(
    version3,
    integer(serial),
    ECDSA_WITH_SHA256,
    name,
    validity,
    name,
    publicKey,
    extensions(),
  );
}

function extensions(): Der {
  const plain = (id: string, content: Der): Der => sequence(oid(id), octets(content));
  const critical = (id: string, content: Der): Der => sequence(oid(id), truth, octets(content));
  return tagged(
    3,
    sequence(
      // Alternative name: a DNS name.
      plain('2.5.29.17', sequence(element(0x82, Buffer.from(NAME)))),
      // For servers and for clients.
      plain('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'), oid('1.3.6.1.5.5.7.3.2'))),
      // It is its own authority.
      critical('2.5.29.19', sequence(truth)),
      // Signatures, key encipherment, key agreement, certificates.
      critical('2.5.29.15', bits(Buffer.of(0b1010_1100), 2)),
    ),
  );
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
