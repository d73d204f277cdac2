import { formatInstance, formatModule, type InstanceAddress } from '../../config/address.ts';
import type { JsonObject } from '../../values/json.ts';

/** An instance as events name it. */
export function resourceJson(address: InstanceAddress): JsonObject {
  const { module, type, name, key } = address;
  return {
    addr: formatInstance(address),
    module: formatModule(module),
    resource: formatInstance({ ...address, module: [] }),
    implied_provider: type.split('_', 1)[0] ?? type,
    resource_type: type,
    resource_name: name,
    resource_key: key ?? null,
  };
}
