/** The target of an `import` block: an address whose keys may be expressions. */

import type { Expression, Node, Step } from '../hcl/ast.ts';
import type { Source } from '../hcl/source.ts';
import { within } from './address.ts';
import type { ConfigExpression } from './expression.ts';

/** A literal key, or an expression to be evaluated. */
export type TargetKey = string | number | Expression | undefined;

export interface ImportTarget {
  /** The resource, without keys. */
  readonly config: string;
  readonly module: readonly { readonly name: string; readonly key: TargetKey }[];
  readonly type: string;
  readonly name: string;
  readonly key: TargetKey;
}

type Part = { readonly name: string } | { readonly key: TargetKey };

/** Throws `DiagnosticError` for anything but the address of a managed resource. */
export function importTarget(expression: ConfigExpression): ImportTarget {
  const { root, source } = expression.expression;
  const target = fromParts(partsOf(root, source) ?? []);
  if (target) return target;
  const detail =
    'The target of an import is a managed resource or one of its instances: ztc_vpc.main, ztc_vpc.site["a"].';
  throw expression.place.error('ZTC-E-CONFIG-ADDRESS', 'Invalid address', detail);
}

function partsOf(node: Node, source: Source): Part[] | undefined {
  switch (node.kind) {
    case 'wrap':
    case 'paren':
      return partsOf(node.inner, source);
    case 'embedded':
      return partsOf(node.expression.root, node.expression.source);
    case 'traversal':
      return [{ name: node.root }, ...node.steps.map(partOf)];
    case 'steps': {
      const before = partsOf(node.target, source);
      return before && [...before, ...node.steps.map(partOf)];
    }
    case 'index': {
      const before = partsOf(node.target, source);
      return before && [...before, { key: { root: node.key, source } }];
    }
    default:
      return undefined;
  }
}

const partOf = (step: Step): Part => (step.kind === 'attr' ? { name: step.name } : { key: step.key });

function fromParts(parts: readonly Part[]): ImportTarget | undefined {
  let at = 0;
  const name = (): string | undefined => {
    const part = parts[at];
    if (!part || !('name' in part)) return undefined;
    at += 1;
    return part.name;
  };
  const key = (): TargetKey => {
    const part = parts[at];
    if (!part || !('key' in part)) return undefined;
    at += 1;
    return part.key;
  };
  const module: { name: string; key: TargetKey }[] = [];
  let type = name();
  for (; type === 'module'; type = name()) module.push({ name: name() ?? '', key: key() });
  const own = name();
  const last = key();
  if (type === undefined || own === undefined || type === 'data' || at < parts.length) return undefined;
  const path = module.map((step) => `module.${step.name}`).join('.');
  return { config: within(path, `${type}.${own}`), module, type, name: own, key: last };
}
