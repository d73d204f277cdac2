import type { TerraformStack } from './engine.ts';

/**
 * Folder of a stack below `stacks/`: its path, so that `east/net` and `west/net` do not share one. A stack directly below
 * the app has its id, as in any cdktf program.
 */
export function stackName(stack: TerraformStack): string {
  return stack.node.path.replaceAll('/', '-');
}
