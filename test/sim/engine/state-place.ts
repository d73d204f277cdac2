/** Where a state is kept: as a local file, with its lock, for processes of one machine. */

import { EMPTY_STATE, type State } from '../../../src/engine/state/model.ts';
import { readState } from '../../../src/engine/state/read.ts';
import { lockedBy, unreachable } from '../../../src/engine/state/refusals.ts';
import type { Release, StateStorage } from '../../../src/engine/state/storage.ts';
import { digestOf, successor, type Version, versionOf } from '../../../src/engine/state/versions.ts';
import { stateText, type TypeOf } from '../../../src/engine/state/write.ts';
import type { Process } from '../time/process.ts';
import type { World } from '../time/world.ts';

export class StatePlace {
  readonly #world: World;
  readonly #name: string;
  #text: string | undefined;
  #holder: Process | undefined;
  #power = 0;

  constructor(world: World, name: string) {
    this.#world = world;
    this.#name = name;
  }

  /** What anybody would find. */
  present(): State {
    return this.#text === undefined ? EMPTY_STATE : readState(Buffer.from(this.#text), this.#name);
  }

  powerFailure(): void {
    this.#power += 1;
    this.#holder = undefined;
  }

  storage(process: Process): StateStorage {
    let last: Version | undefined;
    return {
      location: this.#name,
      read: () =>
        process.port(async () => {
          await this.#pause();
          return this.present();
        }),
      write: async (state, typeOf) => {
        last ??= this.#text === undefined ? undefined : versionOf(this.present(), typeOf);
        const next = successor(state, last, () => this.#world.name('lineage-'));
        const { text, digest } = textOf(next, typeOf);
        if (last && digest === last.digest) return last.state;
        await process.port(() => this.#write(process, text), 'state');
        last = { digest, state: next };
        return next;
      },
      lock: () => process.port(() => this.#lock(process)),
    };
  }

  async #write(process: Process, text: string): Promise<void> {
    await this.#pause();
    if (!process.alive && this.#world.random.chance(0.5)) return;
    if (this.#world.trouble(0.01)) {
      this.#world.counts.faults += 1;
      throw unreachable('written', this.#name, 'ENOSPC: no space left on device');
    }
    this.#text = text;
    this.#world.note(`${this.#name}: state of ${text.length} bytes by ${process.name}`);
  }

  /** A dead owner's lock is nobody's. */
  async #lock(process: Process): Promise<Release> {
    await this.#pause();
    if (this.#holder?.alive) throw lockedBy(this.#holder.name, '');
    this.#holder = process;
    this.#world.note(`${this.#name}: locked by ${process.name}`);
    return () =>
      process.port(async () => {
        await this.#pause();
        if (this.#holder === process) this.#holder = undefined;
      });
  }

  async #pause(): Promise<void> {
    const power = this.#power;
    await this.#world.scheduler.sleep(this.#world.between(0.1, 5));
    if (power !== this.#power) await new Promise(() => {});
  }
}

function textOf(state: State, typeOf: TypeOf): { readonly text: string; readonly digest: string } {
  const { head, content } = stateText(state, typeOf);
  let text = head;
  const digest = digestOf(state, content, (piece) => {
    text += piece;
  });
  return { text, digest };
}
