/** Codes of the control plane: its own table of meanings, and here what to do about each. */
import { API_ERRORS, type ApiErrorCode } from '../../controlplane/errors.ts';
import type { Localized } from '../../schema/model.ts';
import type { ErrorCode } from '../error-codes.ts';

const FIXES: Readonly<Record<ApiErrorCode, Localized>> = {
  'ZTC-API-UNSIGNED': {
    en: 'sign the request; ztc and its clients do',
    zh: '请对请求签名；ztc 及其客户端会自动签名',
  },
  'ZTC-API-MALFORMED_SIGNATURE': {
    en: 'send the header in the form that the OpenAPI document shows',
    zh: '按 OpenAPI 文档给出的格式发送签名头',
  },
  'ZTC-API-UNKNOWN_ACCESS_KEY': {
    en: 'use a key of .ztc/credentials.json, or one that the operator made',
    zh: '使用 .ztc/credentials.json 中或运营方发放的密钥',
  },
  'ZTC-API-SIGNATURE_MISMATCH': {
    en: 'check ZTC_SECRET_KEY, and that nothing between rewrites requests',
    zh: '检查 ZTC_SECRET_KEY，并确认中间没有代理改写请求',
  },
  'ZTC-API-BODY_ALTERED': { en: 'sign the very bytes that are sent', zh: '对实际发送的字节签名' },
  'ZTC-API-REQUEST_EXPIRED': {
    en: 'set the clock of the machine, and sign at the time of sending',
    zh: '校准本机时钟，并在发送时签名',
  },
  'ZTC-API-REQUEST_REPLAYED': {
    en: 'use a fresh nonce for every request, also when repeating one',
    zh: '每次请求（含重试）使用新的随机数',
  },
  'ZTC-API-PASSWORD_MISSING': {
    en: 'set TF_HTTP_USERNAME and TF_HTTP_PASSWORD to the access key and the secret key',
    zh: '将 TF_HTTP_USERNAME 与 TF_HTTP_PASSWORD 设为访问密钥与私有密钥',
  },
  'ZTC-API-PASSWORD_WRONG': {
    en: 'use a key pair of .ztc/credentials.json',
    zh: '使用 .ztc/credentials.json 中的密钥对',
  },
  'ZTC-API-OPERATOR_ONLY': {
    en: 'use the operator key (ZTC_OPERATOR_ACCESS_KEY, ZTC_OPERATOR_SECRET_KEY)',
    zh: '使用运营密钥（ZTC_OPERATOR_ACCESS_KEY、ZTC_OPERATOR_SECRET_KEY）',
  },
  'ZTC-API-TENANT_ONLY': {
    en: "use the tenant's key (ZTC_ACCESS_KEY, ZTC_SECRET_KEY)",
    zh: '使用租户密钥（ZTC_ACCESS_KEY、ZTC_SECRET_KEY）',
  },
  'ZTC-API-NOT_LOOPBACK': { en: 'connect from this machine by 127.0.0.1', zh: '请在本机经 127.0.0.1 访问' },
  'ZTC-API-UNKNOWN_ROUTE': { en: 'use a route of the OpenAPI document', zh: '使用 OpenAPI 文档中的路径' },
  'ZTC-API-UNKNOWN_TYPE': { en: 'use a type that docs/reference lists', zh: '使用 docs/reference 所列类型' },
  'ZTC-API-NOT_FOUND': {
    en: "check the id and the account; 'ztc drift' tells what is gone",
    zh: "检查标识与账户；'ztc drift' 可查看已消失的资源",
  },
  'ZTC-API-MALFORMED_REQUEST': {
    en: 'send what the OpenAPI document asks for',
    zh: '按 OpenAPI 文档发送请求',
  },
  'ZTC-API-BODY_TOO_LARGE': { en: 'send less in one request', zh: '减小单次请求体' },
  'ZTC-API-INVALID_TOKEN': {
    en: 'choose a token of 1 to 64 printable ASCII characters',
    zh: '使用 1 至 64 个可打印 ASCII 字符的令牌',
  },
  'ZTC-API-INVALID_CURSOR': { en: 'begin the list again without a cursor', zh: '不带游标重新列取' },
  'ZTC-API-INVALID_ATTRIBUTES': { en: 'correct the attributes that the problems name', zh: '更正所列的属性' },
  'ZTC-API-IMMUTABLE_ATTRIBUTE': {
    en: 'replace the object, or leave the attribute as it is',
    zh: '重建对象，或保持该属性不变',
  },
  'ZTC-API-REFERENCE_NOT_FOUND': {
    en: 'create the other object first, in the same account',
    zh: '先在同一账户创建被引用对象',
  },
  'ZTC-API-REFERENCE_OF_WRONG_TYPE': {
    en: "give the id of an object of a type that 'ztc explain TYPE' shows",
    zh: "填写 'ztc explain 类型' 所示类型的对象标识",
  },
  'ZTC-API-RULE_VIOLATION': {
    en: "follow the fix of the rule that is named; 'ztc explain RULE' shows an example",
    zh: "按所示规则修正；'ztc explain 规则' 给出示例",
  },
  'ZTC-API-ADDRESS_OUT_OF_RANGE': {
    en: 'choose a value of the range, or leave it out to get one',
    zh: '选用范围内的值，或留空由平台分配',
  },
  'ZTC-API-ADDRESS_IN_USE': {
    en: 'choose another value, or leave it out to get a free one',
    zh: '更换取值，或留空由平台分配',
  },
  'ZTC-API-POOL_EXHAUSTED': {
    en: 'release what is not used, or ask for a larger range',
    zh: '释放闲置资源，或申请更大的范围',
  },
  'ZTC-API-DEPENDENCY_VIOLATION': {
    en: 'delete or detach what still uses it first',
    zh: '先删除或解除仍在使用它的资源',
  },
  'ZTC-API-INCORRECT_STATUS': {
    en: 'wait until the object is ready, or decide its work order',
    zh: '等待对象就绪，或办理其工单',
  },
  'ZTC-API-IDEMPOTENT_PARAMETER_MISMATCH': {
    en: 'use a new token for a new request',
    zh: '新请求使用新的令牌',
  },
  'ZTC-API-TOKEN_VOID': {
    en: 'a run that came later has given this write up; use a new token for a new request',
    zh: '后续运行已放弃该写入；新请求请使用新的令牌',
  },
  'ZTC-API-STATE_LOCKED': {
    en: "wait for the run that is named; when it is dead, 'ztc state unlock' or 'terraform force-unlock'",
    zh: "等待所示运行结束；若其已终止，请执行 'ztc state unlock' 或 'terraform force-unlock'",
  },
  'ZTC-API-STATE_LOCK_LOST': {
    en: 'somebody has removed the lock: look at the state, then run again',
    zh: '锁已被他人解除：请检查状态后重新执行',
  },
  'ZTC-API-STATE_CONFLICT': {
    en: 'refresh and run again; an older version comes back by restoring it',
    zh: '刷新后重新执行；如需旧版本请使用恢复功能',
  },
  'ZTC-API-DUPLICATE': { en: 'choose another value', zh: '更换取值' },
  'ZTC-API-ORDER_DECIDED': {
    en: "nothing is left to decide; look at the order's outcome",
    zh: '工单已办结，请查看其结果',
  },
  'ZTC-API-PRECONDITION_FAILED': {
    en: 'read the object again, then repeat the change',
    zh: '重新读取对象后再修改',
  },
  'ZTC-API-QUOTA_EXCEEDED': {
    en: 'delete what is not needed, or let the operator raise the quota',
    zh: '删除闲置资源，或由运营方提高配额',
  },
  'ZTC-API-THROTTLED': {
    en: 'wait for Retry-After; clients do so by themselves',
    zh: '按 Retry-After 等待；客户端会自动处理',
  },
  'ZTC-API-INTERNAL': { en: 'report it with the request id', zh: '请附请求号反馈' },
  'ZTC-API-RULE_CRASHED': {
    en: 'this is a defect of a rule: report it with the request id',
    zh: '属于规则缺陷，请附请求号反馈',
  },
  'ZTC-API-STORE_FULL': {
    en: 'make room on the disk of the data folder; writes go on without a restart',
    zh: '请清理数据目录所在磁盘；释放空间后无需重启即可继续写入',
  },
  'ZTC-API-STORE_FAILED': {
    en: 'look after the disk, then start the control plane again: what was acknowledged is there',
    zh: '检查磁盘后重新启动控制面；已确认的写入不会丢失',
  },
  'ZTC-API-STORE_UNUSABLE': {
    en: 'give a folder that exists or can be made, and that may be written to',
    zh: '请指定可创建且可写入的目录',
  },
  'ZTC-API-UNAVAILABLE': { en: 'try again; clients do so by themselves', zh: '稍后重试；客户端会自动处理' },
  'ZTC-API-UNREACHABLE': {
    en: "check --endpoint, and 'ztc controlplane status'",
    zh: "检查 --endpoint 与 'ztc controlplane status'",
  },
  'ZTC-API-TIMEOUT': {
    en: 'decide the work order it waits for, or give a longer --wait',
    zh: '办理其等待的工单，或加大 --wait',
  },
  'ZTC-API-FAILED': {
    en: 'see the reason, correct the request and create the object again',
    zh: '按原因更正请求后重新创建',
  },
  'ZTC-API-CANCELLED': { en: 'run the command again', zh: '请重新执行' },
  'ZTC-API-OPERATOR_KEY_MISSING': {
    en: 'set ZTC_OPERATOR_ACCESS_KEY and ZTC_OPERATOR_SECRET_KEY, or work where .ztc/credentials.json is',
    zh: '设置 ZTC_OPERATOR_ACCESS_KEY 与 ZTC_OPERATOR_SECRET_KEY，或在含 .ztc/credentials.json 的目录中执行',
  },
};

export const API_CODES: readonly ErrorCode[] = (Object.keys(FIXES) as ApiErrorCode[]).map((code) => {
  const { text: meaning, status, retryable } = API_ERRORS[code];
  return {
    code,
    meaning,
    fix: FIXES[code],
    ...(status > 0 ? { status } : {}),
    ...(retryable ? { retryable } : {}),
  };
});
