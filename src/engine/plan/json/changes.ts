/** `resource_changes`, `resource_drift` and `output_changes`. */

import { formatModule } from '../../../config/address.ts';
import type { Json, JsonObject } from '../../../values/json.ts';
import { nul, type Value } from '../../../values/value.ts';
import { pathToJson } from '../../state/paths.ts';
import { ACTIONS } from '../graph-view.ts';
import type { Change, Drift, OutputChange } from '../model.ts';
import { knownJson, sensitiveJson, unknownJson } from './values.ts';

/** A deferred read has no `before`; everything else is there, no-ops included. */
export function changeJson(change: Change): Json {
  const { action, reason, replacePaths, deposed } = change;
  return {
    ...objectJson(change),
    ...(deposed === undefined ? {} : { deposed }),
    change: {
      actions: [...ACTIONS[action]],
      before: knownJson(change.before),
      after: knownJson(change.after),
      after_unknown: unknownJson(change.after),
      before_sensitive: sensitiveJson(change.before, change.sensitiveBefore),
      after_sensitive: sensitiveJson(change.after, change.sensitiveAfter),
      ...(replacePaths.length === 0 ? {} : { replace_paths: replacePaths.map(pathToJson) }),
      ...(change.importing ? { importing: { id: change.importing.id } } : {}),
    },
    ...(reason ? { action_reason: reason } : {}),
  };
}

/** Which object it is about, whose provider it belongs to, and where it was before. */
function objectJson({ address, text, previousAddress, handle }: Change | Drift): JsonObject {
  const { module, mode, type, name, key } = address;
  return {
    address: text,
    ...(previousAddress === undefined ? {} : { previous_address: previousAddress }),
    ...(module.length === 0 ? {} : { module_address: formatModule(module) }),
    mode,
    type,
    name,
    ...(key === undefined ? {} : { index: key }),
    provider_name: handle.source,
  };
}

export function driftJson(drift: Drift): Json {
  const { action, before, after, sensitive } = drift;
  return {
    ...objectJson(drift),
    change: {
      actions: [action],
      before: knownJson(before),
      after: knownJson(after),
      after_unknown: {},
      before_sensitive: sensitiveJson(before, sensitive),
      after_sensitive: sensitiveJson(after, sensitive),
    },
  };
}

export function outputChangesJson(outputs: readonly OutputChange[]): Json {
  const json: Record<string, Json> = Object.create(null);
  for (const output of outputs) {
    const none = nul();
    const after: Value = output.after ?? none;
    json[output.name] = {
      actions: [output.action],
      before: knownJson(output.before ?? none),
      ...(after.isKnown ? { after: knownJson(after) } : {}),
      after_unknown: after.whollyKnown ? false : unknownOutput(after),
      before_sensitive: output.sensitiveBefore || output.sensitive,
      after_sensitive: output.sensitiveBefore || output.sensitive,
    };
  }
  return json;
}

const unknownOutput = (v: Value): Json => (v.isKnown ? unknownJson(v) : true);
