import { CliError } from './errors.ts';

/** Splits `name=value`; the value may contain more equals signs. */
export function assignment(text: string, option: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  if (at <= 0) {
    throw new CliError({
      code: 'ZTC-CLI-BAD_ASSIGNMENT',
      what: { en: `${option} takes name=value`, zh: `${option} 的形式为 name=value` },
      value: text,
      fix: { en: `write ${option} name=value`, zh: `请写成 ${option} name=value` },
    });
  }
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}
