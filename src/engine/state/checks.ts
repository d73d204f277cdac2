/** `check_results` of a state. */

import { isJsonObject, type Json } from '../../values/json.ts';
import { compareStrings } from '../../values/type.ts';
import type { CheckedObject, CheckKind, CheckResult, CheckStatus } from '../checks/model.ts';

export function checksJson(checks: readonly CheckResult[]): Json {
  if (checks.length === 0) return null;
  return checks.map(({ kind, address, status, objects }) => ({
    object_kind: kind,
    config_addr: address,
    status,
    objects:
      objects === undefined || objects.length === 0
        ? null
        : objects.map((object) => ({
            object_addr: object.address,
            status: object.status,
            ...(object.messages.length === 0 ? {} : { failure_messages: object.messages }),
          })),
  }));
}

const KINDS: readonly CheckKind[] = ['resource', 'output', 'check', 'var'];
const STATUSES: readonly CheckStatus[] = ['pass', 'fail', 'error', 'unknown'];

/** In an order of their own: Terraform writes them in a random one. What it may have added is left out. */
export function readChecks(json: Json | undefined): CheckResult[] {
  if (!Array.isArray(json)) return [];
  return (json as readonly Json[])
    .flatMap((item): CheckResult[] => {
      if (!isJsonObject(item) || typeof item.config_addr !== 'string') return [];
      const kind = KINDS.find((one) => one === item.object_kind);
      const status = STATUSES.find((one) => one === item.status);
      if (!kind || !status) return [];
      return [{ kind, address: item.config_addr, status, objects: readObjects(item.objects) }];
    })
    .sort((a, b) => compareStrings(a.address, b.address));
}

function readObjects(json: Json | undefined): readonly CheckedObject[] | undefined {
  if (!Array.isArray(json)) return undefined;
  return (json as readonly Json[])
    .flatMap((item): CheckedObject[] => {
      if (!isJsonObject(item) || typeof item.object_addr !== 'string') return [];
      const { failure_messages: given } = item;
      const messages = Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];
      const status = STATUSES.find((one) => one === item.status) ?? 'unknown';
      return [{ address: item.object_addr, status, messages }];
    })
    .sort((a, b) => compareStrings(a.address, b.address));
}
