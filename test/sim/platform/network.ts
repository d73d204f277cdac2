/**
 * Between clients and servers: requests and answers are late, lost or come twice, and connections break. What a client
 * has sent arrives although the client is dead by then.
 */

import { ConnectionLost, type Transport } from '../../../src/client/transport.ts';
import type { ApiRequest, ApiResponse } from '../../../src/controlplane/api.ts';
import type { Process } from '../time/process.ts';
import type { World } from '../time/world.ts';
import type { Server, Servers } from './servers.ts';
import type { Watch } from './watch.ts';

/** As long as the client waits for an answer. */
const IDLE_MS = 60_000;

/** One request as its sender sees it. */
interface Exchange {
  readonly request: ApiRequest;
  readonly name: string;
  answer(response: ApiResponse): void;
  lose(why: string, refused?: boolean): void;
}

export class Network {
  readonly #world: World;
  readonly #servers: Servers;
  readonly #watch: Watch;
  #exchanges = 0;
  /** Requests that have not arrived yet. */
  travelling = 0;

  constructor(world: World, servers: Servers, watch: Watch) {
    this.#world = world;
    this.#servers = servers;
    this.#watch = watch;
  }

  transport(process: Process): Transport {
    return {
      host: 'sim',
      endpoint: 'http://sim',
      send: (request, signal) => process.port(() => this.#send(process, request, signal), 'request'),
      close: () => Promise.resolve(),
    };
  }

  #send(process: Process, request: ApiRequest, signal?: AbortSignal): Promise<ApiResponse> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const name = `${process.name}#${++this.#exchanges} ${request.method} ${request.path}`;
      this.#world.counts.requests += 1;
      const idle = this.#world.scheduler.after(IDLE_MS, () => lose('no answer in time'));
      const aborted = (): void => {
        over();
        reject(signal?.reason);
      };
      const over = (): void => {
        idle();
        signal?.removeEventListener('abort', aborted);
      };
      const lose = (why: string, refused = false): void => {
        over();
        reject(new ConnectionLost(why, refused));
      };
      signal?.addEventListener('abort', aborted, { once: true });
      const answer = (response: ApiResponse): void => {
        over();
        resolve(response);
      };
      this.#depart({ request, name, answer, lose });
    });
  }

  #depart(exchange: Exchange): void {
    const world = this.#world;
    world.note(`send ${exchange.name}`);
    if (world.trouble(0.02)) {
      world.counts.faults += 1;
      world.note(`lost ${exchange.name}`);
      if (world.random.chance(0.7)) world.scheduler.after(world.between(1, 50), () => exchange.lose('reset'));
      return;
    }
    if (!world.trouble(0.03)) {
      this.#travel(exchange, this.#delay());
      return;
    }
    world.counts.faults += 1;
    // What comes twice has left the client: it is lost at worst, and never refused.
    this.#travel({ ...exchange, lose: (why) => exchange.lose(why) }, this.#delay());
    // Nobody waits for the answer to the second one.
    this.#travel(
      { ...exchange, name: `${exchange.name} again`, answer: () => {}, lose: () => {} },
      this.#long(),
    );
  }

  #travel(exchange: Exchange, ms: number): void {
    this.travelling += 1;
    this.#world.scheduler.after(ms, () => {
      this.travelling -= 1;
      void this.#arrive(exchange);
    });
  }

  #delay(): number {
    const { random } = this.#world;
    if (this.#world.trouble(0.02)) return this.#long();
    return this.#world.between(0.2, random.chance(0.1) ? 40 : 4);
  }

  /** Often longer than a client waits, and than a server lives. */
  #long(): number {
    return this.#world.random.chance(0.5) ? this.#world.between(1, 2_000) : this.#world.between(1, 200_000);
  }

  async #arrive(exchange: Exchange): Promise<void> {
    const world = this.#world;
    const server = this.#servers.any();
    if (!server) {
      world.note(`refused ${exchange.name}`);
      exchange.lose('ECONNREFUSED', true);
      return;
    }
    const { request, name } = exchange;
    const arrivedAt = world.scheduler.now;
    let answered = false;
    const broken = (): void => {
      if (!answered) world.scheduler.after(world.between(0, 5), () => exchange.lose('ECONNRESET'));
    };
    server.process.whenDead(broken);
    const response = await server.process.port(() => server.controlPlane.handle(request));
    answered = true;
    this.#watch.answered(request, response, arrivedAt);
    world.note(`answer ${name} ${response.status} ${response.body}`);
    this.#return(server, exchange, response);
  }

  #return(server: Server, exchange: Exchange, response: ApiResponse): void {
    const world = this.#world;
    const lost = world.trouble(0.03);
    if (lost) {
      world.counts.faults += 1;
      world.note(`answer lost ${exchange.name}`);
      if (world.random.chance(0.3)) return;
    }
    world.scheduler.after(world.between(0.2, 4), () => {
      if (lost || response.reset || !server.process.alive) exchange.lose('ECONNRESET');
      else exchange.answer(response);
    });
  }
}
