/** Resource files as they are written: what the conventions let an author leave out is optional. */
import type { AttributeSchema, Lifecycle, ResourceSchema, Transition, WorkOrderSpec } from './model.ts';

export interface RawReference {
  /** A type, or `type.attribute` where the value equals something else than `attribute`. */
  readonly types: readonly string[];
  readonly attribute?: string;
  readonly weak?: boolean;
  readonly crossAccount?: boolean;
}

export interface RawAttribute
  extends Partial<Omit<AttributeSchema, 'type' | 'ref' | 'items' | 'properties' | 'additionalProperties'>> {
  readonly type: AttributeSchema['type'];
  readonly ref?: RawReference;
  readonly items?: RawAttribute;
  readonly properties?: Readonly<Record<string, RawAttribute>>;
  readonly additionalProperties?: RawAttribute;
}

export type RawOrder = Omit<WorkOrderSpec, 'fills'> & { readonly fills?: readonly string[] };
export type RawTransition = Omit<Transition, 'order'> & { readonly order?: RawOrder };

export interface RawLifecycle extends Partial<Omit<Lifecycle, 'create' | 'update' | 'delete' | 'ready'>> {
  readonly create: RawTransition;
  readonly update?: RawTransition;
  readonly delete: RawTransition;
  readonly ready: readonly string[];
}

export interface RawResource extends Partial<Omit<ResourceSchema, 'attributes' | 'lifecycle'>> {
  readonly type: string;
  readonly product: string;
  readonly titles: ResourceSchema['titles'];
  readonly description: string;
  readonly section: string;
  readonly version: number;
  readonly attributes: Readonly<Record<string, RawAttribute>>;
  readonly lifecycle?: RawLifecycle;
}
