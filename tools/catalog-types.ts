/** Literal types of the catalogue's static facts, so that an illegal site, carrier or tier does not compile. */
import { type CatalogTree, entriesOf, enumAt, isTable, resolvePath } from '../src/catalog/path.ts';

const HEADER = '// Generated from schema/catalog by tools/generate.ts. Do not edit.\n';

/** Name of the type, its doc comment, and the catalogue list that its members are. */
const UNIONS: readonly (readonly [name: string, doc: string, path: string])[] = [
  ['SiteCode', 'A site of the platform.', 'sites'],
  ['Region', 'A region.', 'regions'],
  ['City', 'A city with an end point of the platform.', 'cities'],
  ['Carrier', 'A carrier.', 'carriers'],
  ['EcsFamily', 'A family of cloud hosts.', 'ecs_families'],
  ['FlavorName', 'A flavor of cloud hosts (the set is an assumption of the project).', 'instance_flavors'],
  ['DiskCategory', 'A category of cloud disks.', 'disk_types'],
  ['CrossSiteBandwidth', 'A bandwidth tier of cross-site transport in Mbps.', 'cross_site_bandwidth_mbps'],
  ['TransportEndPoint', 'An end of cross-site transport.', 'transport_end_points'],
  ['MarketServiceCode', 'A market service.', 'market_services'],
  ['MulticastFeed', 'A multicast feed.', 'multicast_feeds'],
  ['SlbProtocol', 'A protocol of a load-balancer listener.', 'slb_protocols'],
  ['SlbAlgorithmClass', 'A class of load-balancing algorithms.', 'slb_algorithm_classes'],
  ['NetworkZone', 'A network zone.', 'network_zones'],
  ['LanNetwork', 'A data-centre network for hosted racks.', 'lan_networks'],
  ['VsepPeerKind', 'What stands at the other side of VSEP access.', 'vsep_peer_kinds'],
  ['ApplicationMode', 'Who applies for a dedicated line.', 'application_modes'],
  ['CustomerType', 'A kind of institution that is admitted.', 'customer_types'],
  ['ServiceRequestKind', 'A kind of service request.', 'service_request_kinds'],
  ['ScenarioName', 'A solution scenario.', 'solution_scenarios'],
  ['TopologyName', 'A topology of sites.', 'topologies'],
  ['ProductKey', 'A row of the availability matrix.', 'availability_matrix'],
  ['AvailabilityStatus', 'What the whitepaper says of a product at a site.', 'availability_statuses'],
];

export function catalogTypes(catalog: CatalogTree): string {
  const unions = UNIONS.map(([name, doc, path]) => {
    return `/** ${doc} */\nexport type ${name} = ${union(enumAt(catalog, path) ?? [])};\n`;
  });
  const sites = keys(catalog, 'sites');
  const flavors = keys(catalog, 'instance_flavors');
  const at = (path: string) => enumAt(catalog, path) ?? [];
  const text = (path: string) => String(resolvePath(catalog, path));
  const maps = [
    alias('RegionsBySite', 'The region of each site.', sites, (site) =>
      union([text(`sites.${site}.region`)]),
    ),
    alias('CitiesByEndPoint', 'The city of each end point.', keys(catalog, 'transport_end_points'), (end) =>
      union([text(`transport_end_points.${end}.city`)]),
    ),
    alias('CarriersBySite', 'Carriers whose lines can end at each site.', sites, (site) =>
      union(at(`line_carriers.${site}`)),
    ),
    alias('FamiliesBySite', 'Families that are not excluded at each site.', sites, (site) =>
      union(keys(catalog, 'ecs_families').filter((family) => isUsable(catalog, `ecs_${family}`, site))),
    ),
    alias('FlavorsByFamily', 'Flavors of each family.', keys(catalog, 'ecs_families'), (family) =>
      union(flavors.filter((flavor) => text(`instance_flavors.${flavor}.family`) === family)),
    ),
  ];
  const internet = sites.filter((site) => isUsable(catalog, 'bgp_internet', site));
  return [HEADER, ...unions, ...maps, INTERNET.replace('$', union(internet)), DERIVED].join('\n');
}

const INTERNET = '/** A site with internet service. */\nexport type InternetSite = $;\n';

const DERIVED = `/** The region of a site. */
export type RegionOf<S extends SiteCode> = RegionsBySite[S];

/** The city of a site or another end point of transport. */
export type CityOf<S extends TransportEndPoint> = CitiesByEndPoint[S];

/** The carriers whose dedicated lines can end at a site. */
export type CarrierAt<S extends SiteCode> = CarriersBySite[S];

/** The families of cloud hosts that a site offers. */
export type FamilyAt<S extends SiteCode> = FamiliesBySite[S];

/** The flavors of a family. */
export type FlavorOf<F extends EcsFamily> = FlavorsByFamily[F];

/** The sites of a region. */
export type SiteIn<R extends Region> = { [S in SiteCode]: RegionsBySite[S] extends R ? S : never }[SiteCode];
`;

function keys(catalog: CatalogTree, path: string): string[] {
  const table = resolvePath(catalog, path);
  return isTable(table) ? entriesOf(table).map(([key]) => key) : [];
}

function isUsable(catalog: CatalogTree, product: string, site: string): boolean {
  const status = resolvePath(catalog, `availability_matrix.${product}.${site}`);
  return resolvePath(catalog, `availability_statuses.${String(status)}.usable`) === true;
}

function union(members: readonly (string | number)[]): string {
  if (members.length === 0) return 'never';
  return members.map((member) => (typeof member === 'number' ? String(member) : `'${member}'`)).join(' | ');
}

function alias(
  name: string,
  doc: string,
  members: readonly string[],
  of: (member: string) => string,
): string {
  const lines = members.map((member) => `  readonly '${member}': ${of(member)};`);
  return `/** ${doc} */\nexport interface ${name} {\n${lines.join('\n')}\n}\n`;
}
