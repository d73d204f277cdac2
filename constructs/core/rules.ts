import type { Waiver } from '../../src/findings/finding.ts';
import type { IConstruct } from './engine.ts';
import { misuse } from './errors.ts';
import { sourceOf, userFrame } from './source.ts';

const WAIVERS = Symbol.for('ztc.waivers');

interface WithWaivers {
  [WAIVERS]?: Waiver[];
}

export interface WaiverProps {
  /** The rule that does not have to hold here. */
  readonly rule: string;
  /** Why that is acceptable; auditors read this. */
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Last day of validity, YYYY-MM-DD. Afterwards the violation is an error again. */
  readonly until: string;
}

/** What is known about rules at a construct: `Rules.of(database).waive({…})`. */
export class Rules {
  readonly #construct: IConstruct;

  private constructor(construct: IConstruct) {
    this.#construct = construct;
  }

  static of(construct: IConstruct): Rules {
    return new Rules(construct);
  }

  /** Accepts violations of a rule at this construct and everything below it. The rule is evaluated and shown all the same. */
  waive(waiver: WaiverProps): void {
    this.#check(waiver);
    const holder = this.#construct as WithWaivers;
    if (!holder[WAIVERS]) Object.defineProperty(holder, WAIVERS, { value: [] });
    const source = userFrame(this.waive) ?? sourceOf(this.#construct);
    const { rule, reason, owner, until } = waiver;
    holder[WAIVERS]?.push({
      rule,
      scope: this.#construct.node.path,
      reason,
      owner,
      until,
      ...(source ? { source } : {}),
    });
  }

  get waivers(): readonly Waiver[] {
    return (this.#construct as WithWaivers)[WAIVERS] ?? [];
  }

  #check({ rule, reason, owner, until }: WaiverProps): void {
    if (!/^ZTC-[A-Z0-9]+-\d{3}$/.test(rule)) {
      throw misuse.badWaiver(this.#construct, 'rule', rule, {
        en: 'name one rule, such as ZTC-VPC-003',
        zh: '请写明一条规则，例如 ZTC-VPC-003',
      });
    }
    for (const [property, text] of Object.entries({ reason, owner })) {
      if (text.trim() !== '') continue;
      throw misuse.badWaiver(this.#construct, property, text, {
        en: 'say it in words that an auditor can read',
        zh: '请用审计人员可读的文字说明',
      });
    }
    if (!isDay(until)) {
      throw misuse.badWaiver(this.#construct, 'until', until, {
        en: 'give the last day of validity as YYYY-MM-DD',
        zh: '请以 YYYY-MM-DD 给出有效期的最后一天',
      });
    }
  }
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}
