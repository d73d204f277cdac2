/**
 * The vocabulary of `schema/resources/**.yaml`: JSON Schema 2020-12 keywords plus the few that describe a cloud
 * resource. One YAML file defines one type; everything else (L1 classes, provider schema, API, docs) is derived.
 */

/** A text in both languages of the project. */
export interface Localized {
  readonly en: string;
  readonly zh: string;
}

/**
 * Who decides the value: the user (`required`, `optional`), the platform (`computed`), or the platform when the
 * user leaves it out (`optional_computed`).
 */
export type AttributeMode = 'required' | 'optional' | 'computed' | 'optional_computed';

/** JSON Schema keywords that the platform can refuse a value by. `ZTC-…` ids can be attached to each of them. */
export type RefusingKeyword =
  | 'enum'
  | 'minimum'
  | 'exclusiveMinimum'
  | 'maximum'
  | 'minLength'
  | 'maxLength'
  | 'pattern'
  | 'format'
  | 'minItems'
  | 'maxItems'
  | 'required';

/** What the platform does to give a computed attribute its value. Exactly one key. */
export type Compute =
  /** Known to the control plane for every object. */
  | { readonly platform: 'status' | 'created_at' | 'account_id' }
  /** A fresh identifier with this prefix, fixed for the life of the object. */
  | { readonly uid: string }
  /** Copied along a reference: `vpc_id.site`; or a sibling attribute: `site`. Derived at every read. */
  | { readonly from: string }
  /** Taken from an address or number pool of the control plane; released on deletion. */
  | {
      readonly pool:
        | 'vpc_cidr'
        | 'eip_address'
        | 'internet_address'
        | 'vswitch_address'
        | 'vlan'
        | 'interconnect_cidr'
        | 'mac'
        | 'tunnel';
    }
  /** Looked up in the catalogue; `{attribute}` in the path is replaced by that attribute's value. */
  | { readonly catalog: string }
  /** Collected from objects that refer to this one, at every read. `many: false` takes the only one or null. */
  | {
      readonly referrers: {
        readonly type: string;
        readonly by: string;
        readonly take: string;
        readonly many: boolean;
      };
    }
  /** The same value always. */
  | { readonly const: string | number | boolean }
  /** The identifier of the work order that this object waits for. */
  | { readonly order: true }
  /** The moment at which the object reached this status. */
  | { readonly reached: string }
  /** A random secret, shown once per object. */
  | { readonly secret: true }
  /** A URL or text built from `{id}` and attributes. */
  | { readonly template: string }
  /** A named function of the control plane, where none of the above will do. */
  | { readonly handler: string };

/** A reference to other objects by id. Edges of the resource graph come from here. */
export interface Reference {
  /** What may be referred to: a type (`*` stands for any) and the attribute of it that the value equals. */
  readonly targets: readonly { readonly type: string; readonly attribute: string }[];
  /** A weak reference does not keep its target from being deleted. */
  readonly weak: boolean;
  /** The target may belong to another account. */
  readonly crossAccount: boolean;
}

export interface AttributeSchema {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly mode: AttributeMode;
  readonly titles: Localized;
  /** English, one or two sentences: meaning and unit. */
  readonly description: string;
  readonly section?: string;
  readonly forceNew: boolean;
  readonly sensitive: boolean;
  readonly writeOnly: boolean;
  /** Present in the schema of a list that has set semantics. */
  readonly uniqueItems?: boolean;
  readonly items?: AttributeSchema;
  /** A nested object. */
  readonly properties?: Readonly<Record<string, AttributeSchema>>;
  /** A map of values of one type. */
  readonly additionalProperties?: AttributeSchema;
  readonly enum?: readonly (string | number)[];
  /** The catalogue path whose keys or values are the `enum`; resolved by the loader. */
  readonly enumFrom?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'cidr' | 'ipv4' | 'date-time' | 'port-range' | 'port-protocol';
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Used when the user gives nothing; only with `optional` or `optional_computed`. */
  readonly default?: string | number | boolean | readonly string[];
  readonly ref?: Reference;
  /** The constraint that a refusal by this keyword breaks. */
  readonly rule: Readonly<Partial<Record<RefusingKeyword, string>>>;
  readonly compute?: Compute;
  /** For a computed value: null until the object has reached this status. */
  readonly knownWhen?: string;
  /** A number that grows in place but never shrinks, unless another attribute allows a replacement. */
  readonly decrease?: { readonly rule?: string; readonly replaceWhen?: string };
  /** The whitepaper does not give this value; the project chose it. Shown wherever the value is shown. */
  readonly assumed: boolean;
}

/** The work order that a human operator (or a third party) has to complete before the object is usable. */
export interface WorkOrderSpec {
  readonly kind: string;
  /** Who completes it. */
  readonly by: 'operator' | 'peer_account' | 'third_party';
  readonly titles: Localized;
  /** Computed attributes that the operator may set on approval; the pool's value is used where nothing is given. */
  readonly fills: readonly string[];
  /** The order is only filed when this attribute is given (and not `false`); otherwise the transition runs by itself. */
  readonly when?: string;
  /** Who completes it when an attribute has a certain value. */
  readonly byWhen?: {
    readonly attribute: string;
    readonly equals: string | number | boolean;
    readonly by: WorkOrderSpec['by'];
  };
}

export interface Transition {
  /** The status while it runs. */
  readonly via: string;
  /** The status when it is over; for a deletion the object is gone. */
  readonly to: string;
  /** Shortest and longest duration in seconds under the `realistic` profile; always the project's assumption. */
  readonly seconds: readonly [number, number];
  readonly order?: WorkOrderSpec;
  /** The status after somebody has accepted the work order and before it is completed. */
  readonly accepted?: string;
  /** The status after the work order was rejected. */
  readonly rejected?: string;
}

export interface Lifecycle {
  readonly create: Transition;
  readonly update: Transition;
  readonly delete: Transition;
  /** A change of one of these attributes files the create transition's work order again. */
  readonly reorder: readonly string[];
  /** Statuses in which the object can be used by others. */
  readonly ready: readonly string[];
  /** Statuses from which the object never becomes ready. */
  readonly failed: readonly string[];
}

export interface ResourceSchema {
  readonly type: string;
  readonly kind: 'resource' | 'data';
  readonly product: string;
  readonly titles: Localized;
  readonly description: string;
  readonly section: string;
  readonly version: number;
  readonly idPrefix: string;
  /** Key of the availability matrix in the catalogue, where the type has a place. */
  readonly availability?: string;
  /**
   * Where the object's site comes from: the attribute `site`, or a reference such as `vpc_id` whose target has a site.
   * Several entries are alternatives: the first one that is given counts.
   */
  readonly siteFrom: readonly string[];
  /** No object on the platform: lives in the state only. */
  readonly local: boolean;
  readonly attributes: Readonly<Record<string, AttributeSchema>>;
  readonly exactlyOneOf: readonly { readonly attributes: readonly string[]; readonly rule?: string }[];
  readonly lifecycle: Lifecycle;
  /** Data sources: the catalogue list or the resource type that the items come from. */
  readonly dataFrom?: string;
  /** True when parts of the type's meaning are the project's own, not the whitepaper's. */
  readonly assumed: boolean;
}
