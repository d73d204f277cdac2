/** Functions over lists, sets and maps. */

const MAPS = [
  '{a=1,b="x"}',
  'tomap({a=1})',
  '{}',
  'tomap({})',
  '[1]',
  'null',
  '"x"',
  '{a=null}',
  'tomap({a=[1]})',
];
const DEFAULTS = ['', ',"d"', ',1', ',null', ',[]', ',{}', ',true', ',[2]'];

const LISTS = [
  '[1,2,3]',
  '["a"]',
  '[]',
  'tolist([1,2])',
  'toset([1])',
  'null',
  '"abc"',
  '{}',
  'tolist([])',
  '[null]',
  '[1,"a",null]',
];
const INDEXES = ['0', '1', '3', '-1', '-4', '1.5', '"1"', 'null', '1e20', '9223372036854775807'];

export const sequences = (): string[] => [
  ...MAPS.flatMap((from) =>
    DEFAULTS.flatMap((rest) => ['"a"', '"z"', '1', 'null'].map((key) => `lookup(${from},${key}${rest})`)),
  ),
  ...LISTS.flatMap((list) => [
    ...INDEXES.flatMap((i) => [
      `element(${list},${i})`,
      `(${list})[${i}]`,
      `slice(${list},0,${i})`,
      `slice(${list},${i},2)`,
      `chunklist(${list},${i})`,
      `index(${list},${i})`,
      `contains(${list},${i})`,
    ]),
    ...'one reverse sort distinct compact flatten sum alltrue anytrue length concat keys values'
      .split(' ')
      .map((f) => `${f}(${list})`),
    `setproduct(${list},["x","y"])`,
    `zipmap(${list},[1])`,
    `zipmap(["a"],${list})`,
    `concat(${list},[1])`,
    `concat(${list},tolist(["z"]))`,
    `setunion(${list},["z"])`,
    `setintersection(${list},[1])`,
    `setsubtract(${list},[1])`,
    `matchkeys(${list},["a"],["a"])`,
    `matchkeys(["a","b"],${list},[1])`,
    `matchkeys([1],["x"],${list})`,
    `join(",",${list},["q"])`,
    `coalescelist(${list},[9])`,
    `transpose({a=${list}})`,
    `merge(${list},{})`,
    `formatlist("%s",${list})`,
    `max(${list}...)`,
  ]),
];
