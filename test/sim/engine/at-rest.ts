/** Objects of the platform are the objects of the state, and nothing is left to be done. */

import { identitiesOf } from '../../../src/engine/state/identity.ts';
import type { Bench } from '../platform/disk.ts';
import type { World } from '../time/world.ts';
import type { Project } from './project.ts';

export function checkProject(world: World, bench: Bench, { account, place, journal }: Project): void {
  const rows = bench.rows("SELECT id FROM resource WHERE account = ? AND phase <> 'delete'", account.name);
  const there = new Set(rows.map(({ id }) => String(id)));
  const known = [...place.present().instances.values()].flatMap(identitiesOf);
  const held = new Set(known);
  for (const id of there)
    if (!held.has(id)) world.violate('no orphans', `${account.name}: ${id} is in no state`);
  for (const id of held)
    if (!there.has(id)) world.violate('nothing is lost', `${account.name}: ${id} is gone`);
  if (held.size !== known.length)
    world.violate('one address per object', `${account.name}: ${known.join(' ')}`);
  if (journal.bytes) world.violate('the journal is empty', `${account.name}: ${journal.bytes.length} bytes`);
}
