/** Calls about objects that come from elsewhere: older states, the platform itself, other types. */

import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { type Json, parseJson } from '../../values/json.ts';
import type { RAW_STATE } from '../proto/basics.ts';
import type { DataOf } from '../proto/message.ts';
import { type Handler, managedSchema, receivePrivate, sendPrivate, sendValue, told } from './answer.ts';

export const upgradeResourceState: Handler<'UpgradeResourceState'> = {
  handle: ({ typeName = '', version = 0, rawState }, connection) => {
    const { type } = managedSchema(connection, typeName);
    const { result, diagnostics } = connection.provider.upgradeResource(typeName, version, jsonOf(rawState));
    return { ...(result ? { upgradedState: sendValue(result, type) } : {}), ...told(diagnostics, type) };
  },
};

export const importResourceState: Handler<'ImportResourceState'> = {
  handle: async ({ typeName = '', id = '' }, connection) => {
    managedSchema(connection, typeName);
    connection.demandConfigured();
    const { result = [], diagnostics } = await connection.provider.importResource(typeName, id);
    const imported = result.map(({ type, state, private: kept }) => ({
      typeName: type,
      state: sendValue(state, managedSchema(connection, type).type),
      private: sendPrivate(kept),
    }));
    return { imported, ...told(diagnostics) };
  },
};

export const moveResourceState: Handler<'MoveResourceState'> = {
  handle: (request, connection) => {
    const { sourceType = '', sourceProvider = '', sourceVersion = 0, targetType = '' } = request;
    const { type } = managedSchema(connection, targetType);
    const { result, diagnostics } = connection.provider.moveResource({
      sourceType,
      sourceProvider,
      sourceVersion,
      sourceState: jsonOf(request.sourceState),
      sourcePrivate: receivePrivate(request.sourcePrivate),
      targetType,
    });
    const moved = result
      ? { targetState: sendValue(result.state, type), targetPrivate: sendPrivate(result.private) }
      : {};
    return { ...moved, ...told(diagnostics, type) };
  },
};

function jsonOf(state: DataOf<typeof RAW_STATE> | undefined): Json {
  if (state?.json && state.json.length > 0) return parseJson(Buffer.from(state.json).toString('utf8'));
  if (state?.flatmap) throw new DiagnosticError(tooOld());
  return null;
}

function tooOld(): Diagnostic {
  const detail = 'The state was written by Terraform 0.11 or earlier. Let Terraform 0.12 upgrade it first.';
  return errorDiagnostic('ZTC-E-STATE-OBJECT', 'Invalid object in state', detail);
}
