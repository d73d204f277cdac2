/** Requests and responses of the calls that `tfplugin6.Provider` answers. Fields that nobody reads are left out. */

import { ATTRIBUTE_PATH, DIAGNOSTIC, DYNAMIC_VALUE, EMPTY, RAW_STATE } from './basics.ts';
import { bytes, integer, list, type Message, map, message, one, string } from './message.ts';
import { FUNCTION, GET_METADATA_RESPONSE, GET_PROVIDER_SCHEMA_RESPONSE } from './schema.ts';

export interface Method<Q, A> {
  readonly request: Message<Q>;
  readonly response: Message<A>;
}

const method = <Q, A>(request: Message<Q>, response: Message<A>): Method<Q, A> => ({ request, response });

const diagnosticsAt = (number: number) => message({ diagnostics: list(number, () => DIAGNOSTIC) });
const typeAndConfig = message({ typeName: string(1), config: one(2, () => DYNAMIC_VALUE) });

const IMPORTED = message({ typeName: string(1), state: one(2, () => DYNAMIC_VALUE), private: bytes(3) });

const FUNCTION_ERROR = message({ text: string(1), argument: integer(2) });

export const METHODS = {
  GetMetadata: method(EMPTY, GET_METADATA_RESPONSE),
  GetProviderSchema: method(EMPTY, GET_PROVIDER_SCHEMA_RESPONSE),
  GetResourceIdentitySchemas: method(EMPTY, EMPTY),
  ValidateProviderConfig: method(message({ config: one(1, () => DYNAMIC_VALUE) }), diagnosticsAt(2)),
  ValidateResourceConfig: method(typeAndConfig, diagnosticsAt(1)),
  ValidateDataResourceConfig: method(typeAndConfig, diagnosticsAt(1)),
  ConfigureProvider: method(
    message({ terraformVersion: string(1), config: one(2, () => DYNAMIC_VALUE) }),
    diagnosticsAt(1),
  ),
  UpgradeResourceState: method(
    message({ typeName: string(1), version: integer(2), rawState: one(3, () => RAW_STATE) }),
    message({ upgradedState: one(1, () => DYNAMIC_VALUE), diagnostics: list(2, () => DIAGNOSTIC) }),
  ),
  ReadResource: method(
    message({ typeName: string(1), currentState: one(2, () => DYNAMIC_VALUE), private: bytes(3) }),
    message({
      newState: one(1, () => DYNAMIC_VALUE),
      diagnostics: list(2, () => DIAGNOSTIC),
      private: bytes(3),
    }),
  ),
  PlanResourceChange: method(
    message({
      typeName: string(1),
      priorState: one(2, () => DYNAMIC_VALUE),
      proposedNewState: one(3, () => DYNAMIC_VALUE),
      config: one(4, () => DYNAMIC_VALUE),
      priorPrivate: bytes(5),
    }),
    message({
      plannedState: one(1, () => DYNAMIC_VALUE),
      requiresReplace: list(2, () => ATTRIBUTE_PATH),
      plannedPrivate: bytes(3),
      diagnostics: list(4, () => DIAGNOSTIC),
    }),
  ),
  ApplyResourceChange: method(
    message({
      typeName: string(1),
      priorState: one(2, () => DYNAMIC_VALUE),
      plannedState: one(3, () => DYNAMIC_VALUE),
      config: one(4, () => DYNAMIC_VALUE),
      plannedPrivate: bytes(5),
    }),
    message({
      newState: one(1, () => DYNAMIC_VALUE),
      private: bytes(2),
      diagnostics: list(3, () => DIAGNOSTIC),
    }),
  ),
  ImportResourceState: method(
    message({ typeName: string(1), id: string(2) }),
    message({ imported: list(1, () => IMPORTED), diagnostics: list(2, () => DIAGNOSTIC) }),
  ),
  MoveResourceState: method(
    message({
      sourceProvider: string(1),
      sourceType: string(2),
      sourceVersion: integer(3),
      sourceState: one(4, () => RAW_STATE),
      targetType: string(5),
      sourcePrivate: bytes(6),
    }),
    message({
      targetState: one(1, () => DYNAMIC_VALUE),
      diagnostics: list(2, () => DIAGNOSTIC),
      targetPrivate: bytes(3),
    }),
  ),
  ReadDataSource: method(
    typeAndConfig,
    message({ state: one(1, () => DYNAMIC_VALUE), diagnostics: list(2, () => DIAGNOSTIC) }),
  ),
  GetFunctions: method(EMPTY, message({ functions: map(1, () => FUNCTION) })),
  CallFunction: method(
    message({ name: string(1), arguments: list(2, () => DYNAMIC_VALUE) }),
    message({ result: one(1, () => DYNAMIC_VALUE), error: one(2, () => FUNCTION_ERROR) }),
  ),
  StopProvider: method(EMPTY, message({ error: string(1) })),
} as const;

export type MethodName = keyof typeof METHODS;
export type RequestOf<N extends MethodName> =
  (typeof METHODS)[N] extends Method<infer Q, unknown> ? Q : never;
export type ResponseOf<N extends MethodName> =
  (typeof METHODS)[N] extends Method<unknown, infer A> ? A : never;
