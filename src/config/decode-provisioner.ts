/** Decodes provisioner blocks: commands behind the creation and before the destruction of an object. */

import { type Argument, type Body, blockShape } from './expression.ts';
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
    return [
      {
        type,
        when: keyword(reader, body.get('when'), 'when', ['create', 'destroy']),
        onFailure: keyword(reader, body.get('on_failure'), 'on_failure', ['fail', 'continue']),
        body: body.without(META),
        place,
      },
    ];
  });
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
