/** Waiting for operations of the platform to end, by looking again and again. */
import { errorText } from '../controlplane/errors.ts';
import type { RemoteObject, WaitOptions } from './client.ts';
import { ApiError } from './error.ts';
import type { Surroundings } from './surroundings.ts';

type Look = () => Promise<RemoteObject | null>;
/** Time as it goes by here, whatever the platform's clock says. */
type Time = Pick<Surroundings, 'elapsed' | 'sleep'>;

const FIRST_MS = 20;
const LONGEST_MS = 2_000;
/** While a person has to act there is no hurry. */
const LONGEST_WITH_ORDER_MS = 5_000;

export async function untilReady(
  id: string,
  look: Look,
  options: WaitOptions,
  time: Time,
): Promise<RemoteObject> {
  for await (const object of looks(id, 'ready', look, options, time)) {
    if (object === null) throw failure('ZTC-API-FAILED', { id, status: 'deleted', reason: 'it is gone' });
    const { workOrder } = object;
    if (object.failed || workOrder?.state === 'rejected') {
      const reason = workOrder?.reason ?? 'the platform gave it up';
      throw failure('ZTC-API-FAILED', { id, status: object.status, reason });
    }
    if (object.ready) return object;
  }
  throw new Error('unreachable: looking ends by a result or an error');
}

export async function untilGone(id: string, look: Look, options: WaitOptions, time: Time): Promise<void> {
  for await (const object of looks(id, 'gone', look, options, time)) {
    if (object === null) return;
    if (object.workOrder?.state === 'rejected') {
      const reason = object.workOrder.reason ?? 'the deletion was rejected';
      throw failure('ZTC-API-FAILED', { id, status: object.status, reason });
    }
  }
}

/** Yields what each look finds, until the consumer has seen enough or time is up. */
async function* looks(
  id: string,
  wanted: string,
  look: Look,
  options: WaitOptions,
  time: Time,
): AsyncGenerator<RemoteObject | null> {
  const startedAt = time.elapsed();
  for (let pause = FIRST_MS; ; pause *= 1.6) {
    const object = await look();
    yield object;
    if (object === null) return;
    const elapsedMs = time.elapsed() - startedAt;
    const left = options.timeoutMs - elapsedMs;
    if (left <= 0) {
      const seconds = Math.round(options.timeoutMs / 1000);
      throw failure('ZTC-API-TIMEOUT', { id, wanted, seconds, status: object.status });
    }
    const longest = object.workOrder?.state === 'pending' ? LONGEST_WITH_ORDER_MS : LONGEST_MS;
    const nextMs = Math.min(left, longest, pause);
    options.onPoll?.({ object, elapsedMs, nextMs });
    try {
      await time.sleep(nextMs, options.signal);
    } catch {
      throw failure('ZTC-API-CANCELLED', {});
    }
  }
}

function failure(
  code: 'ZTC-API-FAILED' | 'ZTC-API-TIMEOUT' | 'ZTC-API-CANCELLED',
  data: Readonly<Record<string, unknown>>,
): ApiError {
  return new ApiError(code, 0, errorText(code, data));
}
