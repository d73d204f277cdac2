/** What the catalogue says about market services. */
import type { Catalog } from '../../catalog/catalog.ts';

/** The services that the platform offers as a second path only. */
export function isBackupOnly(catalog: Catalog, service: string): boolean {
  return catalog.get(`market_services.${service}.role`) === 'backup';
}

/** The services behind the gigabit access point of the core institutions' network. */
export function gigabitServices(catalog: Catalog): readonly string[] {
  return catalog
    .keys('market_services')
    .filter((service) => catalog.get(`market_services.${service}.channel`) === 'gigabit_lan');
}

/** The row of the availability matrix that says where a service is confirmed; null where the whitepaper names no site. */
export function availabilityOf(catalog: Catalog, service: string): string | null {
  const row = catalog.get(`market_services.${service}.availability`);
  return typeof row === 'string' ? row : null;
}

/** The market that a backup-only service belongs to: `szse` of `szse_trade_quote_backup`. */
export function marketOf(service: string): string {
  return service.split('_')[0] ?? service;
}
