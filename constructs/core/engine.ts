/**
 * The only importer of cdktf. A program that prefers the community fork aliases the package
 * (`"cdktf": "npm:cdktn@…"`); both have these names. What only one of them has is detected, never assumed by version.
 */

export type {
  AppConfig,
  IAspect,
  IInterpolatingParent,
  IResolvable,
  IResolveContext,
  ISynthesisSession,
  ITerraformDependable,
  TerraformMetaArguments,
} from 'cdktf';
export {
  Annotations,
  App as EngineApp,
  Aspects,
  ComplexList,
  ComplexObject,
  DefaultTokenResolver,
  Fn,
  ImportableResource,
  LocalBackend,
  Manifest,
  StringConcat,
  TerraformBackend,
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  Token,
  Tokenization,
} from 'cdktf';
export { Construct, ConstructOrder, type IConstruct } from 'constructs';
