import type { Localized } from '../schema/model.ts';

export type Language = 'en' | 'zh';

/** The language that the environment asks for: `ZTC_LANG`, then the locale, English where neither says Chinese. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const wanted = env.ZTC_LANG ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '';
  return wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function inLanguage(text: Localized, language: Language): string {
  return text[language];
}
