/** Calls that plan, make, change, delete and read objects. */

import { decodeDynamic } from '../values/decode.ts';
import { encodePath } from '../values/path.ts';
import {
  dataSchema,
  type Handler,
  managedSchema,
  receivePrivate,
  sendPrivate,
  sendValue,
  told,
} from './answer.ts';

export const planResourceChange: Handler<'PlanResourceChange'> = {
  handle: async ({ typeName = '', priorState, proposedNewState, config, priorPrivate }, connection) => {
    const { type } = managedSchema(connection, typeName);
    const plan = await connection.provider.planResource({
      type: typeName,
      prior: decodeDynamic(priorState, type),
      proposed: decodeDynamic(proposedNewState, type),
      config: decodeDynamic(config, type),
      priorPrivate: receivePrivate(priorPrivate),
    });
    return {
      plannedState: sendValue(plan.planned, type),
      requiresReplace: plan.requiresReplace.map((path) => encodePath(path, type)),
      plannedPrivate: sendPrivate(plan.private),
      ...told(plan.diagnostics, type),
    };
  },
};

export const applyResourceChange: Handler<'ApplyResourceChange'> = {
  handle: async ({ typeName = '', priorState, plannedState, config, plannedPrivate }, connection) => {
    const { type } = managedSchema(connection, typeName);
    const {
      newState,
      private: kept,
      diagnostics,
    } = await connection.apply({
      type: typeName,
      prior: decodeDynamic(priorState, type),
      planned: decodeDynamic(plannedState, type),
      config: decodeDynamic(config, type),
      private: receivePrivate(plannedPrivate),
    });
    return { newState: sendValue(newState, type), private: sendPrivate(kept), ...told(diagnostics, type) };
  },
  // Nothing is known to have changed.
  instead: ({ priorState = {}, plannedPrivate }) => ({
    newState: priorState,
    ...(plannedPrivate ? { private: plannedPrivate } : {}),
  }),
};

export const readResource: Handler<'ReadResource'> = {
  handle: async ({ typeName = '', currentState, private: kept }, connection) => {
    const { type } = managedSchema(connection, typeName);
    const state = decodeDynamic(currentState, type);
    const read = await connection.read(typeName, { state, private: receivePrivate(kept) });
    return {
      newState: sendValue(read.newState, type),
      private: sendPrivate(read.private),
      ...told(read.diagnostics, type),
    };
  },
  instead: ({ currentState = {}, private: kept }) => ({
    newState: currentState,
    ...(kept ? { private: kept } : {}),
  }),
};

export const readDataSource: Handler<'ReadDataSource'> = {
  handle: async ({ typeName = '', config }, connection) => {
    const { type } = dataSchema(connection, typeName);
    connection.demandConfigured();
    const { provider, signal } = connection;
    const { result, diagnostics } = await provider.readDataSource(typeName, decodeDynamic(config, type), {
      signal,
    });
    return { ...(result ? { state: sendValue(result, type) } : {}), ...told(diagnostics, type) };
  },
};
