/** What has to be true of the database when nothing is under way any more. */

import { firstBreak } from '../../../src/controlplane/audit.ts';
import { quotaKey } from '../../../src/controlplane/mutate/create.ts';
import type { World } from '../time/world.ts';
import type { PlatformDisk } from './disk.ts';
import type { Watch } from './watch.ts';

interface Check {
  readonly promise: string;
  /** Every row that it finds is a broken promise. */
  readonly sql: string;
}

const LIVE = "phase <> 'delete'";

const CHECKS: readonly Check[] = [
  {
    promise: 'every object was made under one token',
    sql: `SELECT resource.id, count(creation.id) AS tokens FROM resource
          LEFT JOIN creation ON creation.id = resource.id GROUP BY resource.id HAVING tokens <> 1`,
  },
  {
    promise: 'every creation is in the audit trail once',
    sql: `SELECT resource.id, count(audit.seq) AS entries FROM resource
          LEFT JOIN audit ON audit.resource_id = resource.id AND audit.action = 'create'
          GROUP BY resource.id HAVING entries <> 1`,
  },
  {
    promise: 'every revision is in the audit trail',
    sql: `SELECT resource.id, rev, max(rev_after) AS last FROM resource
          LEFT JOIN audit ON audit.resource_id = resource.id GROUP BY resource.id HAVING last IS NOT rev`,
  },
  {
    promise: 'quota counters count objects',
    sql: `SELECT account, type, live, value FROM
          (SELECT account, type, sum(${LIVE}) AS live FROM resource GROUP BY account, type)
          LEFT JOIN counter ON name = 'used ' || account || ' ' || type WHERE coalesce(value, 0) <> live`,
  },
  {
    promise: 'nothing refers to what is gone',
    sql: `SELECT edge.from_id, edge.to_id FROM edge JOIN resource AS a ON a.id = edge.from_id
          JOIN resource AS b ON b.id = edge.to_id
          WHERE weak = 0 AND a.phase <> 'delete' AND b.phase = 'delete'`,
  },
  {
    promise: 'no two own the same of a pool',
    sql: `SELECT a.pool, a.scope, a.owner, b.owner AS other FROM allocation AS a JOIN allocation AS b
          ON a.pool = b.pool AND a.scope = b.scope AND a.first < b.first AND a.last >= b.first`,
  },
];

const ONCE: Check = {
  promise: 'a token updates once',
  sql: `SELECT changes, count(*) AS times FROM audit WHERE action = 'update' AND changes LIKE '%once-%'
        GROUP BY changes HAVING times > 1`,
};

export function checkAtRest(world: World, disk: PlatformDisk, watch: Watch): void {
  const { bench } = disk;
  for (const { promise, sql } of world.tokensRunOut ? CHECKS : [...CHECKS, ONCE])
    for (const row of bench.rows(sql)) world.violate(promise, JSON.stringify(row));
  const broken = firstBreak(bench.reader);
  if (broken !== null) world.violate('the audit trail is whole', `entry ${broken} does not follow`);
  for (const [id, { rev }] of watch.acknowledged) {
    const there = bench.reader.resource(id)?.rev ?? 0;
    if (there < rev)
      world.violate('acknowledged writes stay', `${id} rev ${rev} was acknowledged, rev ${there} is there`);
  }
  checkQuotas(world, disk);
}

function checkQuotas(world: World, { bench }: PlatformDisk): void {
  const used = bench.rows(`SELECT account, type, sum(${LIVE}) AS live FROM resource GROUP BY account, type`);
  for (const { account, type, live } of used) {
    const limit = bench.reader.meta(quotaKey(String(account), String(type)));
    if (typeof limit === 'number' && Number(live) > limit)
      world.violate('quotas are kept', `${account} has ${live} ${type} of ${limit}`);
  }
}
