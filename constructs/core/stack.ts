import { relative } from 'node:path';
import {
  type Construct,
  LocalBackend,
  TerraformBackend,
  type TerraformProvider,
  TerraformStack,
} from './engine.ts';
import { prepare } from './prepare.ts';
import { recordSource } from './source.ts';
import { stackName } from './stack-name.ts';

export interface StackProps {
  /**
   * The provider of everything in the stack.
   * @default - one that is configured by the environment
   */
  readonly provider?: TerraformProvider;
}

/** The unit of planning and applying (栈): one folder, one state. Works in any cdktf program. */
export class Stack extends TerraformStack {
  /** The provider of everything in the stack that is below no site with its own. */
  provider: TerraformProvider | undefined;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id);
    recordSource(this, new.target as unknown as () => void);
    this.provider = props.provider;
  }

  /** The engine calls this before it renders; references can still be added then. */
  override prepareStack(): void {
    prepare(this);
    super.prepareStack();
  }

  override ensureBackendExists(): TerraformBackend {
    return this.#backend() ?? relativeBackend(this);
  }

  #backend(): TerraformBackend | undefined {
    return this.node.findAll().find((one): one is TerraformBackend => TerraformBackend.isBackend(one));
  }
}

/** State beside the program, by a path that is the same on every machine; the engine's own default is absolute. */
export function relativeBackend(stack: TerraformStack): LocalBackend {
  const name = stackName(stack);
  const folder = `cdktf.out/stacks/${name}`;
  return new LocalBackend(stack, {
    path: `${relative(folder, '.').replaceAll('\\', '/')}/terraform.${name}.tfstate`,
  });
}
