/** Brings an existing object into the refreshed state, so that it is planned like any other. */

import type { ReadResponse } from '../../provider/provider.ts';
import { hasErrors } from '../../provider/provider.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import { idOf } from '../object-id.ts';
import { NO_DEPOSED } from '../state/model.ts';
import { schemaSensitivePaths } from '../state/sensitive.ts';
import { locate, type PlanContext, type Subject } from './context.ts';
import type { Wanted } from './imports.ts';

export async function importInstance(context: PlanContext, subject: Subject, wanted: Wanted): Promise<void> {
  const { resource, instance, handle, schema } = subject;
  const text = instance.address;
  const answer = await handle.provider.importResource(resource.type, wanted.id);
  if (hasErrors(answer.diagnostics)) throw new DiagnosticError(locate(answer.diagnostics, resource, text));
  const found = answer.result?.[0];
  if (!found) throw missing(wanted, text);
  context.emit({ kind: 'refresh_start', address: text, ...idOf(found.state) });
  const [read] = (await handle.provider.readResources(
    resource.type,
    [{ state: found.state, private: found.private }],
    { signal: context.signal },
  )) as readonly [ReadResponse];
  if (hasErrors(read.diagnostics)) throw new DiagnosticError(locate(read.diagnostics, resource, text));
  if (read.newState.isNull) throw missing(wanted, text);
  context.emit({ kind: 'refresh_complete', address: text, ...idOf(read.newState) });
  context.instances.set(text, {
    address: wanted.address,
    provider: handle.stateName,
    current: {
      schemaVersion: schema.version,
      value: read.newState,
      sensitive: schemaSensitivePaths(schema),
      private: read.private,
      dependencies: [],
      createBeforeDestroy: false,
      tainted: false,
    },
    deposed: context.instances.get(text)?.deposed ?? NO_DEPOSED,
  });
  context.imported.set(text, wanted.id);
}

function missing({ config, id }: Wanted, text: string): DiagnosticError {
  const detail = `${text} cannot be imported: there is no object with the id "${id}".`;
  return config.place.error('ZTC-E-IMPORT', 'Cannot import non-existent remote object', detail, 'key');
}
