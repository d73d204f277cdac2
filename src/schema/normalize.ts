/** Fills in what CONVENTIONS.md lets an author leave out. The result says everything explicitly. */
import type {
  AttributeMode,
  AttributeSchema,
  Lifecycle,
  Localized,
  Reference,
  ResourceSchema,
  Transition,
} from './model.ts';
import type { RawAttribute, RawLifecycle, RawReference, RawResource, RawTransition } from './raw.ts';

/** Resolves a catalogue path to the values of an enumeration; undefined when there is no such list. */
export type EnumResolver = (path: string) => readonly (string | number)[] | undefined;

interface Inherited {
  readonly mode: AttributeMode | undefined;
  readonly titles: Localized;
  readonly description: string;
}

export function normalizeResource(raw: RawResource, enumOf: EnumResolver): ResourceSchema {
  const kind = raw.kind ?? 'resource';
  const lifecycle = normalizeLifecycle(raw.lifecycle);
  const own = Object.entries(raw.attributes).map(
    ([name, attribute]) => [name, normalizeAttribute(attribute, enumOf)] as const,
  );
  return defined({
    type: raw.type,
    kind,
    product: raw.product,
    titles: raw.titles,
    description: raw.description,
    section: raw.section,
    version: raw.version,
    idPrefix: raw.idPrefix ?? '',
    availability: raw.availability,
    siteFrom: raw.siteFrom ?? [],
    local: raw.local ?? false,
    attributes: withStandard(raw, kind, lifecycle, Object.fromEntries(own)),
    exactlyOneOf: raw.exactlyOneOf ?? [],
    lifecycle,
    dataFrom: raw.dataFrom,
    assumed: raw.assumed ?? false,
  });
}

function normalizeAttribute(raw: RawAttribute, enumOf: EnumResolver, inherited?: Inherited): AttributeSchema {
  const mode = raw.mode ?? inherited?.mode ?? 'optional';
  const titles = raw.titles ?? inherited?.titles ?? { en: '', zh: '' };
  const description = raw.description ?? inherited?.description ?? '';
  const childMode = mode === 'computed' ? ('computed' as const) : undefined;
  const { items, properties, additionalProperties, ref, enumFrom, ...plain } = raw;
  const element = { mode: childMode ?? 'required', titles, description } as const;
  return defined({
    ...plain,
    mode,
    titles,
    description,
    forceNew: raw.forceNew ?? false,
    sensitive: raw.sensitive ?? false,
    writeOnly: raw.writeOnly ?? false,
    assumed: raw.assumed ?? false,
    rule: raw.rule ?? {},
    enumFrom,
    enum: raw.enum ?? (enumFrom === undefined ? undefined : enumOf(enumFrom)),
    // A reference written at a list is a reference of its elements.
    ref: ref !== undefined && raw.type !== 'array' ? normalizeReference(ref) : undefined,
    items: items && normalizeAttribute(items.ref || !ref ? items : { ...items, ref }, enumOf, element),
    properties:
      properties &&
      Object.fromEntries(
        Object.entries(properties).map(([name, child]) => [
          name,
          normalizeAttribute(child, enumOf, { mode: childMode, titles, description }),
        ]),
      ),
    additionalProperties: additionalProperties && normalizeAttribute(additionalProperties, enumOf, element),
  });
}

function normalizeReference(raw: RawReference): Reference {
  const targets = raw.types.map((target) => {
    const dot = target.indexOf('.');
    return dot === -1
      ? { type: target, attribute: raw.attribute ?? 'id' }
      : { type: target.slice(0, dot), attribute: target.slice(dot + 1) };
  });
  return { targets, weak: raw.weak ?? false, crossAccount: raw.crossAccount ?? false };
}

/** A type without a machine of its own (local types, data sources) is there at once and gone at once. */
const INSTANT: RawLifecycle = {
  create: { via: 'available', to: 'available', seconds: [0, 0] },
  delete: { via: 'deleted', to: 'deleted', seconds: [0, 0] },
  ready: ['available'],
  failed: [],
};

function normalizeLifecycle(raw: RawLifecycle = INSTANT): Lifecycle {
  const settled = raw.ready[0] ?? raw.create.to;
  const create = normalizeTransition(raw.create);
  return {
    create,
    update: normalizeTransition(raw.update ?? { via: settled, to: settled, seconds: [0, 0] }),
    delete: normalizeTransition(raw.delete),
    reorder: raw.reorder ?? [],
    ready: raw.ready,
    failed: raw.failed ?? ['rejected', 'failed'],
  };
}

function normalizeTransition(raw: RawTransition): Transition {
  const order = raw.order && { ...raw.order, fills: raw.order.fills ?? [] };
  return defined({ ...raw, order });
}

function withStandard(
  raw: RawResource,
  kind: 'resource' | 'data',
  lifecycle: Lifecycle,
  own: Record<string, AttributeSchema>,
): Record<string, AttributeSchema> {
  const id = { id: computed(ID_TITLES, 'The identifier of the object.', raw.idPrefix) };
  // A data source that lists things is no object; one that describes a single thing has its id.
  if (kind === 'data') return 'items' in raw.attributes ? own : { ...id, ...own };
  if (raw.local) return { ...id, ...own };
  const platform = {
    status: {
      ...computed({ en: 'Status', zh: '状态' }, 'Where the object stands in its life.'),
      enum: statusesOf(lifecycle),
      compute: { platform: 'status' },
    },
    created_at: {
      ...computed({ en: 'Creation time', zh: '创建时间' }, 'When the object was created (RFC 3339).'),
      format: 'date-time',
      compute: { platform: 'created_at' },
    },
    account_id: {
      ...computed({ en: 'Account', zh: '所属账户' }, 'The account that owns the object.'),
      compute: { platform: 'account_id' },
    },
  } as const satisfies Record<string, AttributeSchema>;
  // The file's own definitions win, in the place where the standard ones stand.
  return { ...id, ...own, ...platform, ...pick(own, Object.keys(platform)) };
}

const ID_TITLES: Localized = { en: 'Identifier', zh: '标识' };

function computed(titles: Localized, description: string, uid?: string): AttributeSchema {
  return defined({
    type: 'string',
    mode: 'computed',
    titles,
    description,
    forceNew: false,
    sensitive: false,
    writeOnly: false,
    assumed: false,
    rule: {},
    compute: uid === undefined ? undefined : { uid },
  });
}

/** Every status that an object of the type can show; the end of a deletion is not one of them. */
export function statusesOf(lifecycle: Lifecycle): string[] {
  const { create, update } = lifecycle;
  const shown = [create.via, create.to, update.via, update.to, lifecycle.delete.via, ...lifecycle.ready];
  const orders = [create, update, lifecycle.delete].filter((transition) => transition.order !== undefined);
  const rejected = orders.map((transition) => transition.rejected ?? 'rejected');
  const accepted = [create, update, lifecycle.delete].flatMap((transition) => transition.accepted ?? []);
  return [...new Set([...shown, ...accepted, ...rejected, ...lifecycle.failed])];
}

function pick<T>(from: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}

/** The object without its undefined members, so that the compiled file and the object are the same thing. */
function defined<T extends object>(value: { [K in keyof T]: T[K] | undefined } | T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
