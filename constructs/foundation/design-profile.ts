import type { SiteCode } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import type { Construct, TerraformMetaArguments } from '../core/engine.ts';
import { lower } from '../core/late.ts';
import type { Identified } from '../core/objects.ts';
import type { Site } from '../core/site.ts';
import {
  ZtcDesignProfile,
  type ZtcDesignProfileConfig,
  type ZtcDesignProfileTiers,
} from '../l1/design-profile.ts';

type Plain = Omit<ZtcDesignProfileConfig, keyof TerraformMetaArguments | 'sites' | 'tiers'>;

/** A layer of the system, with the objects that make it up. */
export interface Tier extends Omit<ZtcDesignProfileTiers, 'instanceIds' | 'resourceIds'> {
  readonly hosts?: readonly Identified[];
  readonly resources?: readonly Identified[];
}

export interface DesignProfileProps extends Plain {
  /** Sites that the system uses. */
  readonly sites: readonly [Site | SiteCode, ...(Site | SiteCode)[]];
  readonly tiers?: readonly Tier[];
}

/**
 * What the design is meant to achieve (设计意图): rules about service levels and topology read it. There is no object on
 * the platform, and no default for recovery times: the whitepaper gives none.
 */
export class DesignProfile extends Component {
  readonly resource: ZtcDesignProfile;

  constructor(scope: Construct, id: string, props: DesignProfileProps) {
    super(scope, id);
    const { sites, tiers, ...plain } = props;
    this.resource = new ZtcDesignProfile(this, 'Resource', {
      ...plain,
      sites: sites.map((site) => (typeof site === 'string' ? site : site.code)),
      tiers: tiers?.map(({ hosts, resources, ...tier }) => ({
        ...tier,
        ...(hosts ? { instanceIds: ids(hosts) } : {}),
        ...(resources ? { resourceIds: ids(resources) } : {}),
      })),
    });
  }
}

function ids(objects: readonly Identified[]): string[] {
  return objects.map((object) => lower<string>(object.id));
}
