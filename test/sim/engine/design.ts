/** Small designs that change from run to run: networks with what is in them, and addresses. */

import type { JsonObject } from '../../../src/values/json.ts';
import type { World } from '../time/world.ts';

type Attributes = Record<string, JsonObject[string]>;

interface Part {
  readonly type: string;
  readonly name: string;
  attributes: Attributes;
  createFirst: boolean;
  count: number;
}

const INSIDE = ['ztc_vswitch', 'ztc_security_group', 'ztc_route_table'] as const;
const MOST = 8;

export class Design {
  readonly #world: World;
  readonly #parts: Part[] = [];

  constructor(world: World) {
    this.#world = world;
    for (let i = world.random.between(1, 5); i > 0; i--) this.#add();
  }

  edit(): void {
    const { random } = this.#world;
    for (let i = random.between(1, 3); i > 0; i--) {
      const act = random.weighted([
        [3, () => this.#add()],
        [2, () => this.#drop()],
        [4, () => this.#change()],
        [3, () => this.#replace()],
        [1, () => this.#resize()],
      ]);
      act();
    }
  }

  /** `endpoint` names the process that uses it. */
  config(endpoint: string): JsonObject {
    const resource: Record<string, Record<string, JsonObject>> = {};
    for (const { type, name, attributes, createFirst, count } of this.#parts) {
      resource[type] ??= {};
      resource[type][name] = {
        ...attributes,
        ...(count === 1 ? {} : { count }),
        ...(createFirst ? { lifecycle: { create_before_destroy: true } } : {}),
      };
    }
    return { provider: { ztc: { endpoint } }, resource };
  }

  #add(): void {
    if (this.#parts.length >= MOST) return;
    const { random } = this.#world;
    const networks = this.#of('ztc_vpc');
    const groups = this.#of('ztc_security_group');
    const type = random.weighted([
      [2, 'ztc_vpc'],
      [2, 'ztc_eip'],
      [1, 'ztc_vpc_address_allocation'],
      [networks.length > 0 ? 4 : 0, random.pick(INSIDE)],
      [groups.length > 0 ? 2 : 0, 'ztc_security_group_rule'],
    ]);
    const attributes = this.#attributes(type);
    const createFirst = random.chance(0.25);
    this.#parts.push({ type, name: this.#world.name('r'), attributes, createFirst, count: 1 });
  }

  /** With everything that refers to it. */
  #drop(): void {
    if (this.#parts.length === 0) return;
    const gone = new Set([this.#world.random.pick(this.#parts)]);
    for (let before = -1; before !== gone.size; ) {
      before = gone.size;
      for (const part of this.#parts) if ([...gone].some((other) => refersTo(part, other))) gone.add(part);
    }
    this.#parts.splice(0, this.#parts.length, ...this.#parts.filter((part) => !gone.has(part)));
  }

  #change(): void {
    const part = this.#any();
    if (!part) return;
    if (part.type === 'ztc_eip') part.attributes.bandwidth_mbps = this.#world.random.between(1, 99);
    else if (part.type === 'ztc_security_group_rule') part.attributes.description = this.#world.name('text ');
    else if (part.type === 'ztc_vpc_address_allocation') part.attributes.purpose = this.#world.name('n-');
    else part.attributes.name = this.#world.name('n-');
  }

  #replace(): void {
    const part = this.#any();
    if (!part) return;
    part.attributes = { ...part.attributes, ...this.#identity(part.type) };
    if (this.#world.random.chance(0.2)) part.createFirst = !part.createFirst;
  }

  /** Only of what nobody refers to. */
  #resize(): void {
    const part = this.#any();
    if (part && !this.#parts.some((other) => refersTo(other, part)))
      part.count = this.#world.random.between(1, 3);
  }

  #any(): Part | undefined {
    return this.#parts.length === 0 ? undefined : this.#world.random.pick(this.#parts);
  }

  #of(type: string): readonly Part[] {
    return this.#parts.filter((part) => part.type === type && part.count === 1);
  }

  #attributes(type: string): Attributes {
    const { random } = this.#world;
    const inside = (container: string): string =>
      `\${${container}.${random.pick(this.#of(container)).name}.id}`;
    const own = this.#identity(type);
    const name = this.#world.name('n-');
    if (type === 'ztc_vpc') return { ...own, name };
    if (type === 'ztc_vpc_address_allocation') return { ...own, purpose: name };
    if (type === 'ztc_eip') return { ...own, bandwidth_mbps: random.between(1, 99), name };
    if (type !== 'ztc_security_group_rule') return { ...own, vpc_id: inside('ztc_vpc'), name };
    const rule = { policy: 'allow', direction: 'inbound', protocol: 'tcp', cidr: '10.0.0.0/8' };
    return { ...own, ...rule, security_group_id: inside('ztc_security_group'), port_range: '443' };
  }

  /** What cannot be changed without a new object; for some types there is nothing. */
  #identity(type: string): Attributes {
    const { random } = this.#world;
    if (type === 'ztc_vpc') return { site: 'sh-jq', cidr: `10.${random.between(0, 99)}.0.0/16` };
    if (type === 'ztc_vpc_address_allocation')
      return { site: 'sh-jq', prefix_length: random.between(20, 28) };
    if (type === 'ztc_eip') return { site: random.pick(['sh-jq', 'sh-nq']) };
    if (type === 'ztc_vswitch') return { cidr: `10.8.${random.between(0, 99)}.0/24` };
    return {};
  }
}

const refersTo = (part: Part, other: Part): boolean =>
  Object.values(part.attributes).some((value) => String(value).includes(`{${other.type}.${other.name}.`));
