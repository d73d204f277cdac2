/** Names that L1 files are built from. */

/** Catalogue lists that have a literal type in `src/catalog/generated/types.ts`. */
const CATALOG_TYPES: Readonly<Record<string, string>> = {
  application_modes: 'ApplicationMode',
  carriers: 'Carrier',
  cross_site_bandwidth_mbps: 'CrossSiteBandwidth',
  disk_categories: 'DiskCategory',
  ecs_families: 'EcsFamily',
  instance_flavors: 'FlavorName',
  lan_networks: 'LanNetwork',
  market_services: 'MarketServiceCode',
  multicast_feeds: 'MulticastFeed',
  network_zones: 'NetworkZone',
  regions: 'Region',
  service_request_kinds: 'ServiceRequestKind',
  sites: 'SiteCode',
  slb_algorithm_classes: 'SlbAlgorithmClass',
  slb_protocols: 'SlbProtocol',
  solution_scenarios: 'ScenarioName',
  topologies: 'TopologyName',
  transport_end_points: 'TransportEndPoint',
  vsep_peer_kinds: 'VsepPeerKind',
};

export function catalogType(path: string | undefined): string | undefined {
  return path === undefined ? undefined : CATALOG_TYPES[path];
}

export function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** `ztc_vpc` → `ZtcVpc`; a data source `ztc_sites` → `DataZtcSites`. */
export function className(type: string, kind: 'resource' | 'data'): string {
  return `${kind === 'data' ? 'Data' : ''}${pascalCase(type)}`;
}

/** `ztc_vpc` → `vpc.ts`; a data source `ztc_sites` → `data-sites.ts`. */
export function fileName(type: string, kind: 'resource' | 'data'): string {
  return `${kind === 'data' ? 'data-' : ''}${type.replace(/^ztc_/, '').replaceAll('_', '-')}.ts`;
}

/** Members of every resource class; an attribute of the same name would hide them. */
const RESERVED = new Set(
  'count provider lifecycle forEach dependsOn provisioners connection node fqn friendlyUniqueId cdktfStack rawOverrides importFrom moveTo'.split(
    ' ',
  ),
);

/** The property that stands for an attribute. */
export function propertyName(attribute: string): string {
  const name = camelCase(attribute);
  if (RESERVED.has(name)) throw new Error(`attribute ${attribute} has the name of a meta argument`);
  return name;
}
