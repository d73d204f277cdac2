import type { Localized } from './model.ts';
import type { ProblemKeyword } from './validate.ts';

/** What is wrong, by keyword. `{name}` is the attribute. */
const WHAT: Readonly<Record<ProblemKeyword, Localized>> = {
  'unknown-attribute': { en: 'there is no attribute {name}', zh: '不存在属性 {name}' },
  computed: { en: '{name} is decided by the platform', zh: '{name} 由平台决定' },
  required: { en: '{name} is missing', zh: '缺少 {name}' },
  type: { en: '{name} has the wrong type', zh: '{name} 的类型不正确' },
  enum: { en: '{name} is none of the allowed values', zh: '{name} 不在允许值之内' },
  minimum: { en: '{name} is too small', zh: '{name} 过小' },
  exclusiveMinimum: { en: '{name} is too small', zh: '{name} 过小' },
  maximum: { en: '{name} is too large', zh: '{name} 过大' },
  minLength: { en: '{name} is too short', zh: '{name} 过短' },
  maxLength: { en: '{name} is too long', zh: '{name} 过长' },
  pattern: { en: '{name} does not have the required form', zh: '{name} 的格式不符' },
  format: { en: '{name} does not have the required form', zh: '{name} 的格式不符' },
  minItems: { en: '{name} has too few elements', zh: '{name} 的元素过少' },
  maxItems: { en: '{name} has too many elements', zh: '{name} 的元素过多' },
  uniqueItems: { en: '{name} has an element twice', zh: '{name} 含重复元素' },
  exactlyOneOf: { en: 'exactly one of several attributes has to be given', zh: '须且只须给出其中一个属性' },
};

const REFUSED = { code: 'ZTC-E-CONFIG-REFUSED', summary: 'Invalid value' } as const;
const CODES: Readonly<Partial<Record<ProblemKeyword, { readonly code: string; readonly summary: string }>>> =
  {
    'unknown-attribute': { code: 'ZTC-E-CONFIG-ARGUMENT', summary: 'Unsupported argument' },
    computed: { code: 'ZTC-E-CONFIG-COMPUTED', summary: 'Value for a read-only attribute' },
    required: { code: 'ZTC-E-CONFIG-MISSING', summary: 'Missing required argument' },
    type: { code: 'ZTC-E-CONFIG-TYPE-MISMATCH', summary: 'Incorrect attribute value type' },
    exactlyOneOf: { code: 'ZTC-E-CONFIG-EXACTLY-ONE', summary: 'Invalid combination of arguments' },
  };

/** What a mistake is called, whoever finds it: an audit, a plan. */
export const problemCode = (keyword: ProblemKeyword): { readonly code: string; readonly summary: string } =>
  CODES[keyword] ?? REFUSED;

/** A refusal by the schema in words, and what to do about it. `name` is the dotted path of the attribute. */
export function problemText(
  keyword: ProblemKeyword,
  name: string,
): { readonly what: Localized; readonly fix: Localized } {
  const { en, zh } = WHAT[keyword];
  return {
    what: { en: en.replace('{name}', name), zh: zh.replace('{name}', name) },
    fix:
      keyword === 'required'
        ? { en: 'give a value', zh: '请给出值' }
        : keyword === 'unknown-attribute' || keyword === 'computed'
          ? { en: 'remove it', zh: '请删除' }
          : { en: 'use an allowed value', zh: '请使用允许的值' },
  };
}
