import { topologyDot, topologyMermaid, topologyOf } from '../../report/topology.ts';
import { graphOfInput } from '../audit.ts';
import type { Context } from '../context.ts';
import { deliver } from '../files.ts';
import { resolveInput } from '../project.ts';

interface Options {
  readonly format: 'mermaid' | 'dot' | 'svg';
  readonly out?: string;
  readonly stack?: string;
}

export default async function graph(
  context: Context,
  args: readonly [string?],
  options: Options,
): Promise<number> {
  const topology = topologyOf(await graphOfInput(context, resolveInput(context, args[0], options.stack)));
  if (options.format === 'mermaid') deliver(context, topologyMermaid(topology), options.out);
  else if (options.format === 'dot') deliver(context, topologyDot(topology), options.out);
  else {
    const { instance } = await import('@viz-js/viz');
    const viz = await instance();
    deliver(context, viz.renderString(topologyDot(topology), { format: 'svg' }), options.out);
  }
  return 0;
}
