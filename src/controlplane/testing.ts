/** Set-up shared by the tests of this folder. */

import { randomUUID } from 'node:crypto';
import type { ControlPlaneClient, JsonObject, RemoteObject } from '../client/client.ts';
import { connectEmbedded } from '../client/connect.ts';
import { ApiError } from '../client/error.ts';
import type { ControlPlane, ControlPlaneOptions } from './api.ts';
import type { Clock } from './clock.ts';
import { createControlPlane } from './server.ts';

/** A clock that moves when it is told to. */
export class ManualClock implements Clock {
  #now: number;

  constructor(now = Date.UTC(2026, 0, 5)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

export interface Setup extends AsyncDisposable {
  readonly controlPlane: ControlPlane;
  readonly client: ControlPlaneClient;
  /** Creates with a token of its own. */
  make(type: string, attributes: JsonObject): Promise<RemoteObject>;
}

export function setUp(options: Partial<ControlPlaneOptions> = {}): Setup {
  const controlPlane = createControlPlane({ dir: ':memory:', seed: 7, ...options });
  const client = connectEmbedded(controlPlane, { attempts: 1 });
  return {
    controlPlane,
    client,
    async make(type, attributes) {
      return (await client.create(type, attributes, { token: randomUUID() })).object;
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await controlPlane.close();
    },
  };
}

/** The error that a promise ends with. */
export async function refusal(promise: Promise<unknown>): Promise<ApiError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

export const VPC = { site: 'sh-jq', cidr: '10.8.0.0/16' } as const;
