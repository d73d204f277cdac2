import { type IConstruct, TerraformDataSource, TerraformElement, TerraformResource } from './engine.ts';

/** The Terraform address of a resource or data source, as plain text. */
export function addressOf(construct: IConstruct): string | undefined {
  if (TerraformResource.isTerraformResource(construct)) {
    return `${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  if (TerraformDataSource.isTerraformDataSource(construct)) {
    return `data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`;
  }
  return undefined;
}

/** All resources in the subtree, the construct itself included. */
export function resourcesIn(construct: IConstruct): TerraformResource[] {
  return construct.node
    .findAll()
    .filter((one) => TerraformResource.isTerraformResource(one)) as TerraformResource[];
}

export function isElement(construct: IConstruct): construct is TerraformElement {
  return TerraformElement.isTerraformElement(construct);
}
