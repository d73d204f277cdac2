/** The rules of the platform, asked at every write about what the write touches and about nothing else. */
import type { Catalog } from '../catalog/catalog.ts';
import type { Finding } from '../findings/finding.ts';
import { compareFindings } from '../findings/finding.ts';
import type { GraphNode } from '../graph/node.ts';
import type { RuleSet } from '../rules/engine/evaluate.ts';
import { failedFinding, Tracer } from '../rules/engine/finding.ts';
import { hideGeneral } from '../rules/engine/specialise.ts';
import { RuleKit } from '../rules/kit/kit.ts';
import { GraphView, RuleNode } from '../rules/kit/node.ts';
import type { Fail, Rule, Verdict } from '../rules/kit/rule.ts';
import { attempt, UnknownRead } from '../rules/kit/unknown-read.ts';
import { addressOf, LiveGraph } from './live-graph.ts';
import type { Enforcer, Judgement, Proposed } from './mutate/context.ts';
import type { TypePlans } from './plans.ts';
import { Refusal } from './refusal.ts';
import { isGone } from './status.ts';
import type { ResourceRow } from './store/port.ts';
import type { World } from './world.ts';

/** What the control plane is given to judge requests by. */
export interface Enforcement {
  readonly rules: RuleSet;
}

const NOTHING: Judgement = { errors: [], warnings: [] };

/** For a control plane without rules. */
export const LENIENT: Enforcer = { check: () => NOTHING, note: () => {}, forget: () => {} };

interface Account {
  readonly graph: LiveGraph;
  /** Rows up to this audit number are in the graph. */
  seq: number;
}

/** A rule and the object it fails at. */
interface Failure {
  readonly rule: Rule;
  readonly node: GraphNode;
  readonly fail: Fail;
}

const PAGE = 1000;

export class RuleEnforcer implements Enforcer {
  readonly #rules: RuleSet;
  readonly #plans: TypePlans;
  readonly #catalog: Catalog;
  readonly #accounts = new Map<string, Account>();
  /** Rules that judge objects of a type. */
  readonly #on = new Map<string, readonly Rule[]>();
  /** Rules that read attributes of a type while they judge others. */
  readonly #reading = new Map<string, readonly Rule[]>();

  constructor(rules: RuleSet, plans: TypePlans, catalog: Catalog) {
    this.#rules = rules;
    this.#plans = plans;
    this.#catalog = catalog;
    const asked = rules.rules.filter((rule) => rule.scope === 'request');
    for (const { schema } of plans.all()) {
      const { type } = schema;
      const on = asked.filter((rule) =>
        'having' in rule.on ? rule.on.having in schema.attributes : rule.on.includes(type),
      );
      this.#on.set(type, on);
      this.#reading.set(
        type,
        asked.filter((rule) => rule.reads.some((read) => read.startsWith(`${type}.`))),
      );
    }
  }

  check(proposed: Proposed): Judgement {
    const { world, row, before } = proposed;
    const own = this.#on.get(row.type) ?? [];
    const around = this.#reading.get(row.type) ?? [];
    if (own.length === 0 && around.length === 0) return NOTHING;
    const { graph } = this.#account(world, row.account);
    const address = addressOf(row);
    const put = (): void => graph.set(row, { given: proposed.given, before });
    const takeBack = (): void => (before ? graph.set(before) : graph.drop(address));
    put();
    try {
      const failures = own.flatMap((rule) => this.#failures(graph, rule, address));
      const neighbours = around.length === 0 ? new Set<string>() : graph.neighbours(address);
      let caused = this.#around(graph, neighbours, row.type, around);
      if (caused.length > 0) {
        // What was wrong with its neighbours before is not this request's fault.
        takeBack();
        const old = new Set(this.#around(graph, neighbours, row.type, around).map(keyOf));
        caused = caused.filter((failure) => !old.has(keyOf(failure)));
        put();
      }
      return this.#judgement(graph, [...failures, ...caused]);
    } finally {
      takeBack();
    }
  }

  note(world: World, row: ResourceRow): void {
    const account = this.#accounts.get(row.account);
    if (!account) return;
    account.graph.enter(world);
    account.graph.set(row);
    account.seq = Math.max(account.seq, row.seq);
  }

  forget(): void {
    this.#accounts.clear();
  }

  /** The account's graph, with what other processes have written since. */
  #account(world: World, id: string): Account {
    const head = world.state.auditHead().seq;
    const known = this.#accounts.get(id);
    // A trail that is shorter than what was seen has been reset by another process.
    const account =
      known && known.seq <= head
        ? known
        : { graph: new LiveGraph(world, (type) => this.#plans.find(type)?.schema), seq: 0 };
    account.graph.enter(world);
    this.#accounts.set(id, account);
    while (account.seq < head) {
      const rows = world.state.resourcesSince(id, account.seq, PAGE);
      for (const row of rows) if (!isGone(row, world.now)) account.graph.set(row);
      for (const row of rows) if (isGone(row, world.now)) account.graph.drop(addressOf(row));
      account.seq = rows.length < PAGE ? head : (rows.at(-1)?.seq ?? head);
    }
    return account;
  }

  #around(
    graph: LiveGraph,
    neighbours: ReadonlySet<string>,
    type: string,
    rules: readonly Rule[],
  ): readonly Failure[] {
    const found: Failure[] = [];
    for (const other of neighbours) {
      const row = graph.rowOf(other);
      if (!row) continue;
      const on = this.#on.get(row.type) ?? [];
      for (const rule of rules) {
        // Objects of the written type are judged as what is written, not as its neighbours.
        if (row.type !== type && on.includes(rule)) found.push(...this.#failures(graph, rule, other));
      }
    }
    return found;
  }

  #failures(graph: LiveGraph, rule: Rule, address: string): readonly Failure[] {
    const node = graph.get(address);
    if (!node) return [];
    let outcome: Verdict | readonly Verdict[] | UnknownRead;
    try {
      const view = new GraphView(graph);
      const kit = new RuleKit<Rule['messages']>(view, 'apply', this.#catalog);
      outcome = attempt(() => rule.check(new RuleNode(view, node), kit));
    } catch (error) {
      // A rule that cannot answer has not allowed anything.
      const reason = error instanceof Error ? error.message : String(error);
      throw new Refusal('ZTC-API-RULE_CRASHED', { rule: rule.id, reason }, { rule: rule.id });
    }
    if (outcome instanceof UnknownRead) return [];
    const verdicts = 'verdict' in outcome ? [outcome] : outcome;
    return verdicts.flatMap((fail) => (fail.verdict === 'fail' ? [{ rule, node, fail }] : []));
  }

  #judgement(graph: LiveGraph, failures: readonly Failure[]): Judgement {
    if (failures.length === 0) return NOTHING;
    const tracer = new Tracer(graph, { phase: 'apply', catalog: this.#catalog });
    const findings = failures.map(({ rule, node, fail }): Finding => {
      const evidence = tracer.trace(rule, node);
      return failedFinding(rule, this.#rules.constraint(rule.id), node, fail, evidence);
    });
    const shown = hideGeneral(findings, (id) => this.#rules.constraint(id).specialises).toSorted(
      compareFindings,
    );
    return {
      errors: shown.filter(({ severity }) => severity === 'error'),
      warnings: shown.filter(({ severity }) => severity !== 'error'),
    };
  }
}

function keyOf({ rule, node, fail }: Failure): string {
  return `${rule.id} ${node.address} ${fail.message} ${fail.attribute ?? ''}`;
}
