/** Every function with arguments of every shape, and every pair of shapes where types have to agree. */

import { createFunctions } from '../../../../src/hcl/functions.ts';
import { createPicker } from '../cases.ts';

const SIMPLE = [
  'null',
  '""',
  '"a"',
  '"é ß"',
  '"10"',
  '"1.5"',
  '0',
  '1',
  '-1',
  '2.5',
  '1e30',
  'true',
  '"true"',
];
const COLLECTIONS = [
  '[]',
  '[1]',
  '["b","a",null]',
  '[1,"a"]',
  '[true,"x"]',
  '{}',
  '{a=1}',
  '{a="x",b=2}',
  '{b=true,a=null}',
  'tolist(["b","a"])',
  'tolist([])',
  'toset(["b","a"])',
  'toset([])',
  'tomap({b="1",a="2"})',
  'tomap({})',
  '[[1],[2,3]]',
  '[["a"],[]]',
  '[{a=1},{a=2}]',
  'tolist([3,1,2])',
  'toset([2,1])',
  '[{a=1},{b="x"}]',
  'tolist([{a=1,b="c"}])',
  '[[[1,null]],["x"]]',
];
const TEXTS = ['"10.0.0.0/8"', '"2020-01-01T00:00:00Z"', '"a,b\\n1,2"', '"{\\"a\\":1}"', '"[a]"', '"YWJj"'];
const VALUES = [...SIMPLE, ...COLLECTIONS, ...TEXTS];

/** Results are random or of the day, need files, or differ in bytes that mean nothing; they have cases of their own. */
const APART =
  /^(?:uuid|timestamp|plantimestamp|bcrypt|rsadecrypt|base64gzip|file|filebase64|templatefile|templatestring|pow|log|type|list|map)$|^file.*(?:md5|sha)|::|^(?:urldecode|base64gunzip|cidrcontains|setsymmetricdifference)$/;

export function functionShapes(): string[] {
  const pick = createPicker(7);
  const some = (count: number, of: () => string): string[] => Array.from({ length: count }, of);
  return [...createFunctions()].flatMap(([name, { params, variadic }]) => {
    if (APART.test(name)) return [];
    const call = (count: number): string => `${name}(${some(count, () => pick(VALUES)).join(', ')})`;
    const most = variadic ? 3 : params.length;
    return [
      ...(params.length <= 1 ? VALUES.map((v) => `${name}(${v})`) : []),
      ...(params.length <= 2 && most >= 2 ? some(150, () => call(2)) : []),
      ...(most >= 3 ? some(80, () => call(3)) : []),
    ];
  });
}

const MORE = [
  'tostring(null)',
  'tolist([["a"],[]])',
  'tolist([null,"a"])',
  'toset([{a=1},{a=2}])',
  'tomap({x={a=1}})',
  'tomap({x=[1]})',
  '[null]',
  '[null,null]',
  '{a=null}',
  '{a=[]}',
  '{a=[1],b=["x"]}',
  '[tolist([1]),["a"]]',
  '{a=tomap({x=1}),b={y="z"}}',
  '[[],[1]]',
  '[{},{a=1}]',
  '[[1,"a"],[true]]',
  'convert({a=1},map(any))',
  'convert(null,list(string))',
  'convert(null,object({a=string}))',
  'convert([],list(any))',
];
const TYPED = [...SIMPLE, ...COLLECTIONS, ...MORE];

const TYPES = [
  'string',
  'number',
  'bool',
  'any',
  'list(string)',
  'list(any)',
  'list(number)',
  'set(string)',
  'set(any)',
  'map(string)',
  'map(any)',
  'list(list(any))',
  'map(list(any))',
  'tuple([string])',
  'tuple([any,any])',
  'tuple([])',
  'object({})',
  'object({a=string})',
  'object({a=any})',
  'object({a=optional(string)})',
  'object({a=optional(number,5),c=optional(string,"d")})',
  'object({a=number,b=optional(any)})',
  'list(object({a=optional(string,"x")}))',
  'map(object({a=any}))',
  'set(object({a=number}))',
  'list(map(any))',
  'list(tuple([any]))',
  'object({a=list(any)})',
  'map(map(string))',
];

export const conversions = (): string[] =>
  TYPED.flatMap((v) => [
    ...TYPES.map((type) => `convert(${v}, ${type})`),
    ...['tostring', 'tonumber', 'tobool', 'tolist', 'toset', 'tomap'].map((f) => `${f}(${v})`),
  ]);

/** What one value may be used for. */
export const uses = (): string[] =>
  TYPED.flatMap((v) => [
    `-(${v})`,
    `!(${v})`,
    `"\${${v}}"`,
    `"x\${${v}}"`,
    `[for x in ${v} : x]`,
    `{for k,v in ${v} : k => v}`,
    `{for k,v in ${v} : "z" => v...}`,
    `[for x in ${v} : x if x]`,
    `(${v})[*]`,
    `(${v}).*`,
    `(${v})[*].a`,
    `(${v}).*.a`,
    `(${v})[*][0]`,
    `(${v}).a`,
    `(${v})[0]`,
    `(${v})["a"]`,
    `(${v}).0`,
    `(${v})[null]`,
    `(${v})[1.5]`,
    `"%{for x in ${v}}<\${x}>%{endfor}"`,
    `"%{if ${v}}y%{else}n%{endif}"`,
    `concat(${v}...)`,
    `{(${v})=1}`,
    `(${v}) ? 1 : 2`,
  ]);

/** A part of all pairs, because there are thousands. */
export function pairs(): string[] {
  const pick = createPicker(11);
  return TYPED.flatMap((a) =>
    Array.from({ length: 20 }, () => pick(TYPED)).flatMap((b) => [
      pick([`true ? ${a} : ${b}`, `false ? ${a} : ${b}`]),
      pick([`${a} == ${b}`, `${a} != ${b}`, `(${a})[${b}]`]),
      pick([`tolist([${a}, ${b}])`, `toset([${a}, ${b}])`, `tomap({a=${a}, b=${b}})`]),
      pick([`${a} < ${b}`, `${a} && ${b}`, `${a} || ${b}`, `${a} + ${b}`]),
    ]),
  );
}
