/** Waits until an object is ready, tells who is waited for, and says what is there when waiting ends without success. */

import type { ControlPlaneClient, RemoteObject } from '../../client/client.ts';
import { ApiError } from '../../client/error.ts';
import type { ApplyRequest } from '../provider.ts';

export interface Waited {
  readonly object: RemoteObject | null;
  /** Absent when the object is ready. */
  readonly error?: unknown;
  /** It may still become ready. */
  readonly pending: boolean;
}

export interface WaitContext {
  readonly client: ControlPlaneClient;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export async function waitUntilReady(
  { client, timeoutMs, signal }: WaitContext,
  start: RemoteObject,
  onProgress: ApplyRequest['onProgress'],
): Promise<Waited> {
  if (start.ready) return { object: start, pending: false };
  const { type, id } = start;
  const tell = teller(onProgress);
  tell(start);
  try {
    const onPoll = ({ object }: { readonly object: RemoteObject }): void => tell(object);
    return { object: await client.waitReady(type, id, { timeoutMs, signal, onPoll }), pending: false };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const object = await lookAgain(client, start);
    const over = error.code === 'ZTC-API-FAILED' || object === null || object.failed;
    return { object, error, pending: !over };
  }
}

/** After an error the last that was seen has to do. */
async function lookAgain(client: ControlPlaneClient, last: RemoteObject): Promise<RemoteObject | null> {
  try {
    return await client.read(last.type, last.id);
  } catch {
    return last;
  }
}

/** Tells every change once, not every look. */
function teller(onProgress: ApplyRequest['onProgress']): (object: RemoteObject) => void {
  let last = '';
  return ({ id, status, workOrder }) => {
    const order = workOrder?.state === 'pending' ? workOrder.id : undefined;
    const now = `${status} ${order ?? ''}`;
    if (now === last) return;
    last = now;
    if (order === undefined) onProgress({ kind: 'waiting', id, status });
    else onProgress({ kind: 'waiting_for_operator', id, workOrder: order });
  };
}
