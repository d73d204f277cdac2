import {
  type Construct,
  ImportableResource,
  type IResolvable,
  TerraformDataSource,
  type TerraformMetaArguments,
  type TerraformProvider,
  TerraformResource,
} from '../engine.ts';
import { misuse } from '../errors.ts';
import { formatSource, recordSource, sourceOf } from '../source.ts';
import { INPUTS, type WithInputs } from './accessors.ts';
import { fieldsOf, isNested, toTerraform } from './convert.ts';
import { AttributeReference } from './reference.ts';
import type { Field, L1Type, Table } from './types.ts';

export const PROVIDER_NAME = 'ztc';
export const PROVIDER_SOURCE = 'ztc-cdk/ztc';
export const PROVIDER_VERSION = '0.1.0';

const GENERATOR = { providerName: PROVIDER_NAME, providerVersion: PROVIDER_VERSION };

export function resourceType(type: string, set: Table, get: Table): L1Type {
  return { type, fields: fieldsOf(set, get) };
}

export const dataSourceType = resourceType;

interface ImportTarget {
  readonly tfResourceType: string;
}

function metaArguments({ type }: L1Type, config: TerraformMetaArguments) {
  const { dependsOn, count, provider, lifecycle, forEach, provisioners, connection } = config;
  return {
    terraformResourceType: type,
    terraformGeneratorMetadata: GENERATOR,
    dependsOn,
    count,
    provider,
    lifecycle,
    forEach,
    provisioners,
    connection,
  };
}

/** Arguments that were given, by name; meta arguments excluded. */
function inputsOf(owner: Construct, { fields }: L1Type, config: object): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  const values = config as Record<string, unknown>;
  for (const field of fields) if (field.settable) inputs[field.name] = values[field.name];
  for (const name of Object.keys(values)) {
    if (name in inputs || META.has(name)) continue;
    throw misuse.unknownAttribute(owner, name, Object.keys(inputs));
  }
  return inputs;
}

const META: ReadonlySet<string> = new Set<keyof TerraformMetaArguments>([
  'dependsOn',
  'count',
  'provider',
  'lifecycle',
  'forEach',
  'provisioners',
  'connection',
]);

function attributesOf(owner: Construct & WithInputs, { fields }: L1Type): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const field of fields) {
    if (!field.settable) continue;
    const value = owner[INPUTS][field.name];
    if (value !== undefined) attributes[field.attribute] = toTerraform(field, value, owner);
  }
  return attributes;
}

function hclAttributesOf(owner: Construct & WithInputs, type: L1Type): Record<string, unknown> {
  const values = attributesOf(owner, type);
  const entries = type.fields
    .filter((field) => field.settable && values[field.attribute] !== undefined)
    .map((field) => [field.attribute, { value: values[field.attribute], isBlock: false, ...hclType(field) }]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function hclType({ kind }: Field): { type: string; storageClassType: string } {
  if (isNested(kind)) {
    return kind.shape === 'object'
      ? { type: 'struct', storageClassType: 'struct' }
      : { type: kind.shape, storageClassType: 'any' };
  }
  const simple = { type: 'simple', storageClassType: kind };
  if (kind.endsWith('Map')) return { type: 'map', storageClassType: kind };
  if (kind.endsWith('Set')) return { type: 'set', storageClassType: kind.replace('Set', 'List') };
  if (kind === 'strings' || kind === 'numbers')
    return { type: 'list', storageClassType: `${kind.slice(0, -1)}List` };
  return simple;
}

function fieldNamed({ fields }: L1Type, path: string): boolean {
  const [head] = path.split(/[.[]/);
  return fields.some((field) => field.attribute === head);
}

/** Base of all generated resource classes. */
export abstract class ZtcResource extends TerraformResource implements WithInputs {
  readonly #type: L1Type;
  readonly #references = new Map<string, AttributeReference>();
  readonly [INPUTS]: Record<string, unknown>;
  #named = false;

  protected constructor(scope: Construct, id: string, type: L1Type, config: TerraformMetaArguments) {
    super(scope, id, metaArguments(type, config));
    recordSource(this, new.target as unknown as () => void);
    this.#type = type;
    this[INPUTS] = inputsOf(this, type, config);
  }

  /** An import block's target: `terraform import` without the command. */
  static generateConfigForImport(
    this: ImportTarget,
    scope: Construct,
    importToId: string,
    importFromId: string,
    provider?: TerraformProvider,
  ): ImportableResource {
    // biome-ignore lint/complexity/noThisInStatic: the generated class says which type it is
    const terraformResourceType = this.tfResourceType;
    return new ImportableResource(scope, importToId, {
      terraformResourceType,
      importId: importFromId,
      provider,
    });
  }

  override get friendlyUniqueId(): string {
    this.#named = true;
    return super.friendlyUniqueId;
  }

  override overrideLogicalId(newLogicalId: string): void {
    if (this.#named) throw misuse.lateOverride(this, newLogicalId);
    super.overrideLogicalId(newLogicalId);
  }

  override moveTo(moveTarget: string, index?: string | number): void {
    if (index === 0) throw misuse.moveToFirst(this, moveTarget);
    super.moveTo(moveTarget, index);
  }

  override interpolationForAttribute(attribute: string): IResolvable {
    const known = this.#references.get(attribute);
    if (known) return known;
    if (!fieldNamed(this.#type, attribute)) throw misuse.noSuchAttribute(this, attribute, this.#type.fields);
    const made = new AttributeReference(this, attribute);
    this.#references.set(attribute, made);
    return made;
  }

  referenceTo(attribute: string): string {
    return `${this.terraformResourceType}.${this.friendlyUniqueId}${this.forEach ? '.*' : ''}.${attribute}`;
  }

  override get constructNodeMetadata(): Record<string, unknown> {
    return withSource(this, super.constructNodeMetadata);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return attributesOf(this, this.#type);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributesOf(this, this.#type);
  }
}

/** Base of all generated data sources. */
export abstract class ZtcDataSource extends TerraformDataSource implements WithInputs {
  readonly #type: L1Type;
  readonly #references = new Map<string, AttributeReference>();
  readonly [INPUTS]: Record<string, unknown>;

  protected constructor(scope: Construct, id: string, type: L1Type, config: TerraformMetaArguments) {
    super(scope, id, metaArguments(type, config));
    recordSource(this, new.target as unknown as () => void);
    this.#type = type;
    this[INPUTS] = inputsOf(this, type, config);
  }

  override interpolationForAttribute(attribute: string): IResolvable {
    const known = this.#references.get(attribute);
    if (known) return known;
    if (!fieldNamed(this.#type, attribute)) throw misuse.noSuchAttribute(this, attribute, this.#type.fields);
    const made = new AttributeReference(this, attribute);
    this.#references.set(attribute, made);
    return made;
  }

  referenceTo(attribute: string): string {
    return `data.${this.terraformResourceType}.${this.friendlyUniqueId}${this.forEach ? '.*' : ''}.${attribute}`;
  }

  override get constructNodeMetadata(): Record<string, unknown> {
    return withSource(this, super.constructNodeMetadata);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return attributesOf(this, this.#type);
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return hclAttributesOf(this, this.#type);
  }
}

function withSource(construct: Construct, metadata: Record<string, unknown>): Record<string, unknown> {
  const source = sourceOf(construct);
  return source ? { ...metadata, ztc: { source: formatSource(source) } } : metadata;
}
