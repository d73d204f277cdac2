/** Codes of the expression language: syntax, evaluation, functions, references. */
import type { ErrorText } from '../error-codes.ts';

export const EXPRESSION_CODES: Readonly<Record<string, ErrorText>> = {
  'ZTC-E-HCL-SYNTAX': {
    meaning: { en: 'an expression cannot be parsed', zh: '表达式语法错误' },
    fix: { en: 'correct it where the message points', zh: '按提示位置更正' },
  },
  'ZTC-E-HCL-TRAVERSAL': {
    meaning: {
      en: 'a plain reference is needed and an expression was given',
      zh: '此处须为静态引用，不能是表达式',
    },
    fix: { en: 'use attribute access and constant keys only', zh: '只用属性访问与常量下标' },
  },
  'ZTC-E-JSON-SYNTAX': {
    meaning: { en: 'the file is not JSON', zh: '文件不是合法 JSON' },
    fix: { en: 'correct it where the message points', zh: '按提示位置更正' },
  },
  'ZTC-E-TYPE-CONSTRAINT': {
    meaning: { en: 'a type is not written correctly', zh: '类型写法无效' },
    fix: {
      en: 'write a type such as list(string) or map(number)',
      zh: '写成如 list(string)、map(number) 的类型',
    },
  },
  'ZTC-E-EVAL-ATTR': {
    meaning: { en: 'an attribute is asked of a value that does not have it', zh: '值没有所取的属性' },
    fix: {
      en: 'use an attribute that exists, or test for null first',
      zh: '使用存在的属性，或先判断是否为 null',
    },
  },
  'ZTC-E-EVAL-CONDITION': {
    meaning: {
      en: 'a condition is not boolean, or its two results do not fit each other',
      zh: '条件不是布尔值，或两个结果类型不一致',
    },
    fix: { en: 'make both results the same type', zh: '使两个结果类型一致' },
  },
  'ZTC-E-EVAL-FOR': {
    meaning: {
      en: 'a for expression runs over something that has no elements, or yields doubled keys',
      zh: 'for 表达式的对象不可遍历或键重复',
    },
    fix: {
      en: 'run over a list, set or map, and group doubled keys with ...',
      zh: '遍历列表、集合或映射；重复键用 ... 归组',
    },
  },
  'ZTC-E-EVAL-INDEX': {
    meaning: { en: 'an index does not exist or is of the wrong kind', zh: '下标不存在或类型不符' },
    fix: {
      en: 'use an existing number or key, or lookup() with a default',
      zh: '使用存在的下标，或带缺省值的 lookup()',
    },
  },
  'ZTC-E-EVAL-KEY': {
    meaning: { en: 'a key of an object is null or not a text', zh: '对象的键为 null 或不是字符串' },
    fix: { en: 'use a known text', zh: '使用已知的字符串' },
  },
  'ZTC-E-EVAL-OPERAND': {
    meaning: { en: 'an operator is given a value that it cannot work with', zh: '运算符的操作数类型不符' },
    fix: { en: 'convert it first, or test for null', zh: '先转换类型或判断 null' },
  },
  'ZTC-E-EVAL-SPLAT': {
    meaning: { en: '[*] was applied to null', zh: '对 null 使用了 [*]' },
    fix: { en: 'give a list, or coalesce it with []', zh: '给出列表，或以 [] 兜底' },
  },
  'ZTC-E-EVAL-TEMPLATE': {
    meaning: { en: 'a value in a text template cannot become text', zh: '模板中的值无法转为字符串' },
    fix: { en: 'use jsonencode() for lists and objects', zh: '列表与对象请用 jsonencode()' },
  },
  'ZTC-E-FUNC-ARGUMENT': {
    meaning: {
      en: 'a function is given the wrong number or type of arguments',
      zh: '函数的参数个数或类型不符',
    },
    fix: { en: 'give what the function takes', zh: '按函数要求给出参数' },
  },
  'ZTC-E-FUNC-FAILED': {
    meaning: { en: 'a function refuses its arguments', zh: '函数拒绝了参数' },
    fix: {
      en: 'read the reason in the message; wrap it in try() where failing is expected',
      zh: '查看提示原因；可预期的失败用 try() 包裹',
    },
  },
  'ZTC-E-FUNC-UNKNOWN': {
    meaning: { en: 'there is no such function', zh: '不存在该函数' },
    fix: { en: 'correct the name', zh: '更正函数名' },
  },
  'ZTC-E-FUNC-UNSUPPORTED': {
    meaning: {
      en: "the function exists in Terraform, and not in ztc's engine",
      zh: 'Terraform 有此函数，ztc 引擎不支持',
    },
    fix: { en: 'do without it, or use Terraform for this configuration', zh: '避免使用，或改用 Terraform' },
  },
  'ZTC-E-REF-ATTRIBUTE': {
    meaning: { en: 'the object that is referred to has no such attribute', zh: '被引用对象没有该属性' },
    fix: { en: "use an attribute that 'ztc explain TYPE' lists", zh: "使用 'ztc explain 类型' 所列属性" },
  },
  'ZTC-E-REF-IGNORED': {
    meaning: {
      en: 'ignore_changes names an attribute that the type does not have',
      zh: 'ignore_changes 引用了该类型没有的属性',
    },
    fix: { en: 'use the name of an attribute of the type', zh: '请使用该类型的属性名' },
  },
  'ZTC-E-REF-INCOMPLETE': {
    meaning: { en: 'a reference names a type and no object', zh: '引用只有类型没有名称' },
    fix: { en: 'write type.name.attribute', zh: '写成 类型.名称.属性' },
  },
  'ZTC-E-REF-INSTANCE-KEY': {
    meaning: {
      en: 'an index is missing, or there are no instances to index',
      zh: '缺少实例下标，或该资源没有实例下标',
    },
    fix: {
      en: 'write [0] or ["key"] exactly where count or for_each is used',
      zh: '仅在使用 count 或 for_each 时写 [0] 或 ["键"]',
    },
  },
  'ZTC-E-REF-REPETITION': {
    meaning: {
      en: 'count.index or each.key is used where nothing is repeated',
      zh: '未使用 count 或 for_each 却引用了 count.index 或 each.key',
    },
    fix: {
      en: 'use it inside a resource that has count or for_each',
      zh: '仅在带 count 或 for_each 的资源中使用',
    },
  },
  'ZTC-E-REF-SELF': {
    meaning: { en: 'self can be used in postconditions only', zh: 'self 只能用于 postcondition' },
    fix: { en: 'name the resource instead', zh: '改为写明资源' },
  },
  'ZTC-E-REF-UNDECLARED': {
    meaning: { en: 'nothing of this name is declared', zh: '引用的对象未声明' },
    fix: { en: 'correct the name, or declare it', zh: '更正名称或补充声明' },
  },
  'ZTC-E-REF-UNKNOWN': {
    meaning: { en: 'nothing of this name can be referred to', zh: '不存在可引用的此名称' },
    fix: { en: 'correct the name', zh: '更正名称' },
  },
};
