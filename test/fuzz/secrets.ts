/** Whether a value is made of something sensitive, as far as the generator can tell. */

import { addressOf, type Body, type Program, type Value } from './program.ts';

export function isSecret(value: Value, body: Body, program: Program, seen = new Set<string>()): boolean {
  const text = JSON.stringify(value.json);
  if (body.variables.some(({ name, sensitive }) => sensitive && new RegExp(`var\\.${name}\\b`).test(text)))
    return true;
  const secret = (inner: Value | undefined): boolean =>
    inner !== undefined && isSecret(inner, body, program, seen);
  return value.uses.some((use) => {
    const item = body.items.find(({ name }) => name === use);
    if (!item || seen.has(use)) return false;
    if (item.item === 'local') {
      seen.add(use);
      return secret(item.value);
    }
    if (item.item === 'call')
      return (program.modules[item.module]?.outputs ?? []).some(({ sensitive }) => sensitive);
    const inputs = new RegExp(`${addressOf(item).replace('.', '\\.')}\\b(\\[[^\\]]*\\])?\\.input\\b`);
    return inputs.test(text.replaceAll('\\"', '"')) && secret(item.input);
  });
}
