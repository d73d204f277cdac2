import type { Scenario } from '../harness/scenario.ts';
import { data } from './building-blocks.ts';

export const LIFECYCLE: readonly Scenario[] = [
  {
    row: '1',
    name: 'references and an update that spreads',
    steps: ['one', 'two'].map((input) => ({
      exit: 2,
      config: data(
        {
          a: { input },
          b: { input: '${terraform_data.a.output}-b' },
          c: { input: 1, depends_on: ['terraform_data.b'] },
        },
        { output: { all: { value: '${[terraform_data.a.output, terraform_data.b.output]}' } } },
      ),
    })),
  },
];
