/** `checks`: what the configuration asserts, and what came of it. */

import { formatModule, parseAddress } from '../../../config/address.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { compareStrings } from '../../../values/type.ts';
import type { CheckedObject, CheckKind, CheckResult } from '../../checks/model.ts';

export function checksJson(results: readonly CheckResult[]): Json {
  return [...results].sort((a, b) => compareStrings(a.address, b.address)).map(resultJson);
}

function resultJson({ kind, address, status, objects = [] }: CheckResult): JsonObject {
  const sorted = [...objects].sort((a, b) => compareStrings(a.address, b.address));
  return {
    address: declarationJson(kind, address),
    status,
    ...(sorted.length === 0 ? {} : { instances: sorted.map((object) => objectJson(kind, object)) }),
  };
}

/** Members are in alphabetical order, as Terraform writes them. */
function declarationJson(kind: CheckKind, address: string): JsonObject {
  const { module, name } = within(kind, address);
  const resource = kind === 'resource' ? parseAddress(address) : undefined;
  return {
    kind: kind === 'output' ? 'output_value' : kind,
    ...(resource ? { mode: resource.mode } : {}),
    ...(module === '' ? {} : { module }),
    name: resource?.name ?? name,
    to_display: address,
    ...(resource ? { type: resource.type } : {}),
  };
}

function objectJson(kind: CheckKind, { address, status, messages }: CheckedObject): JsonObject {
  const { module } = within(kind, address);
  const key = kind === 'resource' ? parseAddress(address)?.key : undefined;
  const problems = [...messages].sort(compareStrings).map((message) => ({ message }));
  return {
    address: {
      ...(key === undefined ? {} : { instance_key: key }),
      ...(module === '' ? {} : { module }),
      to_display: address,
    },
    status,
    ...(problems.length === 0 ? {} : { problems }),
  };
}

/** The address of the module, and the name inside it. */
function within(kind: CheckKind, address: string): { readonly module: string; readonly name: string } {
  if (kind === 'resource') {
    const parsed = parseAddress(address);
    return { module: parsed ? formatModule(parsed.module) : '', name: address };
  }
  const at = address.lastIndexOf(`${kind}.`);
  return { module: address.slice(0, Math.max(at - 1, 0)), name: address.slice(at + kind.length + 1) };
}
