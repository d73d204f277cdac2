import { type Construct, TerraformProvider } from '../core/engine.ts';
import { PROVIDER_NAME, PROVIDER_SOURCE, PROVIDER_VERSION } from '../core/l1/resource.ts';
import { recordSource } from '../core/source.ts';

/** How the provider reaches the control plane. Everything left out comes from the environment or the profile. */
export interface ZtcProviderConfig {
  /** 接入地址: URL of the control plane. Default: `ZTC_ENDPOINT`, then the embedded control plane. */
  readonly endpoint?: string;
  /** 访问密钥标识: Default: `ZTC_ACCESS_KEY`, then the profile. */
  readonly accessKey?: string;
  /** 访问密钥: Default: `ZTC_SECRET_KEY`, then the profile. Sensitive: never write it into a program. */
  readonly secretKey?: string;
  /** 配置名: Name of a profile of the command line. Default: `ZTC_PROFILE`. */
  readonly profile?: string;
  /** 别名: Tells several providers of one stack apart. */
  readonly alias?: string;
}

/** The provider of all `ztc_` types. Stacks add one by themselves where there is none. */
export class ZtcProvider extends TerraformProvider {
  static readonly tfResourceType = PROVIDER_NAME;

  endpoint: string | undefined;
  accessKey: string | undefined;
  secretKey: string | undefined;
  profile: string | undefined;
  #alias: string | undefined;

  constructor(scope: Construct, id: string, config: ZtcProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: PROVIDER_NAME,
      terraformGeneratorMetadata: { providerName: PROVIDER_NAME, providerVersion: PROVIDER_VERSION },
      terraformProviderSource: PROVIDER_SOURCE,
    });
    recordSource(this, new.target as unknown as () => void);
    this.endpoint = config.endpoint;
    this.accessKey = config.accessKey;
    this.secretKey = config.secretKey;
    this.profile = config.profile;
    this.#alias = config.alias;
  }

  override get alias(): string | undefined {
    return this.#alias;
  }

  override set alias(value: string | undefined) {
    this.#alias = value;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { endpoint, accessKey, secretKey, profile } = this;
    return { endpoint, accessKey, secretKey, profile };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const given = Object.entries(this.synthesizeAttributes()).filter(([, value]) => value !== undefined);
    const shape = { isBlock: false, type: 'simple', storageClassType: 'string' };
    return Object.fromEntries(given.map(([name, value]) => [name, { value, ...shape }]));
  }
}
