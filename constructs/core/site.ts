import type { SiteCode } from '../../src/catalog/generated/types.ts';
import { Construct, type IConstruct, type TerraformProvider } from './engine.ts';
import { misuse } from './errors.ts';
import { recordSource } from './source.ts';

const SITE = Symbol.for('ztc.site');

export interface SiteProps<S extends SiteCode> {
  /** The site's code: `sh-jq` 金桥, `sh-wgq` 外高桥, `sh-nq` 宁桥路, `bj-aw` 北京安外. */
  readonly code: S;
  /**
   * The provider of everything below.
   * @default - that of the stack
   */
  readonly provider?: TerraformProvider;
}

/**
 * A place (站点): everything created below it is at this site. The code is part of the type, so that what a site does not
 * offer does not compile.
 */
export class Site<const S extends SiteCode = SiteCode> extends Construct {
  readonly code: S;
  readonly provider: TerraformProvider | undefined;

  constructor(scope: Construct, id: string, props: SiteProps<S>) {
    super(scope, id);
    Object.defineProperty(this, SITE, { value: true });
    recordSource(this, new.target as unknown as () => void);
    this.code = props.code;
    this.provider = props.provider;
  }

  static isSite(value: unknown): value is Site {
    return typeof value === 'object' && value !== null && SITE in value;
  }

  /** The nearest site; throws where there is none. */
  static of(construct: IConstruct): Site {
    const found = Site.tryOf(construct);
    if (!found) throw misuse.noSite(construct);
    return found;
  }

  static tryOf(construct: IConstruct): Site | undefined {
    for (let at: IConstruct | undefined = construct; at; at = at.node.scope) if (Site.isSite(at)) return at;
    return undefined;
  }
}

/** Where an L2 can be put: below a site (whose code its type then knows) or anywhere else. */
export type Scope<S extends SiteCode> = Site<S> | Construct;
