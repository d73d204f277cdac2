/** Rows of the availability matrix. */
import type { Catalog } from '../../catalog/catalog.ts';
import { memo } from './memo.ts';

/** What is known of a product at each site. */
export type AvailabilityRow = ReadonlyMap<string, string>;

const rows = memo((catalog: Catalog): ReadonlyMap<string, AvailabilityRow> => {
  const sites = catalog.keys('sites');
  return new Map(
    catalog.table('availability_matrix').map(([product]) => {
      const status = (site: string) => String(catalog.get(`availability_matrix.${product}.${site}`));
      return [product, new Map(sites.map((site) => [site, status(site)]))];
    }),
  );
});

/** The row of a product; undefined for a product that the matrix does not have. */
export function availabilityRow(catalog: Catalog, product: string): AvailabilityRow | undefined {
  return rows(catalog).get(product);
}

/** The sites that do not exclude the product. */
export function openSites(row: AvailabilityRow): readonly string[] {
  return [...row].flatMap(([site, status]) => (status === 'unavailable' ? [] : [site]));
}
