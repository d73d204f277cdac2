/** Clients of the simulated platform: the production client, with everything it takes from the world simulated. */

import { Caller } from '../../../src/client/caller.ts';
import type { ControlPlaneClient } from '../../../src/client/client.ts';
import type { AccessKey } from '../../../src/client/connect.ts';
import { RestClient } from '../../../src/client/rest-client.ts';
import type { Surroundings } from '../../../src/client/surroundings.ts';
import type { Process } from '../time/process.ts';
import type { World } from '../time/world.ts';
import type { Network } from './network.ts';
import { CREDENTIALS } from './servers.ts';

export function surroundingsOf(world: World, process: Process): Surroundings {
  return {
    clock: world.wallClock,
    elapsed: () => world.scheduler.now,
    sleep: (ms, signal) =>
      process.port(
        () =>
          new Promise((resolve, reject) => {
            signal?.throwIfAborted();
            const off = world.scheduler.after(ms, resolve);
            signal?.addEventListener(
              'abort',
              () => {
                off();
                reject(signal.reason);
              },
              { once: true },
            );
          }),
      ),
    random: () => world.random.next(),
    nonce: () => world.name('nonce-number-'),
  };
}

export function clientOf(
  world: World,
  network: Network,
  process: Process,
  key: AccessKey = CREDENTIALS.tenant,
  attempts = 4,
): ControlPlaneClient {
  const caller = new Caller({
    transport: network.transport(process),
    key,
    operatorKey: CREDENTIALS.operator,
    attempts,
    concurrency: 16,
    surroundings: surroundingsOf(world, process),
  });
  return new RestClient(caller);
}
