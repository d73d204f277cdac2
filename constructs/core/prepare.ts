import { ZtcProvider } from '../l1/provider.ts';
import { reifyDependencies } from './dependencies.ts';
import {
  type IConstruct,
  TerraformDataSource,
  TerraformElement,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
} from './engine.ts';
import { Site } from './site.ts';

/** What has to be there before a stack is rendered. Can be called again: it does nothing twice. */
export function prepare(stack: TerraformStack): void {
  fillProviders(stack);
  reifyDependencies(stack);
}

interface Provided extends IConstruct {
  provider?: TerraformProvider | undefined;
}

function fillProviders(stack: TerraformStack): void {
  let needsDefault = false;
  for (const element of elementsOf(stack)) {
    if (!isOurs(element)) continue;
    const provided: Provided = element;
    provided.provider ??= providerAbove(element, stack);
    if (!provided.provider) needsDefault = true;
  }
  if (!needsDefault || hasDefaultProvider(stack)) return;
  new ZtcProvider(stack, stack.node.tryFindChild('ztc') ? 'ztc-provider' : 'ztc');
}

function isOurs(element: TerraformElement): boolean {
  const typed =
    TerraformResource.isTerraformResource(element) || TerraformDataSource.isTerraformDataSource(element);
  return typed && element.terraformResourceType.startsWith('ztc_');
}

function providerAbove(element: TerraformElement, stack: TerraformStack): TerraformProvider | undefined {
  for (let at: IConstruct | undefined = element.node.scope; at; at = at.node.scope) {
    if (Site.isSite(at) && at.provider) return at.provider;
    if (at === stack) return (stack as TerraformStack & { provider?: TerraformProvider }).provider;
  }
  return undefined;
}

function hasDefaultProvider(stack: TerraformStack): boolean {
  return elementsOf(stack).some(
    (one) =>
      TerraformProvider.isTerraformProvider(one) &&
      one.terraformResourceType === 'ztc' &&
      one.alias === undefined,
  );
}

/** The elements of a stack, in tree order; those of stacks inside it excluded. */
export function elementsOf(stack: TerraformStack): TerraformElement[] {
  const found: TerraformElement[] = [];
  const visit = (construct: IConstruct): void => {
    if (TerraformElement.isTerraformElement(construct)) found.push(construct);
    for (const child of construct.node.children) if (!TerraformStack.isStack(child)) visit(child);
  };
  visit(stack);
  return found;
}
