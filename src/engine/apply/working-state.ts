/** The state while an apply changes it. */

import type { InstanceAddress } from '../../config/address.ts';
import type { CheckResult } from '../checks/model.ts';
import type { NewId, OperationLog } from '../ports.ts';
import {
  type InstanceState,
  NO_DEPOSED,
  type OutputState,
  type State,
  type StateObject,
} from '../state/model.ts';

/** Length of the name of an object that was put aside. */
const DEPOSED_KEY = 8;

export class WorkingState {
  readonly #base: State;
  readonly #instances: Map<string, InstanceState>;
  readonly #outputs: Map<string, OutputState>;
  readonly #log: Pick<OperationLog, 'put'>;
  readonly #newId: NewId;
  #checks: readonly CheckResult[];
  version = 0;

  /** What happens to instances is told to `log`. */
  constructor(base: State, log: Pick<OperationLog, 'put'>, newId: NewId) {
    this.#base = base;
    this.#log = log;
    this.#newId = newId;
    this.#instances = new Map(base.instances);
    this.#outputs = new Map(base.outputs);
    this.#checks = base.checks;
  }

  get(text: string): InstanceState | undefined {
    return this.#instances.get(text);
  }

  setCurrent(text: string, address: InstanceAddress, provider: string, object: StateObject): void {
    const deposed = this.#instances.get(text)?.deposed ?? NO_DEPOSED;
    this.#put(text, { address, provider, current: object, deposed });
  }

  removeCurrent(text: string): void {
    const instance = this.#instances.get(text);
    if (!instance) return;
    const { current: _gone, ...rest } = instance;
    this.#put(text, rest);
  }

  /** Makes room for a replacement; the key names the object from now on. */
  depose(text: string): string | undefined {
    const instance = this.#instances.get(text);
    if (!instance?.current) return undefined;
    const key = this.#newId().slice(0, DEPOSED_KEY);
    const { current, ...rest } = instance;
    this.#put(text, { ...rest, deposed: new Map(instance.deposed).set(key, current) });
    return key;
  }

  /** After a creation that left nothing. */
  restore(text: string, key: string): void {
    const instance = this.#instances.get(text);
    const object = instance?.deposed.get(key);
    if (!instance || !object || instance.current) return;
    const deposed = new Map(instance.deposed);
    deposed.delete(key);
    this.#put(text, { ...instance, current: object, deposed });
  }

  removeDeposed(text: string, key: string): void {
    const instance = this.#instances.get(text);
    if (!instance) return;
    const deposed = new Map(instance.deposed);
    deposed.delete(key);
    this.#put(text, { ...instance, deposed });
  }

  setDeposed(text: string, key: string, object: StateObject): void {
    const instance = this.#instances.get(text);
    if (instance) this.#put(text, { ...instance, deposed: new Map(instance.deposed).set(key, object) });
  }

  setOutput(name: string, output: OutputState | undefined): void {
    this.version += 1;
    if (output) this.#outputs.set(name, output);
    else this.#outputs.delete(name);
  }

  setChecks(checks: readonly CheckResult[]): void {
    this.version += 1;
    this.#checks = checks;
  }

  snapshot(): State {
    return { ...this.#base, checks: this.#checks, instances: this.#instances, outputs: this.#outputs };
  }

  #put(text: string, instance: InstanceState): void {
    this.version += 1;
    const before = this.#instances.get(text);
    const stays = instance.current !== undefined || instance.deposed.size > 0;
    if (stays) this.#instances.set(text, instance);
    else this.#instances.delete(text);
    this.#log.put(text, before, stays ? instance : undefined);
  }
}
