/** Decodes provisioner blocks: commands behind the creation and before the destruction of an object. */

import type { Traversal } from '../hcl/ast.ts';
import type { Reference } from '../hcl/references.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import { type Argument, type Body, blockShape, type ConfigExpression } from './expression.ts';
import type { ProvisionerConfig } from './model.ts';
import type { Reader } from './reader.ts';

const META = blockShape(['when', 'on_failure'], ['connection']);
const NONE: readonly ProvisionerConfig[] = [];

export function decodeProvisioners(
  reader: Reader,
  owner: Body,
  address: string,
): readonly ProvisionerConfig[] {
  for (const { place } of reader.blocks(owner, 'connection'))
    reader.refuse(`the connection block of ${address}`, place);
  const blocks = reader.blocks(owner, 'provisioner', ['provisioner type']);
  if (blocks.length === 0) return NONE;
  return blocks.flatMap(({ labels, body, place }): readonly ProvisionerConfig[] => {
    const type = labels[0] as string;
    if (type !== 'local-exec') {
      reader.refuse(`provisioner "${type}" of ${address}`, place);
      return NONE;
    }
    for (const inner of reader.blocks(body, 'connection'))
      reader.refuse(`the connection block of ${address}`, inner.place);
    const when = keyword(reader, body.get('when'), 'when', ['create', 'destroy']);
    if (when === 'destroy') checkReferences(reader, body.without(META), address);
    return [
      {
        type,
        when,
        onFailure: keyword(reader, body.get('on_failure'), 'on_failure', ['fail', 'continue']),
        body: body.without(META),
        place,
      },
    ];
  });
}

/** When an object ends, everything else may have ended already: it can only speak of itself. */
function checkReferences(reader: Reader, body: Body, address: string): void {
  for (const [name, expression] of body.dynamic()) {
    const foreign = referencesOf(expression).find(({ traversal }) => !isOwn(traversal));
    if (!foreign) continue;
    const detail = `"${name}" of a provisioner that runs when ${address} is destroyed may refer to self, count.index and each.key only, not to ${foreign.traversal.root}.`;
    reader.report(
      expression.place,
      'ZTC-E-CONFIG-VALUE',
      'Invalid reference from destroy provisioner',
      detail,
    );
  }
}

/** Those of an expression that cannot be parsed are nobody's concern: it is reported where it is used. */
function referencesOf(expression: ConfigExpression): readonly Reference[] {
  try {
    return expression.references();
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    return [];
  }
}

function isOwn({ root, steps: [first] }: Traversal): boolean {
  const name = first?.kind === 'attr' ? first.name : undefined;
  if (root === 'count') return name === 'index';
  if (root === 'each') return name === 'key';
  return root === 'self' || root === 'path' || root === 'terraform';
}

/** The first of the words by default; in quotes they are accepted as well. */
function keyword<W extends string>(
  reader: Reader,
  argument: Argument | undefined,
  name: string,
  words: readonly [W, ...W[]],
): W {
  if (!argument) return words[0];
  const given = argument.keyword() ?? (argument.literal ? argument.constant().raw : undefined);
  const word = words.find((one) => one === given);
  if (word !== undefined) return word;
  const detail = `"${name}" must be one of the words ${words.join(', ')}.`;
  reader.report(argument.place, 'ZTC-E-CONFIG-VALUE', 'Unsuitable value', detail);
  return words[0];
}
