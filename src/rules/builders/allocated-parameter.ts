/** Rules about parameters of a line that the operators assign. */

import type { Localized } from '../../schema/model.ts';
import { defineRule, type Rule } from '../kit/rule.ts';
import { attempt, UnknownRead } from '../kit/unknown-read.ts';

interface AllocatedParameter {
  readonly id: string;
  readonly attribute: 'aggregate_line_code' | 'vlan_id' | 'interconnect_cidr';
  readonly what: Localized;
  /** A value that a user might type. */
  readonly typed: string | number;
}

const ALLOCATION = 'ztc_line_parameter_allocation';

/** A line's parameter equals that of the allocation for its site and carrier; nobody types one. */
export function allocatedParameter({ id, attribute, what, typed }: AllocatedParameter): Rule {
  const line = { site: 'sh-jq', carrier: 'telecom' };
  return defineRule({
    id,
    on: ['ztc_dedicated_line'],
    reads: [
      `ztc_dedicated_line.${attribute}`,
      'ztc_dedicated_line.allocation_id',
      'ztc_dedicated_line.site',
      'ztc_dedicated_line.carrier',
      `${ALLOCATION}.${attribute}`,
      `${ALLOCATION}.site`,
      `${ALLOCATION}.carrier`,
    ],
    scope: 'request',
    messages: {
      typed: {
        en: `the ${what.en} {value} is not taken from an allocation of the operators`,
        zh: `${what.zh} {value} 并非来自运维分配`,
      },
      different: {
        en: `the ${what.en} {value} is not that of the allocation, {assigned}`,
        zh: `${what.zh} {value} 与分配值 {assigned} 不一致`,
      },
      foreign: {
        en: `the allocation is for {theirs}, the line for {ours}`,
        zh: `分配用于 {theirs}，而专线为 {ours}`,
      },
    },
    fix: {
      en: `refer to a ztc_line_parameter_allocation of the same site and carrier and leave ${attribute} out`,
      zh: `引用同站点、同运营商的 ztc_line_parameter_allocation，不要填写 ${attribute}`,
    },
    check(node, k) {
      const written = attempt(() => node.get(attribute));
      const value = written instanceof UnknownRead ? null : written;
      const allocation = node.isSet('allocation_id') ? node.ref('allocation_id') : null;
      if (!allocation) {
        if (value === null) return k.pass();
        const source = k
          .all(ALLOCATION)
          .some((other) => fits(node, other) && other.isKnown(attribute) && other.get(attribute) === value);
        const text = String(value);
        return source ? k.pass() : k.fail('typed', { value: text }, { attribute, value });
      }
      if (!fits(node, allocation)) {
        const [ours, theirs] = [place(node), place(allocation)];
        return k.fail('foreign', { ours, theirs }, { attribute: 'allocation_id', related: [allocation] });
      }
      if (value === null || written instanceof UnknownRead) return k.pass();
      const assigned = allocation.get(attribute);
      if (assigned === value) return k.pass();
      return k.fail(
        'different',
        { value: String(value), assigned: String(assigned) },
        { attribute, value, allowed: assigned, related: [allocation] },
      );
    },
    examples: {
      pass: [
        {
          given: {
            [`${ALLOCATION}.a`]: line,
            'ztc_dedicated_line.a': { ...line, allocation_id: `\${${ALLOCATION}.a.id}` },
          },
        },
        {
          given: {
            [`${ALLOCATION}.a`]: { ...line, [attribute]: typed },
            'ztc_dedicated_line.a': { ...line, allocation_id: `\${${ALLOCATION}.a.id}`, [attribute]: typed },
          },
        },
        {
          given: {
            [`${ALLOCATION}.a`]: line,
            'ztc_dedicated_line.a': { ...line, [attribute]: `\${${ALLOCATION}.a.${attribute}}` },
          },
        },
      ],
      fail: [
        {
          given: { 'ztc_dedicated_line.a': { ...line, [attribute]: typed } },
          at: 'ztc_dedicated_line.a',
          message: 'typed',
        },
        {
          given: {
            [`${ALLOCATION}.a`]: { site: 'sh-nq', carrier: 'telecom' },
            'ztc_dedicated_line.a': { ...line, allocation_id: `\${${ALLOCATION}.a.id}` },
          },
          at: 'ztc_dedicated_line.a',
          message: 'foreign',
        },
      ],
      unknown: [
        {
          given: {
            [`${ALLOCATION}.a`]: line,
            'ztc_dedicated_line.a': { ...line, allocation_id: `\${${ALLOCATION}.a.id}`, [attribute]: typed },
          },
          at: 'ztc_dedicated_line.a',
          because: `${ALLOCATION}.a.${attribute}`,
        },
      ],
    },
  });
}

type Node = Parameters<Rule['check']>[0];

function fits(line: Node, allocation: Node): boolean {
  return (
    line.string('site') === allocation.string('site') &&
    line.string('carrier') === allocation.string('carrier')
  );
}

function place(node: Node): string {
  return `${node.string('site') ?? '-'}/${node.string('carrier') ?? '-'}`;
}
