/** Makes tests of scenarios: one each, several at the same time. */

import { afterAll, beforeAll, describe, it } from 'vitest';
import { TerraformPool } from '../../../support/terraform-pool.ts';
import { play } from './play.ts';
import type { Scenario } from './scenario.ts';

export function defineScenarios(topic: string, scenarios: readonly Scenario[]): void {
  let pool: TerraformPool;
  beforeAll(() => {
    pool = new TerraformPool();
  });
  afterAll(() => pool[Symbol.dispose]());

  describe.concurrent(topic, () => {
    for (const scenario of scenarios) {
      const title = `${scenario.row} ${scenario.name}`;
      if (scenario.missing !== undefined)
        it.fails(`${title} (not yet: ${scenario.missing})`, () => play(pool, scenario));
      else if (scenario.provider === undefined) it(title, () => play(pool, scenario));
      else it.skip(`${title} (Terraform has no provider "${scenario.provider}" here)`);
    }
  });
}
