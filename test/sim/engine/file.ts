/** A file that is only added to, on a disk that may keep less of it than was written. */

import type { JournalMedium } from '../../../src/engine/journal/medium.ts';
import type { Process } from '../time/process.ts';
import type { World } from '../time/world.ts';

const NOTHING = new Uint8Array();

export class SimFile {
  readonly #world: World;
  readonly #name: string;
  #bytes: Uint8Array | undefined;
  /** Bytes at the beginning that a power failure cannot take. */
  #synced = 0;
  #power = 0;

  constructor(world: World, name: string) {
    this.#world = world;
    this.#name = name;
  }

  get bytes(): Uint8Array | undefined {
    return this.#bytes;
  }

  /** For one process. What it has asked for when it dies happens in part. */
  medium(process: Process): JournalMedium {
    return {
      location: this.#name,
      load: () => process.port(async () => this.#bytes),
      append: (bytes, sync) => process.port(() => this.#append(process, bytes, sync), 'journal'),
      replace: (bytes) => process.port(() => this.#step(process, () => this.#set(bytes)), 'journal'),
      remove: () => process.port(() => this.#step(process, () => this.#set(undefined)), 'journal'),
      close: () => process.port(async () => {}),
    };
  }

  powerFailure(): void {
    this.#power += 1;
    const bytes = this.#bytes;
    if (!bytes) return;
    const left = this.#world.random.between(this.#synced, bytes.length);
    this.#world.note(`${this.#name}: ${bytes.length - left} bytes lost`);
    this.#set(bytes.subarray(0, left));
  }

  async #append(process: Process, bytes: Uint8Array, sync: boolean): Promise<void> {
    const { random } = this.#world;
    await this.#pause();
    if (!process.alive) {
      this.#add(bytes.subarray(0, random.between(0, bytes.length)));
      return;
    }
    if (this.#world.trouble(0.002)) {
      this.#add(bytes.subarray(0, random.between(0, bytes.length)));
      throw this.#full();
    }
    this.#add(bytes);
    if (!sync) return;
    await this.#pause();
    this.#synced = this.#bytes?.length ?? 0;
  }

  /** All or nothing. */
  async #step(process: Process, act: () => void): Promise<void> {
    await this.#pause();
    if (!process.alive && this.#world.random.chance(0.5)) return;
    if (this.#world.trouble(0.002)) throw this.#full();
    act();
  }

  #add(bytes: Uint8Array): void {
    this.#world.note(`${this.#name}: ${bytes.length} bytes more`);
    this.#bytes = Buffer.concat([this.#bytes ?? NOTHING, bytes]);
  }

  #set(bytes: Uint8Array | undefined): void {
    this.#world.note(`${this.#name}: ${bytes ? `${bytes.length} bytes` : 'removed'}`);
    this.#bytes = bytes;
    this.#synced = bytes?.length ?? 0;
  }

  /** For ever, when the power is lost meanwhile. */
  async #pause(): Promise<void> {
    const power = this.#power;
    await this.#world.scheduler.sleep(this.#world.between(0.1, 4));
    if (power !== this.#power) await new Promise(() => {});
  }

  #full(): Error {
    this.#world.counts.faults += 1;
    return new Error('ENOSPC: no space left on device, write');
  }
}
