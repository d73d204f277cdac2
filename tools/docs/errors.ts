/** The page of all error codes. */
import { ERROR_LAYERS } from '../../src/cli/error-codes.ts';
import { both, code, page, stacked, table } from './markdown.ts';

export async function errorsPage(): Promise<string> {
  const parts = await Promise.all(
    ERROR_LAYERS.map(async (layer) => {
      const codes = await layer.load();
      const rows = codes
        .toSorted((a, b) => (a.code < b.code ? -1 : 1))
        .map(({ code: name, meaning, fix, status, retryable }) => {
          const http =
            status === undefined ? '' : `\nHTTP ${status}${retryable ? ', repeated by clients' : ''}`;
          return [`${code(name)}${http}`, stacked(meaning), stacked(fix)];
        });
      return [`## ${both(layer.titles)}`, table(['code', 'meaning', 'fix'], rows)];
    }),
  );
  return page([
    '# Error codes · 错误码',
    'Codes are stable: scripts may compare them. `ztc explain CODE` shows the same in English or Chinese. Violations of the ' +
      'whitepaper carry the id of their rule instead (`ZTC-VPC-003`), see [rules](README.md#rules). `{name}` stands for what is at hand.',
    ...parts.flat(),
  ]);
}
