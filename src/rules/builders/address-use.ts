/** Where the address of an elastic public IP is handed to somebody outside. */
import { isPlainObject, isUnknown, type Plain } from '../../graph/plain.ts';
import type { RuleNode } from '../kit/node.ts';
import type { AnyKit } from './sets.ts';

export interface AddressUse {
  /** Where it stands, as a dotted path. */
  readonly path: string;
  readonly eip: RuleNode;
}

/** What hands values to the outside: outputs of the design and what is told to operators and third parties. */
export const HANDED_OUT = ['output', 'ztc_service_request'];

/** Uses of `ztc_eip.address` in a node whose name, description or key matches `label`. */
export function addressUses(node: RuleNode, label: RegExp, k: AnyKit): readonly AddressUse[] {
  const roots = node.type === 'output' ? ['value'] : ['parameters'];
  const own = node.type === 'output' ? `${node.address} ${text(node.node.values.description)}` : '';
  return roots.flatMap((root) => {
    if (!node.isSet(root)) return [];
    return leaves(node.node.values[root] ?? null, root).flatMap(([path, value]): AddressUse[] => {
      if (!label.test(own) && !label.test(path)) return [];
      const eip = eipOf(value, k);
      return eip ? [{ path, eip }] : [];
    });
  });
}

function text(value: Plain | undefined): string {
  return typeof value === 'string' ? value : '';
}

function leaves(value: Plain, path: string): [path: string, value: Plain][] {
  if (Array.isArray(value)) return value.flatMap((item: Plain, at) => leaves(item, `${path}.${at}`));
  if (!isPlainObject(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}.${key}`));
}

/** The elastic public IP whose address a value is, by reference or by the address itself. */
function eipOf(value: Plain, k: AnyKit): RuleNode | null {
  const all = () => k.all('ztc_eip').known;
  if (isUnknown(value)) {
    const { ref, cause } = value;
    return (
      all().find((eip) =>
        ref ? ref.attribute === 'address' && ref.address === eip.address : cause === `${eip.address}.address`,
      ) ?? null
    );
  }
  if (typeof value !== 'string' || value === '') return null;
  return all().find((eip) => eip.node.values.address === value) ?? null;
}
