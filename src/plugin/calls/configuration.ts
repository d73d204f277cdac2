/** Calls about configurations: of the provider, and of what is managed or read. */

import { decodeDynamic } from '../values/decode.ts';
import { dataSchema, type Handler, managedSchema, told } from './answer.ts';

export const validateProviderConfig: Handler<'ValidateProviderConfig'> = {
  handle: ({ config }, { provider, schema }) => {
    const { type } = schema.provider;
    return told(provider.validateProviderConfig(decodeDynamic(config, type)), type);
  },
};

export const configureProvider: Handler<'ConfigureProvider'> = {
  handle: async ({ config }, connection) => {
    const { type } = connection.schema.provider;
    return told(await connection.configure(decodeDynamic(config, type)), type);
  },
};

export const validateResourceConfig: Handler<'ValidateResourceConfig'> = {
  handle: async ({ typeName = '', config }, connection) => {
    const { type } = managedSchema(connection, typeName);
    await connection.readyToValidate();
    return told(connection.provider.validateResource(typeName, decodeDynamic(config, type)), type);
  },
};

export const validateDataResourceConfig: Handler<'ValidateDataResourceConfig'> = {
  handle: ({ typeName = '', config }, connection) => {
    const { type } = dataSchema(connection, typeName);
    return told(connection.provider.validateDataSource(typeName, decodeDynamic(config, type)), type);
  },
};
