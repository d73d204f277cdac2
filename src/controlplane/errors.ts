import type { Localized } from '../schema/model.ts';

interface ErrorKind {
  readonly status: number;
  /** The same request may succeed later; clients repeat it by themselves with the same token. */
  readonly retryable: boolean;
  readonly text: Localized;
  /** A failure of the service after which it is certain that nothing was done. */
  readonly undone?: true;
}

type Traits = Partial<Pick<ErrorKind, 'retryable' | 'undone'>>;

const kind = (status: number, en: string, zh: string, traits: Traits = {}): ErrorKind => ({
  status,
  retryable: false,
  text: { en, zh },
  ...traits,
});

const RETRYABLE: Traits = { retryable: true };

/** Every error the control plane answers with. Codes are stable; `{name}` in a text is replaced by what is at hand. */
export const API_ERRORS = {
  'ZTC-API-UNSIGNED': kind(401, 'the request is not signed', '请求未签名'),
  'ZTC-API-MALFORMED_SIGNATURE': kind(
    401,
    'the signature header cannot be read: {reason}',
    '签名头无法解析：{reason}',
  ),
  'ZTC-API-UNKNOWN_ACCESS_KEY': kind(401, 'there is no access key {key}', '访问密钥 {key} 不存在'),
  'ZTC-API-SIGNATURE_MISMATCH': kind(
    401,
    'the signature does not fit the request: wrong secret key, or the request was altered',
    '签名与请求不符：密钥错误或请求被篡改',
  ),
  'ZTC-API-BODY_ALTERED': kind(401, 'the body does not have the signed hash', '请求体与签名的摘要不符'),
  'ZTC-API-REQUEST_EXPIRED': kind(
    401,
    'the request is dated {date}, which is not within 15 minutes of now or lies before the start of the service',
    '请求时间 {date} 与当前时间相差超过 15 分钟，或早于服务启动时间',
  ),
  'ZTC-API-REQUEST_REPLAYED': kind(401, 'the nonce has been used before', '随机数已被使用，请求疑为重放'),
  'ZTC-API-PASSWORD_MISSING': kind(
    401,
    'the access key is given as user name and the secret key as password',
    '须以访问密钥为用户名、私有密钥为口令',
  ),
  'ZTC-API-PASSWORD_WRONG': kind(403, 'the access key or the secret key is wrong', '访问密钥或私有密钥错误'),
  'ZTC-API-OPERATOR_ONLY': kind(403, 'only the operator may do this', '仅运营人员可执行此操作'),
  'ZTC-API-TENANT_ONLY': kind(
    403,
    'objects belong to tenants; the operator has none',
    '资源归租户所有，运营账号不可创建',
  ),
  'ZTC-API-NOT_LOOPBACK': kind(403, 'the service answers on this machine only', '服务仅在本机可用'),

  'ZTC-API-UNKNOWN_ROUTE': kind(404, 'there is nothing at {method} {path}', '{method} {path} 不存在'),
  'ZTC-API-UNKNOWN_TYPE': kind(404, 'there is no type {type}', '类型 {type} 不存在'),
  'ZTC-API-NOT_FOUND': kind(404, '{type} {id} does not exist', '{type} {id} 不存在'),

  'ZTC-API-MALFORMED_REQUEST': kind(400, 'the request cannot be read: {reason}', '请求无法解析：{reason}'),
  'ZTC-API-BODY_TOO_LARGE': kind(413, 'the body is larger than {limit} bytes', '请求体超过 {limit} 字节'),
  'ZTC-API-INVALID_TOKEN': kind(
    400,
    'an idempotency token has 1 to 64 printable ASCII characters',
    '幂等令牌须为 1 至 64 个可打印 ASCII 字符',
  ),
  'ZTC-API-INVALID_CURSOR': kind(400, 'the cursor is not one that this list gave out', '游标无效'),

  'ZTC-API-INVALID_ATTRIBUTES': kind(422, 'the attributes are not valid', '属性无效'),
  'ZTC-API-IMMUTABLE_ATTRIBUTE': kind(
    422,
    '{attribute} cannot be changed after creation',
    '{attribute} 创建后不可修改',
  ),
  'ZTC-API-REFERENCE_NOT_FOUND': kind(
    422,
    '{attribute} refers to {value}, which does not exist',
    '{attribute} 引用的 {value} 不存在',
  ),
  'ZTC-API-REFERENCE_OF_WRONG_TYPE': kind(
    422,
    '{attribute} refers to {value}, a {type}; it takes {allowed}',
    '{attribute} 引用的 {value} 是 {type}；此处须为 {allowed}',
  ),
  'ZTC-API-RULE_VIOLATION': kind(422, 'the request breaks a rule of the platform', '请求违反平台规则'),
  'ZTC-API-ADDRESS_OUT_OF_RANGE': kind(
    422,
    '{value} is not an assignable value of {scope}',
    '{value} 不在 {scope} 的可用范围内',
  ),

  'ZTC-API-ADDRESS_IN_USE': kind(409, '{value} is taken in {scope}', '{value} 在 {scope} 中已被占用'),
  'ZTC-API-POOL_EXHAUSTED': kind(409, 'nothing is left of {pool} in {scope}', '{scope} 的 {pool} 已用尽'),
  'ZTC-API-DEPENDENCY_VIOLATION': kind(
    409,
    '{id} is still used by {referrers}',
    '{id} 仍被 {referrers} 使用',
  ),
  'ZTC-API-INCORRECT_STATUS': kind(409, '{id} is {status}; {hint}', '{id} 当前状态为 {status}；{hint}'),
  'ZTC-API-IDEMPOTENT_PARAMETER_MISMATCH': kind(
    409,
    'the token was used for another request before',
    '该幂等令牌已用于参数不同的请求',
  ),
  'ZTC-API-TOKEN_VOID': kind(
    409,
    'the token is void: somebody has settled that nothing is done under it',
    '该幂等令牌已作废：已确认不再以其执行任何操作',
  ),
  'ZTC-API-STATE_LOCKED': kind(423, 'the state {name} is locked by {who}', '状态 {name} 已被 {who} 锁定'),
  'ZTC-API-STATE_LOCK_LOST': kind(
    409,
    'the lock {id} of the state {name} is not held any more; nothing was written',
    '状态 {name} 的锁 {id} 已失效；未写入任何内容',
  ),
  'ZTC-API-STATE_CONFLICT': kind(
    409,
    'the state {name} has serial {serial} of lineage {lineage}; what was sent does not follow from it',
    '状态 {name} 的序号为 {serial}，谱系为 {lineage}；所发送的状态并非其后继',
  ),
  'ZTC-API-DUPLICATE': kind(409, '{attribute} {value} exists already', '{attribute} {value} 已存在'),
  'ZTC-API-ORDER_DECIDED': kind(409, 'work order {id} is {state} already', '工单 {id} 已处于 {state} 状态'),
  'ZTC-API-PRECONDITION_FAILED': kind(
    412,
    '{id} has revision {rev}: it was changed by somebody else',
    '{id} 的修订号为 {rev}：已被他人修改',
  ),
  'ZTC-API-QUOTA_EXCEEDED': kind(
    409,
    'the quota of {limit} {type} is used up',
    '{type} 的配额 {limit} 已用尽',
  ),

  'ZTC-API-THROTTLED': kind(429, 'too many requests', '请求过于频繁', RETRYABLE),
  'ZTC-API-INTERNAL': kind(
    500,
    'the service failed; the request id names the log entry',
    '服务内部错误',
    RETRYABLE,
  ),
  'ZTC-API-RULE_CRASHED': kind(
    500,
    'rule {rule} could not be evaluated: {reason}',
    '规则 {rule} 无法评估：{reason}',
    { undone: true },
  ),
  'ZTC-API-STORE_FULL': kind(507, 'there is no room left for another write', '存储空间已满，无法写入', {
    undone: true,
  }),
  'ZTC-API-STORE_FAILED': kind(
    503,
    'the disk failed, and the service has stopped: {reason}',
    '磁盘故障，服务已停止：{reason}',
  ),
  'ZTC-API-STORE_UNUSABLE': kind(
    0,
    'the data folder {dir} cannot be used: {reason}',
    '数据目录 {dir} 无法使用：{reason}',
  ),
  'ZTC-API-UNAVAILABLE': kind(503, 'the service is not available for the moment', '服务暂不可用', RETRYABLE),

  'ZTC-API-UNREACHABLE': kind(
    0,
    'no control plane answers at {endpoint}: {reason}',
    '{endpoint} 无控制面响应：{reason}',
    RETRYABLE,
  ),
  'ZTC-API-TIMEOUT': kind(
    0,
    '{id} was not {wanted} after {seconds} s; it is {status}',
    '{id} 在 {seconds} 秒内未达到 {wanted}，当前为 {status}',
  ),
  'ZTC-API-FAILED': kind(0, '{id} ended as {status}: {reason}', '{id} 以状态 {status} 结束：{reason}'),
  'ZTC-API-CANCELLED': kind(0, 'the operation was cancelled', '操作已取消'),
  'ZTC-API-OPERATOR_KEY_MISSING': kind(
    0,
    'this needs the operator key, and the client has none',
    '此操作需要运营密钥',
  ),
} as const satisfies Readonly<Record<string, ErrorKind>>;

export type ApiErrorCode = keyof typeof API_ERRORS;

/** Puts values into the `{name}` places of an error's text. */
export function errorText(code: ApiErrorCode, data: Readonly<Record<string, unknown>> = {}): Localized {
  const put = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) =>
      data[name] === undefined ? whole : String(data[name]),
    );
  const { text } = API_ERRORS[code];
  return { en: put(text.en), zh: put(text.zh) };
}
