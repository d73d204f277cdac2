/** Paths into the catalogue: `sites`, `disk_types.ssd.max_iops`, `line_cabinets.{site}`. */

export type CatalogValue =
  | string
  | number
  | boolean
  | null
  | readonly CatalogValue[]
  | { readonly [key: string]: CatalogValue };
export type CatalogTree = { readonly [key: string]: CatalogValue };

/** Keys that describe a fact or a table; they are never entries of it. */
export const DESCRIPTIVE_KEYS = [
  'section',
  'also',
  'basis',
  'certainty',
  'assumed',
  'note',
  'titles',
  'value',
  'values',
] as const;

const descriptive: ReadonlySet<string> = new Set(DESCRIPTIVE_KEYS);

export function isTable(value: CatalogValue | undefined): value is CatalogTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a path, a fact's wrapper (`{value, section}`) removed. */
export function resolvePath(tree: CatalogTree, path: string): CatalogValue | undefined {
  let node: CatalogValue | undefined = tree;
  for (const step of path.split('.')) {
    if (!isTable(node) || !Object.hasOwn(node, step)) return undefined;
    node = node[step];
  }
  return unwrap(node);
}

function unwrap(node: CatalogValue | undefined): CatalogValue | undefined {
  if (!isTable(node)) return node;
  if (Object.hasOwn(node, 'value')) return node.value;
  if (Object.hasOwn(node, 'values')) return node.values;
  return node;
}

/** The entries of a table, without the keys that describe it. */
export function entriesOf(table: CatalogTree): [string, CatalogValue][] {
  return Object.entries(table).filter(([key]) => !descriptive.has(key));
}

/** The enumeration at a path: the elements of a list or the keys of a table. */
export function enumAt(tree: CatalogTree, path: string): readonly (string | number)[] | undefined {
  const node = resolvePath(tree, path);
  if (Array.isArray(node)) {
    return node.every(isEnumMember) ? node : undefined;
  }
  return isTable(node) ? entriesOf(node).map(([key]) => key) : undefined;
}

function isEnumMember(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

export const PLACEHOLDER = /\{([a-z0-9_]+)\}/g;

/** The attributes that a path needs: `aggregate_line_codes.{site}.{carrier}` needs `site` and `carrier`. */
export function placeholders(path: string): string[] {
  return [...path.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

/** Every path that results when the placeholders are replaced by what the catalogue has at that place. */
export function expandPath(tree: CatalogTree, path: string): string[] {
  let expanded = [''];
  for (const step of path.split('.')) {
    const open = step.startsWith('{');
    expanded = expanded.flatMap((head) => {
      const join = (key: string) => (head === '' ? key : `${head}.${key}`);
      if (!open) return [join(step)];
      const table = head === '' ? tree : resolvePath(tree, head);
      return isTable(table) ? entriesOf(table).map(([key]) => join(key)) : [];
    });
  }
  return expanded.filter((candidate) => resolvePath(tree, candidate) !== undefined);
}
