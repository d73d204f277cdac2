/** Labels of explanations in both languages. */
import type { AttributeMode, Localized, WorkOrderSpec } from '../schema/model.ts';
import type { Language } from './language.ts';

const word = (en: string, zh: string): Localized => ({ en, zh });

export const SEVERITIES = {
  error: word('error', '错误'),
  warning: word('warning', '警告'),
  info: word('info', '提示'),
} as const;

export const PHASES = {
  synth: word('decided at synth', '合成时判定'),
  plan: word('decided at plan', '计划时判定'),
  apply: word('decided at apply', '执行时判定'),
  runtime: word('visible while running', '运行时可见'),
} as const;

export const BASES = {
  explicit: word('said by the whitepaper', '白皮书明示'),
  derived: word('follows from the whitepaper', '由白皮书推得'),
  assumed: word('assumption of the project', '本项目假定'),
} as const;

export const SCOPES = {
  request: word('the control plane refuses a request that breaks it', '违反时控制面拒绝该请求'),
  design: word(
    'only the whole design can be judged; the control plane does not ask',
    '仅对整体设计判定，控制面不检查',
  ),
} as const;

export const MODES: Readonly<Record<AttributeMode, Localized>> = {
  required: word('required', '必填'),
  optional: word('optional', '可选'),
  computed: word('computed', '平台给出'),
  optional_computed: word('optional, else computed', '可选，缺省由平台给出'),
};

export const DECIDERS: Readonly<Record<WorkOrderSpec['by'], Localized>> = {
  operator: word('the operator', '运维人员'),
  peer_account: word('the other account', '对端账户'),
  third_party: word('a third party', '第三方'),
};

export interface Labels {
  readonly section: (section: string) => string;
  readonly clause: string;
  readonly judges: string;
  readonly speaksOf: string;
  readonly everyType: string;
  readonly reads: string;
  readonly hides: string;
  readonly messages: string;
  readonly fix: string;
  readonly wrong: string;
  readonly right: string;
  readonly before: string;
  readonly after: (planned: string | undefined) => string;
  readonly noRule: string;
  readonly unaccounted: string;
  readonly attributes: string;
  readonly exactlyOne: string;
  readonly life: string;
  readonly create: string;
  readonly update: string;
  readonly remove: string;
  readonly orderBy: (decider: string) => string;
  readonly orderWhen: (attribute: string) => string;
  readonly fills: string;
  readonly refiles: string;
  readonly ready: string;
  readonly failed: string;
  readonly constraints: string;
  readonly assumed: string;
  readonly local: string;
  readonly dataSource: string;
  readonly resource: string;
  readonly length: string;
  readonly elements: string;
  readonly defaultIs: string;
  readonly refersTo: string;
  readonly forceNew: string;
  readonly sensitive: string;
  readonly writeOnly: string;
  readonly knownWhen: (status: string) => string;
  readonly neverShrinks: string;
  readonly seconds: (from: number, to: number) => string;
  readonly status: string;
  readonly retryable: string;
}

export const LABELS: Readonly<Record<Language, Labels>> = {
  en: {
    section: (section) => `whitepaper §${section}`,
    clause: 'clause',
    judges: 'judges',
    speaksOf: 'speaks of',
    everyType: 'every type',
    reads: 'reads',
    hides: 'hides, when violated',
    messages: 'messages',
    fix: 'fix',
    wrong: 'wrong',
    right: 'right',
    before: 'before the change',
    after: (planned) =>
      `after the change, planned ${planned === undefined ? 'as the schema demands' : `as ${planned}`}`,
    noRule: 'no rule decides this',
    unaccounted: 'nothing accounts for it',
    attributes: 'attributes',
    exactlyOne: 'exactly one of',
    life: 'life',
    create: 'creation',
    update: 'change',
    remove: 'deletion',
    orderBy: (decider) => `work order, completed by ${decider}`,
    orderWhen: (attribute) => `only when ${attribute} is given`,
    fills: 'fills in',
    refiles: 'filed again when one of these changes',
    ready: 'usable as',
    failed: 'final failures',
    constraints: 'constraints',
    assumed: 'assumption of the project',
    local: 'lives in the state only, no object on the platform',
    dataSource: 'data source',
    resource: 'resource',
    length: 'length',
    elements: 'elements',
    defaultIs: 'default',
    refersTo: 'refers to',
    forceNew: 'a change replaces the object',
    sensitive: 'sensitive',
    writeOnly: 'write-only',
    knownWhen: (status) => `known once ${status}`,
    neverShrinks: 'never shrinks',
    seconds: (from, to) => `${from} to ${to} s`,
    status: 'HTTP status',
    retryable: 'clients repeat the request by themselves',
  },
  zh: {
    section: (section) => `白皮书 §${section}`,
    clause: '条款摘要',
    judges: '判定对象',
    speaksOf: '涉及',
    everyType: '所有类型',
    reads: '读取',
    hides: '违反时隐去',
    messages: '消息',
    fix: '修正',
    wrong: '错误示例',
    right: '正确示例',
    before: '变更前',
    after: (planned) => `变更后，计划动作${planned === undefined ? '依模式而定' : `为 ${planned}`}`,
    noRule: '没有规则判定此约束',
    unaccounted: '尚无说明',
    attributes: '属性',
    exactlyOne: '须且仅须给出其一',
    life: '生命周期',
    create: '创建',
    update: '变更',
    remove: '删除',
    orderBy: (decider) => `工单，由${decider}办理`,
    orderWhen: (attribute) => `仅在给出 ${attribute} 时`,
    fills: '填写',
    refiles: '以下属性变更时重新提单',
    ready: '可用状态',
    failed: '失败终态',
    constraints: '约束',
    assumed: '本项目假定',
    local: '仅存在于状态文件，平台上无对应资源',
    dataSource: '数据源',
    resource: '资源',
    length: '长度',
    elements: '个数',
    defaultIs: '缺省',
    refersTo: '引用',
    forceNew: '变更需重建',
    sensitive: '敏感',
    writeOnly: '只写',
    knownWhen: (status) => `${status} 后可知`,
    neverShrinks: '只增不减',
    seconds: (from, to) => `${from} 至 ${to} 秒`,
    status: 'HTTP 状态码',
    retryable: '客户端会自动重试',
  },
};
