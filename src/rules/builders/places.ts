/** What the catalogue says about a place that is given as a text. */
import type { Catalog } from '../../catalog/catalog.ts';
import type { TransportEndPoint } from '../../catalog/generated/types.ts';

/** The city of a site or transport end point; null for a code that the catalogue does not know. */
export function cityAt(catalog: Catalog, code: string | null): string | null {
  if (code === null || !catalog.keys('transport_end_points').includes(code)) return null;
  return catalog.cityOf(code as TransportEndPoint);
}

/** Whether operators have to open the internet for addresses of the site. */
export function isOpenedByOperator(catalog: Catalog, site: string | null): boolean {
  if (!catalog.isSite(site) || !catalog.hasInternet(site)) return false;
  return catalog.get(`internet.opened_by_operator.${catalog.regionOf(site)}`) === true;
}

/** Whether an elastic public IP of the site is an internet address itself. */
export function isInternetAddress(catalog: Catalog, site: string | null): boolean {
  return catalog.isSite(site) && catalog.get(`eip.is_internet_address.${catalog.regionOf(site)}`) === true;
}

/** The codes of the sites with internet service. */
export function internetSites(catalog: Catalog): readonly string[] {
  return catalog.sites().flatMap((site) => (site.internet ? [site.code] : []));
}

/** The city that a text names first, in any language of the project; null when it names none. */
export function cityNamedIn(catalog: Catalog, text: string): string | null {
  const lower = text.toLowerCase();
  const named = catalog.table('cities').flatMap(([code]) => {
    const names = [code, catalog.get(`cities.${code}.titles.en`), catalog.get(`cities.${code}.titles.zh`)];
    const at = names.map((name) => lower.indexOf(String(name).toLowerCase())).filter((index) => index >= 0);
    return at.length > 0 ? [{ code, at: Math.min(...at) }] : [];
  });
  return named.toSorted((a, b) => a.at - b.at)[0]?.code ?? null;
}
