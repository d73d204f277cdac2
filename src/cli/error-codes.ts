/** Every stable error code that the program can emit, by layer. A layer's table is loaded when one of its codes is asked for. */
import type { Localized } from '../schema/model.ts';

export interface ErrorText {
  readonly meaning: Localized;
  readonly fix: Localized;
}

export interface ErrorCode extends ErrorText {
  readonly code: string;
  /** HTTP status of the control plane's answer; absent for what clients find out themselves. */
  readonly status?: number;
  /** The same request may succeed later. */
  readonly retryable?: true;
}

export interface ErrorLayer {
  readonly titles: Localized;
  readonly prefixes: readonly string[];
  load(): Promise<readonly ErrorCode[]>;
}

const fromTable = (table: Readonly<Record<string, ErrorText>>): readonly ErrorCode[] =>
  Object.entries(table).map(([code, text]) => ({ code, ...text }));

export const ERROR_LAYERS: readonly ErrorLayer[] = [
  {
    titles: { en: 'Command line', zh: '命令行' },
    prefixes: ['ZTC-CLI-'],
    load: async () => fromTable((await import('./error-codes/cli.ts')).CLI_CODES),
  },
  {
    titles: { en: 'Constructs', zh: '构造库' },
    prefixes: ['CDK-'],
    load: async () => (await import('./error-codes/constructs.ts')).CONSTRUCT_CODES,
  },
  {
    titles: { en: 'Configuration and variables', zh: '配置与变量' },
    prefixes: ['ZTC-E-CONFIG-', 'ZTC-E-VARIABLE-'],
    load: async () => fromTable((await import('./error-codes/configuration.ts')).CONFIGURATION_CODES),
  },
  {
    titles: { en: 'Expressions', zh: '表达式' },
    prefixes: ['ZTC-E-HCL-', 'ZTC-E-JSON-', 'ZTC-E-EVAL-', 'ZTC-E-FUNC-', 'ZTC-E-REF-', 'ZTC-E-TYPE-'],
    load: async () => fromTable((await import('./error-codes/expressions.ts')).EXPRESSION_CODES),
  },
  {
    titles: { en: 'States, locks and journals', zh: '状态、锁与日志' },
    prefixes: [
      ...['ZTC-E-STATE-', 'ZTC-E-JOURNAL-', 'ZTC-E-BACKEND-', 'ZTC-E-UNCERTAIN'],
      ...['ZTC-W-STATE-', 'ZTC-W-JOURNAL-', 'ZTC-W-LOCK-', 'ZTC-W-UNCERTAIN'],
    ],
    load: async () => fromTable((await import('./error-codes/state.ts')).STATE_CODES),
  },
  {
    titles: { en: 'Plan, apply and providers', zh: '计划、执行与提供者' },
    prefixes: ['ZTC-E-', 'ZTC-W-'],
    load: async () => fromTable((await import('./error-codes/engine.ts')).ENGINE_CODES),
  },
  {
    titles: { en: 'Control plane', zh: '控制面' },
    prefixes: ['ZTC-API-'],
    load: async () => (await import('./error-codes/api.ts')).API_CODES,
  },
];

/** The layer that a code belongs to: the first whose prefix fits. */
export function layerOf(code: string): ErrorLayer | undefined {
  return ERROR_LAYERS.find(({ prefixes }) => prefixes.some((prefix) => code.startsWith(prefix)));
}

export async function findErrorCode(code: string): Promise<ErrorCode | undefined> {
  return (await layerOf(code)?.load())?.find((entry) => entry.code === code);
}

export async function knownErrorCodes(): Promise<readonly string[]> {
  const layers = await Promise.all(ERROR_LAYERS.map((layer) => layer.load()));
  return layers.flat().map(({ code }) => code);
}
