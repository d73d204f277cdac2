/** Which references make a value unknown: read off the expression at the value's place in the configuration. */

import { formatModulePath, within } from '../../config/address.ts';
import type { ResourceConfig } from '../../config/model.ts';
import type { Node, Traversal } from '../../hcl/ast.ts';
import { outsideReferences, type Reference } from '../../hcl/references.ts';
import type { Source } from '../../hcl/source.ts';
import type { DiffPath, DiffStep } from './model.ts';
import { visible } from './scalar-text.ts';

/** More would not fit on a line. */
const MOST = 3;
/** Names that are known before anything is created. */
const KNOWN: ReadonlySet<string> = new Set(['var', 'each', 'count', 'path', 'terraform', 'self']);

/** As written: `ztc_vpc.main.id`. `changing` has addresses without any instance key. Those to resources that change are told alone where there are any. */
export function unknownFrom(
  resource: ResourceConfig | undefined,
  path: DiffPath,
  changing: ReadonlySet<string>,
): readonly string[] {
  const [first, ...rest] = path;
  if (!resource || first?.kind !== 'key') return [];
  const expression = resource.body.get(first.key);
  if (!expression || expression.literal) return [];
  const { root, source } = expression.expression;
  const inner = descend({ node: root, source }, rest);
  const all = outsideReferences(inner.node, inner.source);
  const pending = all.filter(({ traversal }) => changing.has(addressOf(traversal, resource)));
  const causes = pending.length > 0 ? pending : all.filter(({ traversal }) => !KNOWN.has(traversal.root));
  const texts = [...new Set(causes.map(textOf))];
  return texts.length > MOST ? [...texts.slice(0, MOST), `+${texts.length - MOST}`] : texts;
}

interface Located {
  readonly node: Node;
  readonly source: Source;
}

/** As far as the expression is written out. */
function descend(at: Located, path: DiffPath): Located {
  const here = unwrapped(at);
  const [step, ...rest] = path;
  if (!step) return here;
  const next = child(here.node, step);
  if (next) return descend({ ...here, node: next }, rest);
  // One nested block may be written without the list around it.
  return step.kind === 'item' && here.node.kind === 'object' ? descend(here, rest) : here;
}

function unwrapped({ node, source }: Located): Located {
  switch (node.kind) {
    case 'wrap':
    case 'paren':
      return unwrapped({ node: node.inner, source });
    case 'embedded':
      return unwrapped({ node: node.expression.root, source: node.expression.source });
    default:
      return { node, source };
  }
}

function child(node: Node, step: DiffStep): Node | undefined {
  if (step.kind === 'item' && node.kind === 'tuple') return node.items[step.to ?? -1];
  if (step.kind !== 'key' || node.kind !== 'object') return undefined;
  return node.items.find(({ key }) => key.kind === 'literal' && key.value.raw === step.key)?.value;
}

function addressOf({ root, steps }: Traversal, resource: ResourceConfig): string {
  const names = [root, ...steps.map((step) => (step.kind === 'attr' ? step.name : ''))];
  const name = names.slice(0, root === 'data' ? 3 : 2).join('.');
  return within(formatModulePath(resource.module), name);
}

const textOf = ({ source, traversal }: Reference): string =>
  visible(source.snippet(traversal).replace(/\s+/g, ' '));
