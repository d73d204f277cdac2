/** What generated files import. */
export type {
  Construct,
  IResolvable,
  TerraformMetaArguments,
  TerraformProvider,
} from '../engine.ts';
export { accessors } from './accessors.ts';
export { dataSourceType, resourceType, ZtcDataSource, ZtcResource } from './resource.ts';
export type { Attributes, ListReference, ObjectReference } from './types.ts';
