/** A tenant without an engine: one request after the other, by chance, with everything that tokens are there for. */

import type { ControlPlaneClient, JsonObject, Written } from '../../../src/client/client.ts';
import { ApiError } from '../../../src/client/error.ts';
import type { World } from '../time/world.ts';

interface Known {
  readonly type: string;
  readonly id: string;
}

/** Objects of one account, as far as its tenants know. */
export class Shelf {
  readonly objects: Known[] = [];
  /** Creations that were sent, for sending them again. */
  readonly sent: { readonly type: string; readonly attributes: JsonObject; readonly token: string }[] = [];

  of(type: string): readonly Known[] {
    return this.objects.filter((object) => object.type === type);
  }

  forget(id: string): void {
    const at = this.objects.findIndex((object) => object.id === id);
    if (at >= 0) this.objects.splice(at, 1);
  }
}

export class Tenant {
  readonly #world: World;
  readonly #client: ControlPlaneClient;
  readonly #shelf: Shelf;

  constructor(world: World, client: ControlPlaneClient, shelf: Shelf) {
    this.#world = world;
    this.#client = client;
    this.#shelf = shelf;
  }

  async live(requests: number): Promise<void> {
    for (let i = 0; i < requests; i++) {
      await this.#attempt(() => this.#something());
    }
  }

  /** Refusals are answers too; anything else is a mistake of the client. */
  async #attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof ApiError) {
        if (error.code === 'ZTC-API-INTERNAL') this.#world.violate('no internal errors', error.message);
      } else this.#world.violate('clients fail with refusals only', String((error as Error).stack));
      return undefined;
    }
  }

  #something(): Promise<unknown> {
    const { random } = this.#world;
    const act = random.weighted<() => Promise<unknown>>([
      [10, () => this.#create()],
      [3, () => this.#createAtOnce()],
      [3, () => this.#createAndSettle()],
      [2, () => this.#settleAndCreate()],
      [3, () => this.#sendAgain()],
      [2, () => this.#otherParameters()],
      [5, () => this.#update()],
      [5, () => this.#remove()],
      [5, () => this.#raceForParent()],
      [3, () => this.#look()],
    ]);
    return act();
  }

  #create(type = this.#type(), token = this.#world.name('t-')): Promise<Written> {
    const attributes = this.#attributes(type);
    this.#shelf.sent.push({ type, attributes, token });
    return this.#send(type, attributes, token);
  }

  async #send(type: string, attributes: JsonObject, token: string): Promise<Written> {
    const written = await this.#client.create(type, attributes, { token });
    const { id } = written.object;
    if (!written.gone && !this.#shelf.objects.some((known) => known.id === id))
      this.#shelf.objects.push({ type, id });
    return written;
  }

  /** Several processes with the same token, as after a restart that was too fast. */
  async #createAtOnce(): Promise<void> {
    const type = this.#type();
    const attributes = this.#attributes(type);
    const token = this.#world.name('t-');
    const times = this.#world.random.between(2, 4);
    await Promise.all(
      Array.from({ length: times }, () => this.#attempt(() => this.#send(type, attributes, token))),
    );
  }

  async #createAndSettle(): Promise<void> {
    const token = this.#world.name('t-');
    const made = this.#attempt(() => this.#create(this.#type(), token));
    await this.#pause(0, 12);
    await this.#attempt(() => this.#client.settle('create', token));
    await made;
  }

  /** As a request that was given up and comes late all the same. */
  async #settleAndCreate(): Promise<void> {
    const token = this.#world.name('t-');
    await this.#client.settle('create', token);
    await this.#pause(0, this.#world.random.chance(0.5) ? 20 : 3_000);
    await this.#create(this.#type(), token);
  }

  async #sendAgain(): Promise<void> {
    if (this.#shelf.sent.length === 0) return;
    const { type, attributes, token } = this.#world.random.pick(this.#shelf.sent);
    const ask = this.#world.random.pick(['send', 'settle', 'look'] as const);
    if (ask === 'send') await this.#send(type, attributes, token);
    else if (ask === 'settle') await this.#client.settle('create', token);
    else await this.#client.answerTo('create', token);
  }

  async #otherParameters(): Promise<void> {
    if (this.#shelf.sent.length === 0) return;
    const { type, token } = this.#world.random.pick(this.#shelf.sent);
    await this.#send(type, { ...this.#attributes(type), name: this.#world.name('other-') }, token);
  }

  async #update(): Promise<void> {
    const object = this.#any();
    if (!object) return;
    const token = this.#world.name('t-');
    const changes = { name: this.#world.name('once-') };
    const send = () => this.#attempt(() => this.#client.update(object.type, object.id, changes, { token }));
    if (this.#world.random.chance(0.3)) await Promise.all([send(), send()]);
    else await send();
    if (this.#world.random.chance(0.2)) await this.#client.settle('update', token);
  }

  async #remove(): Promise<void> {
    const object = this.#any();
    if (!object) return;
    const token = this.#world.name('t-');
    const done = await this.#client.delete(object.type, object.id, { token });
    this.#shelf.forget(object.id);
    if (done && this.#world.random.chance(0.3)) await this.#client.delete(object.type, object.id, { token });
  }

  /** Something refers to an object at the very moment when it is deleted. */
  async #raceForParent(): Promise<void> {
    const { id } = (await this.#create('ztc_vpc')).object;
    const attributes = { vpc_id: id, cidr: '10.8.1.0/24', name: this.#world.name('n-') };
    const token = this.#world.name('t-');
    const [removed] = await Promise.all([
      this.#attempt(() => this.#client.delete('ztc_vpc', id, { token })),
      this.#attempt(() => this.#send('ztc_vswitch', attributes, this.#world.name('t-'))),
    ]);
    if (removed) this.#shelf.forget(id);
  }

  async #look(): Promise<void> {
    const object = this.#any();
    if (!object || this.#world.random.chance(0.3)) {
      await this.#client.list(this.#type(), { limit: 20 });
      return;
    }
    await this.#client.read(object.type, object.id);
  }

  #any(): Known | undefined {
    const { objects } = this.#shelf;
    return objects.length === 0 ? undefined : this.#world.random.pick(objects);
  }

  #type(): string {
    const roots = ['ztc_vpc', 'ztc_eip', 'ztc_vpc_address_allocation'];
    const inside = ['ztc_vswitch', 'ztc_security_group', 'ztc_route_table'];
    const vpcs = this.#shelf.of('ztc_vpc').length;
    return this.#world.random.pick(vpcs === 0 ? roots : [...roots, ...inside, ...inside]);
  }

  #attributes(type: string): JsonObject {
    const name = this.#world.name('n-');
    const { random } = this.#world;
    if (type === 'ztc_vpc') return { site: 'sh-jq', cidr: `10.${random.between(0, 99)}.0.0/16`, name };
    if (type === 'ztc_eip') return { site: 'sh-jq', bandwidth_mbps: random.between(1, 9), name };
    if (type === 'ztc_vpc_address_allocation') return { site: 'sh-jq', prefix_length: 24, purpose: name };
    const vpcs = this.#shelf.of('ztc_vpc');
    const vpc = vpcs.length === 0 ? 'vpc-of-nobody' : random.pick(vpcs).id;
    if (type === 'ztc_vswitch') return { vpc_id: vpc, cidr: `10.8.${random.between(0, 99)}.0/24`, name };
    return { vpc_id: vpc, name };
  }

  #pause(low: number, high: number): Promise<void> {
    return this.#world.scheduler.sleep(this.#world.between(low, high));
  }
}
