/** Calls about the provider as a whole. */

import { CAPABILITIES } from '../schema-message.ts';
import type { Handler } from './answer.ts';

const named = (table: ReadonlyMap<string, unknown>) => [...table.keys()].map((name) => ({ name }));

export const getMetadata: Handler<'GetMetadata'> = {
  handle: (_request, { schema }) => ({
    capabilities: CAPABILITIES,
    dataSources: named(schema.dataSources),
    resources: named(schema.resources),
    functions: named(schema.functions),
  }),
};

/** Objects are identified by their `id`; there is no identity beside it. */
export const getResourceIdentitySchemas: Handler<'GetResourceIdentitySchemas'> = { handle: () => ({}) };

export const stopProvider: Handler<'StopProvider'> = {
  handle: (_request, connection) => {
    connection.stop();
    return {};
  },
};
