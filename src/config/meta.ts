/** What construct programs leave under `"//"`: cdktf's metadata, and ours under `ztc`. */

import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { type Body, blockShape } from './expression.ts';
import { JsonBody } from './json-body.ts';
import type { ResourceMeta, SourceRef, StackMeta, WaiverConfig } from './model.ts';
import type { Place } from './place.ts';
import type { Reader } from './reader.ts';
import { sourceRef } from './source-ref.ts';

const NONE: ResourceMeta = { waivers: [] };

/** A `"//"` that is plain text is a comment of the author's. */
export function readResourceMeta(reader: Reader, body: Body, address: string): ResourceMeta {
  const { comment } = body;
  if (!comment) return NONE;
  const { metadata } = comment;
  const constructPath = isJsonObject(metadata) ? textOf(metadata.path) : undefined;
  const uniqueId = isJsonObject(metadata) ? textOf(metadata.uniqueId) : undefined;
  const ztc = readZtc(reader, comment, body.place.child('//'), constructPath ?? address);
  return {
    ...(constructPath === undefined ? {} : { constructPath }),
    ...(uniqueId === undefined ? {} : { uniqueId }),
    ...(ztc.source ? { source: ztc.source } : {}),
    waivers: ztc.waivers,
  };
}

/** `"//"` at the top of the file. Its waivers cover the whole stack unless they say otherwise. */
export function readStackMeta(reader: Reader, body: Body): StackMeta {
  const { comment } = body;
  if (!comment) return NONE;
  const { metadata } = comment;
  const stackName = isJsonObject(metadata) ? textOf(metadata.stackName) : undefined;
  const { waivers } = readZtc(reader, comment, body.place.child('//'), stackName ?? '');
  return { ...(stackName === undefined ? {} : { stackName }), waivers };
}

const ZTC_KEYS = blockShape(['source', 'waivers']);

function readZtc(
  reader: Reader,
  comment: JsonObject,
  place: Place,
  scope: string,
): { source?: SourceRef; waivers: readonly WaiverConfig[] } {
  const { ztc } = comment;
  if (ztc === undefined) return NONE;
  const at = place.child('ztc');
  if (!isJsonObject(ztc)) {
    reader.report(at, 'ZTC-E-CONFIG-META', 'Invalid metadata', 'The content of "ztc" must be an object.');
    return NONE;
  }
  const body = new JsonBody(ztc, at);
  reader.only(body, ZTC_KEYS, 'the "ztc" metadata');
  const source = sourceRef(ztc.source);
  if (ztc.source !== undefined && !source) {
    const detail = '"source" must have the form "file:line" or "file:line:column".';
    reader.report(at.child('source'), 'ZTC-E-CONFIG-META', 'Invalid metadata', detail);
  }
  const items = reader.list(body, 'waivers');
  const waivers = items.flatMap((item) => readWaiver(reader, item.json, item.place, scope) ?? []);
  return { ...(source ? { source } : {}), waivers };
}

const WAIVER_KEYS = blockShape(['rule', 'reason', 'owner', 'until', 'scope', 'source']);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function readWaiver(
  reader: Reader,
  json: Json | undefined,
  place: Place,
  scope: string,
): WaiverConfig | undefined {
  const fail = (detail: string): undefined => {
    reader.report(place, 'ZTC-E-CONFIG-META', 'Invalid waiver', detail);
  };
  if (!isJsonObject(json)) return fail('A waiver is an object with rule, reason, owner and until.');
  reader.only(new JsonBody(json, place), WAIVER_KEYS, 'a waiver');
  const [rule, reason, owner, until] = [json.rule, json.reason, json.owner, json.until].map(textOf);
  if (!rule || !reason || !owner || !until)
    return fail('A waiver needs rule, reason, owner and until, none of them empty.');
  if (!isDay(until)) return fail(`"until" must be a day as YYYY-MM-DD, not "${until}".`);
  const source = sourceRef(json.source);
  const own = textOf(json.scope) ?? scope;
  return { rule, reason, owner, until, scope: own, ...(source ? { source } : {}), place };
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const textOf = (json: Json | undefined): string | undefined => (typeof json === 'string' ? json : undefined);
