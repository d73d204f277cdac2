import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ControlPlaneClient } from '../client/client.ts';
import type { AccessKey } from '../client/connect.ts';
import type { ZtcSettings } from '../provider/ztc/ztc-provider.ts';
import type { Context } from './context.ts';
import { CliError } from './errors.ts';

export interface PlatformOptions {
  /** Folder of the embedded control plane's data. */
  readonly dir: string;
  readonly operator?: 'auto' | 'manual';
}

interface StoredCredentials {
  readonly tenant: AccessKey;
  readonly operator: AccessKey;
}

/** A client, and what ends it together with what it stands on. */
export interface Platform {
  readonly client: ControlPlaneClient;
  close(): Promise<void>;
}

/** What a provider block says wins over the command line's own settings. */
export function withSettings(context: Context, settings: ZtcSettings): Context {
  const { endpoint, accessKey, secretKey, profile } = settings;
  const keys =
    accessKey !== undefined && secretKey !== undefined
      ? { ZTC_ACCESS_KEY: accessKey, ZTC_SECRET_KEY: secretKey }
      : {};
  return {
    ...context,
    env: { ...context.env, ...keys },
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** The control plane that the command is about: a running one when an endpoint is given, else the embedded one. */
export async function connectPlatform(context: Context, options: PlatformOptions): Promise<Platform> {
  if (context.profile !== undefined) throw noProfiles(context.profile);
  if (context.endpoint === undefined) return embedded(options);
  const client = await remote(context, context.endpoint, options);
  return { client, close: () => client.close() };
}

function noProfiles(profile: string): CliError {
  return new CliError({
    code: 'ZTC-CLI-PROFILE',
    what: { en: 'profiles of credentials are not supported yet', zh: '尚不支持凭据配置档' },
    value: profile,
    fix: {
      en: 'leave --profile and ZTC_PROFILE out; set ZTC_ACCESS_KEY and ZTC_SECRET_KEY',
      zh: '请勿使用 --profile 与 ZTC_PROFILE，改设 ZTC_ACCESS_KEY 与 ZTC_SECRET_KEY',
    },
  });
}

async function embedded(options: PlatformOptions): Promise<Platform> {
  const [{ createControlPlane }, { connectEmbedded }, { loadRuleSet }] = await Promise.all([
    import('../controlplane/server.ts'),
    import('../client/connect.ts'),
    import('../rules/registry.ts'),
  ]);
  const controlPlane = createControlPlane({
    dir: options.dir,
    rules: { rules: loadRuleSet() },
    ...(options.operator === undefined ? {} : { operator: options.operator }),
  });
  const client = connectEmbedded(controlPlane, { operatorKey: controlPlane.credentials.operator });
  return {
    client,
    close: async () => {
      await client.close();
      await controlPlane.close();
    },
  };
}

async function remote(
  context: Context,
  endpoint: string,
  options: PlatformOptions,
): Promise<ControlPlaneClient> {
  const { connectHttp } = await import('../client/connect.ts');
  const stored = storedCredentials(options.dir);
  const key = keyFrom(context.env, 'ZTC_ACCESS_KEY', 'ZTC_SECRET_KEY') ?? stored?.tenant;
  if (!key) {
    throw new CliError({
      code: 'ZTC-CLI-NO_CREDENTIALS',
      what: { en: 'no access key for the control plane', zh: '缺少访问控制面的密钥' },
      where: endpoint,
      fix: {
        en: `set ZTC_ACCESS_KEY and ZTC_SECRET_KEY, or work where ${join(options.dir, 'credentials.json')} is`,
        zh: `请设置 ZTC_ACCESS_KEY 与 ZTC_SECRET_KEY，或在含有 ${join(options.dir, 'credentials.json')} 的目录中工作`,
      },
    });
  }
  const operatorKey =
    keyFrom(context.env, 'ZTC_OPERATOR_ACCESS_KEY', 'ZTC_OPERATOR_SECRET_KEY') ?? stored?.operator;
  try {
    return connectHttp({ endpoint, key, ...(operatorKey ? { operatorKey } : {}) });
  } catch (error) {
    if (error instanceof TypeError) throw badEndpoint(endpoint);
    throw error;
  }
}

function badEndpoint(endpoint: string): CliError {
  return new CliError({
    code: 'ZTC-CLI-ENDPOINT',
    what: { en: 'this is no control plane of this machine', zh: '此地址不是本机的控制面' },
    value: endpoint,
    allowed: 'http://127.0.0.1:PORT',
    fix: {
      en: "give the endpoint that 'ztc controlplane start' prints",
      zh: "请使用 'ztc controlplane start' 输出的地址",
    },
  });
}

function keyFrom(env: Context['env'], access: string, secret: string): AccessKey | undefined {
  const [accessKey, secretKey] = [env[access], env[secret]];
  return accessKey && secretKey ? { accessKey, secretKey } : undefined;
}

function storedCredentials(dir: string): StoredCredentials | undefined {
  const file = join(dir, 'credentials.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StoredCredentials) : undefined;
}

/** `.ztc` in the working directory. */
export function defaultDataDir(context: Context): string {
  return resolve(context.cwd, '.ztc');
}

/** Opens the platform, does one thing with it, and closes it whatever happens. */
export async function withPlatform<T>(
  context: Context,
  options: PlatformOptions,
  act: (client: ControlPlaneClient) => Promise<T>,
): Promise<T> {
  const platform = await connectPlatform(context, options);
  try {
    return await act(platform.client);
  } finally {
    await platform.close();
  }
}
