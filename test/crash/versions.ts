/** Versions of the landing zone: what it is, with values, objects and replacements that differ from version to version. */

import { Random } from '../fuzz/random.ts';

type Values = Record<string, unknown>;
type Resources = Record<string, Record<string, Values>>;

/** As `ztc synth` writes it. */
export interface Design {
  readonly terraform: Values;
  readonly resource: Resources;
  readonly [part: string]: unknown;
}

const SITES = ['jinqiao', 'ningqiao'] as const;
const CODES = { jinqiao: 'sh-jq', ningqiao: 'sh-nq' } as const;
/** Disks never shrink, whatever version follows which. */
const DISK_STEP_GIB = 10;
/** Ranges that a subnet goes through, version by version. */
const PARTS = 8;

/** The same seed and number always make the same design. */
export function versionOf(base: Design, seed: number, number: number, backend: Values): Design {
  const random = new Random(seed * 7919 + number);
  const resource: Resources = structuredClone(base.resource);
  edit(resource, random, number);
  for (const [type, objects] of Object.entries(extras(resource, random, number)))
    resource[type] = { ...resource[type], ...objects };
  return { ...base, terraform: { ...base.terraform, backend }, resource };
}

/** Values of what is there in every version. */
function edit(resource: Resources, random: Random, number: number): void {
  const each = (type: string, probability: number, change: (values: Values) => void): void => {
    for (const values of Object.values(resource[type] ?? {})) if (random.chance(probability)) change(values);
  };
  each('ztc_eip', 0.4, (eip) => {
    eip.bandwidth_mbps = random.between(50, 250);
  });
  each('ztc_vswitch', 0.3, (vswitch) => {
    vswitch.name = `${vswitch.name}-${number}`;
  });
  each('ztc_security_group', 0.3, (group) => {
    group.description = `version ${number}`;
  });
  each('ztc_security_group_rule', 0.15, (rule) => {
    rule.description = `version ${number}`;
  });
  each('ztc_slb_backend', 0.3, (backend) => {
    backend.weight = random.between(1, 100);
  });
  each('ztc_disk', 0.4, (disk) => {
    disk.name = `${disk.name}-${number}`;
  });
}

/** What is there in some versions only, or anew. */
function extras(base: Resources, random: Random, number: number): Resources {
  const made: Resources = {};
  const add = (type: string, name: string, values: Values): void => {
    made[type] = { ...made[type], [name]: values };
  };
  const createFirst = (yes: boolean): Values => (yes ? { lifecycle: { create_before_destroy: true } } : {});
  const named = (type: string, site: string): string =>
    `${type}.${Object.keys(base[type] ?? {}).find((name) => name.startsWith(site))}`;

  for (const at of random.some([0, 1, 2, 3, 4, 5], 0.7)) {
    const site = CODES[random.pick(SITES)];
    add('ztc_eip', `extra_${at}`, {
      site,
      bandwidth_mbps: random.between(5, 50),
      name: `extra-${at}`,
      ...createFirst(at % 2 === 0),
    });
  }
  add('ztc_eip', 'many', {
    count: random.between(0, 6),
    site: CODES.jinqiao,
    bandwidth_mbps: 10,
    name: `many-\${count.index}-${random.between(1, 2)}`,
  });
  for (const at of random.some([0, 1, 2, 3], 0.7)) {
    const vpc = named('ztc_vpc', SITES[at % 2] as string);
    // A new one that comes first cannot have the range of one that a killed run has left to be destroyed.
    const part = at >= 2 ? number % PARTS : random.between(0, 3);
    add('ztc_vswitch', `extra_${at}`, {
      vpc_id: `\${${vpc}.id}`,
      cidr: `\${cidrsubnet(${vpc}.cidr, 8, ${100 + at * 10 + part})}`,
      name: `extra-${at}`,
      ...createFirst(at >= 2),
    });
  }
  for (const at of random.some([0, 1, 2], 0.7)) {
    const vpc = named('ztc_vpc', random.pick(SITES));
    add('ztc_security_group', `extra_${at}`, { vpc_id: `\${${vpc}.id}`, name: `extra-${at}` });
    for (const rule of random.some([0, 1, 2], 0.7))
      add('ztc_security_group_rule', `extra_${at}_${rule}`, {
        security_group_id: `\${ztc_security_group.extra_${at}.id}`,
        policy: 'allow',
        direction: 'inbound',
        protocol: 'tcp',
        port_range: String(9000 + random.between(0, 5)),
        cidr: `10.9.${rule}.0/24`,
      });
  }
  for (const at of random.some([0, 1, 2, 3], 0.7)) {
    add('ztc_disk', `extra_${at}`, {
      site: CODES.jinqiao,
      category: random.pick(['ssd', 'efficient']),
      size_gib: 100 + DISK_STEP_GIB * number,
      name: `extra-${at}`,
      allow_replace: true,
      ...createFirst(at % 2 === 1),
    });
    if (random.chance(0.7))
      add('ztc_disk_attachment', `extra_${at}`, {
        disk_id: `\${ztc_disk.extra_${at}.id}`,
        instance_id: `\${${named('ztc_instance', 'jinqiao_system_hosts_app')}.id}`,
      });
  }
  return made;
}
