import type { SourceLocation } from '../../src/graph/node.ts';
import type { Localized } from '../../src/schema/model.ts';
import type { IConstruct } from './engine.ts';
import { renderError } from './render.ts';
import { formatSource, sourceOf, userFrame } from './source.ts';

/** An error as data: what a terminal, an editor or `ztc synth` needs to show it. */
export interface ErrorData {
  /** Stable: `CDK-102`. `ztc explain` knows more. */
  readonly code: ErrorCode | `ZTC-E-${string}`;
  readonly what: Localized;
  readonly value?: unknown;
  readonly allowed?: unknown;
  /** Line of the program and path of the construct, as text; the two fields below have the parts. */
  readonly where?: string;
  readonly constructPath?: string;
  readonly source?: SourceLocation;
  readonly fix: Localized;
}

/** Every code, with what it stands for. 1xx construction, 2xx the tree as a whole, 3xx the synthesized configuration. */
export const ERROR_CODES = {
  'CDK-101': { en: 'no site in scope', zh: '作用域内没有站点' },
  'CDK-102': { en: 'construct used as a value', zh: '将构造直接当作值使用' },
  'CDK-103': { en: 'unknown attribute', zh: '未知属性' },
  'CDK-104': { en: 'logical id overridden too late', zh: '逻辑标识覆盖过晚' },
  'CDK-105': { en: 'move to index 0 is lost', zh: '移动到下标 0 会丢失' },
  'CDK-106': { en: 'attribute does not exist', zh: '属性不存在' },
  'CDK-107': { en: 'bad waiver', zh: '豁免填写有误' },
  'CDK-108': { en: 'contradicting arguments', zh: '参数相互矛盾' },
  'CDK-201': { en: 'resource outside a stack', zh: '资源不在任何栈中' },
  'CDK-202': { en: 'stack names collide', zh: '栈名冲突' },
  'CDK-203': { en: 'validation failed', zh: '校验未通过' },
  'CDK-204': { en: 'error annotation', zh: '错误级注解' },
  'CDK-205': { en: 'aspects never settle', zh: '切面无法收敛' },
  'CDK-206': { en: 'dependency cannot be expressed', zh: '依赖无法表达' },
  'CDK-207': { en: 'nothing to synthesize', zh: '没有可合成的内容' },
  'CDK-301': { en: 'addresses collide', zh: '资源地址冲突' },
  'CDK-302': { en: 'resource cannot be rendered', zh: '资源无法渲染' },
  'CDK-303': { en: 'late value was inspected', zh: '对后定值进行了字符串操作' },
  'CDK-304': { en: 'unescaped interpolation', zh: '插值未转义' },
  'CDK-305': { en: 'dependency on a resource of another stack', zh: '依赖了其他栈的资源' },
  'CDK-306': { en: 'duplicate provider', zh: '提供者重复' },
  'CDK-307': { en: 'credentials would be copied', zh: '凭证将被复制' },
  'CDK-308': { en: 'lifecycle names an unknown attribute', zh: '生命周期引用了未知属性' },
  'CDK-309': { en: 'schema violation', zh: '不符合资源模式' },
  'CDK-310': { en: 'rule could not be evaluated', zh: '规则未能求值' },
  'CDK-311': { en: 'waiver cannot stand', zh: '豁免不成立' },
} as const satisfies Record<string, Localized>;

export type ErrorCode = keyof typeof ERROR_CODES;

export type ErrorDetails = Omit<ErrorData, 'where' | 'code' | 'constructPath'>;

/** Describes an error at a construct. */
export function errorAt(
  construct: IConstruct | undefined,
  code: ErrorCode,
  details: ErrorDetails,
): ErrorData {
  const { source = construct && sourceOf(construct), ...rest } = details;
  const constructPath = construct?.node.path || undefined;
  const where = [source && formatSource(source), constructPath].filter(Boolean).join('  ');
  return {
    code,
    ...rest,
    ...(where ? { where } : {}),
    ...(constructPath ? { constructPath } : {}),
    ...(source ? { source } : {}),
  };
}

