import { Construct } from './engine.ts';
import { type ErrorDetails, errorAt } from './errors.ts';
import { reportLater } from './reports.ts';
import { Site } from './site.ts';
import { recordSource } from './source.ts';

/** Base of everything above L1. Remembers the line of the program that created it. */
export abstract class Component extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    recordSource(this, new.target as unknown as () => void);
  }

  /** The nearest site; an error where there is none. */
  protected get nearestSite(): Site {
    return Site.of(this);
  }

  /** Reports an error at synthesis, together with all others, instead of throwing at once. */
  protected require(condition: boolean, details: () => ErrorDetails): void {
    if (!condition) reportLater(this, errorAt(this, 'CDK-203', details()));
  }
}