const ZTC_ERROR = Symbol.for('ztc.error');

/** What the library throws: always data, and a message that shows all of it. */
export class ZtcError extends Error {
  readonly errors: readonly ErrorData[];

  constructor(errors: readonly ErrorData[]) {
    super(errors.map((error) => renderError(error)).join('\n'));
    this.name = 'ZtcError';
    this.errors = errors;
    Object.defineProperty(this, ZTC_ERROR, { value: true });
  }

  static isZtcError(value: unknown): value is ZtcError {
    return typeof value === 'object' && value !== null && ZTC_ERROR in value;
  }
}

function thrown(construct: IConstruct | undefined, code: ErrorCode, details: ErrorDetails): ZtcError {
  const source = details.source ?? userFrame(thrown);
  return new ZtcError([errorAt(construct, code, { ...details, ...(source ? { source } : {}) })]);
}

/** Errors in how the library is used, thrown where the mistake is made. */
export const misuse = {
  noSite: (construct: IConstruct) =>
    thrown(construct, 'CDK-101', {
      what: { en: 'there is no Site above this construct', zh: '该构造的上级没有站点（Site）' },
      fix: {
        en: "put it below `new Site(stack, 'id', { code: 'sh-jq' })`, or pass `site`",
        zh: "将其置于 `new Site(stack, 'id', { code: 'sh-jq' })` 之下，或传入 `site`",
      },
    }),
  constructAsValue: (construct: IConstruct, property: string, value: IConstruct) =>
    thrown(construct, 'CDK-102', {
      what: {
        en: `${property} was given the construct ${value.node.path} where a value belongs`,
        zh: `${property} 需要一个值，却传入了构造 ${value.node.path}`,
      },
      fix: { en: `pass one of its attributes, such as \`.id\``, zh: '请传入其属性，例如 `.id`' },
    }),
  unknownAttribute: (construct: IConstruct, name: string, allowed: readonly string[]) =>
    thrown(construct, 'CDK-103', {
      what: { en: `there is no argument ${name}`, zh: `不存在参数 ${name}` },
      value: name,
      allowed,
      fix: { en: 'use one of the allowed names', zh: '请使用允许的参数名' },
    }),
  lateOverride: (construct: IConstruct, id: string) =>
    thrown(construct, 'CDK-104', {
      what: {
        en: `the logical id is already in use and cannot become ${id}`,
        zh: `逻辑标识已被使用，无法改为 ${id}`,
      },
      value: id,
      fix: {
        en: 'call overrideLogicalId right after creating the resource',
        zh: '请在创建资源后立即调用 overrideLogicalId',
      },
    }),
  moveToFirst: (construct: IConstruct, target: string) =>
    thrown(construct, 'CDK-105', {
      what: {
        en: `moving to index 0 of ${target} would lose the index`,
        zh: `移动到 ${target} 的下标 0 会丢失下标`,
      },
      fix: { en: `use moveToId with "type.name[0]"`, zh: '请使用 moveToId 并写明 "type.name[0]"' },
    }),
  noSuchAttribute: (construct: IConstruct, attribute: string, fields: readonly { attribute: string }[]) =>
    thrown(construct, 'CDK-106', {
      what: { en: `there is no attribute ${attribute}`, zh: `不存在属性 ${attribute}` },
      value: attribute,
      allowed: fields.map((field) => field.attribute),
      fix: { en: 'use one of the allowed attributes', zh: '请使用允许的属性' },
    }),
  badWaiver: (construct: IConstruct, property: string, value: unknown, fix: Localized) =>
    thrown(construct, 'CDK-107', {
      what: { en: `${property} of the waiver is not valid`, zh: `豁免的 ${property} 无效` },
      value,
      fix,
    }),
  contradiction: (construct: IConstruct, what: Localized, fix: Localized, value?: unknown) =>
    thrown(construct, 'CDK-108', { what, fix, ...(value === undefined ? {} : { value }) }),
};
