// Generated from schema/catalog by tools/generate.ts. Do not edit.

/** A site of the platform. */
export type SiteCode = 'sh-jq' | 'sh-wgq' | 'sh-nq' | 'bj-aw';

/** A region. */
export type Region = 'shanghai' | 'beijing';

/** A city with an end point of the platform. */
export type City = 'shanghai' | 'beijing' | 'dongguan';

/** A carrier. */
export type Carrier = 'telecom' | 'unicom' | 'mobile';

/** A family of cloud hosts. */
export type EcsFamily = 'compute' | 'general' | 'multicast' | 'gpu';

/** A flavor of cloud hosts (the set is an assumption of the project). */
export type FlavorName = 'ecs-c1-large' | 'ecs-c1-xlarge' | 'ecs-c1-2xlarge' | 'ecs-g1-large' | 'ecs-g1-xlarge' | 'ecs-g1-2xlarge' | 'ecs-m1-xlarge' | 'ecs-gn1-2xlarge';

/** A category of cloud disks. */
export type DiskCategory = 'ordinary' | 'efficient' | 'ssd';

/** A bandwidth tier of cross-site transport in Mbps. */
export type CrossSiteBandwidth = 2 | 5 | 10 | 20 | 50 | 100 | 200;

/** An end of cross-site transport. */
export type TransportEndPoint = 'sh-jq' | 'sh-wgq' | 'sh-nq' | 'bj-aw' | 'dongguan';

/** A market service. */
export type MarketServiceCode = 'sse_order_entry' | 'sse_level1_quotes' | 'sse_execution_reports' | 'sse_clearing_data' | 'csdc_prop' | 'szse_trade_quote_backup' | 'b_to_h' | 'neeq' | 'sse_level2_nondisplay';

/** A multicast feed. */
export type MulticastFeed = 'sse_high_speed_quote_network' | 'szse_new_generation_trading_system';

/** A protocol of a load-balancer listener. */
export type SlbProtocol = 'tcp' | 'udp' | 'http' | 'https';

/** A class of load-balancing algorithms. */
export type SlbAlgorithmClass = 'source_ip' | 'static' | 'dynamic';

/** A network zone. */
export type NetworkZone = 'virtual' | 'out_of_cloud' | 'high_performance_physical' | 'vsep_network' | 'tenant_network';

/** A data-centre network for hosted racks. */
export type LanNetwork = 'vsep' | 'tenant';

/** What stands at the other side of VSEP access. */
export type VsepPeerKind = 'data_centre_user' | 'wan_line';

/** Who applies for a dedicated line. */
export type ApplicationMode = 'self' | 'agency';

/** A kind of institution that is admitted. */
export type CustomerType = 'bank' | 'securities' | 'insurance' | 'fund' | 'other_financial_institution';

/** A kind of service request. */
export type ServiceRequestKind = 'tenant_admission' | 'network_access' | 'market_access' | 'cross_site_transport' | 'dedicated_pool' | 'physical_delivery' | 'storage_configuration' | 'equipment_installation' | 'usb_attachment' | 'call_centre_access' | 'internet_access' | 'line_termination' | 'host_recovery' | 'other';

/** A solution scenario. */
export type ScenarioName = 'new_fund' | 'dr' | 'internet_finance' | 'hosted_cloud' | 'other';

/** A topology of sites. */
export type TopologyName = 'single_site' | 'same_city_active_active' | 'same_city_dr' | 'remote_dr' | 'two_city_three_centre';

/** A row of the availability matrix. */
export type ProductKey = 'ecs' | 'ecs_compute' | 'ecs_general' | 'ecs_multicast' | 'ecs_gpu' | 'disk' | 'bare_metal' | 'centralized_storage' | 'oss' | 'nas' | 'bgp_internet' | 'eip' | 'nat_gateway' | 'vpc' | 'slb' | 'cross_site_transport' | 'express_channel' | 'dedicated_line' | 'lan_access' | 'vsep_access' | 'fdep_access' | 'zln_access' | 'sse_quotes_and_order_entry' | 'szse_backup_channel' | 'level2_quotes' | 'core_institution_access_network' | 'b_to_h' | 'neeq' | 'bastion' | 'cloud_shield' | 'yum_mirror' | 'windows_patch' | 'hsm' | 'rds_mysql' | 'redis_master_slave' | 'redis_same_city_dr' | 'mongodb' | 'hbase' | 'emr' | 'datahub' | 'dataworks' | 'elasticsearch' | 'hybrid_cabinet' | 'usb_virtualization' | 'call_centre_gateway' | 'vpn' | 'desktop_cloud' | 'data_custody' | 'ssccnet_access' | 'rack_hosting' | 'user_seats';

/** What the whitepaper says of a product at a site. */
export type AvailabilityStatus = 'available' | 'available_derived' | 'unavailable' | 'pending' | 'via' | 'not_stated';

/** The region of each site. */
export interface RegionsBySite {
  readonly 'sh-jq': 'shanghai';
  readonly 'sh-wgq': 'shanghai';
  readonly 'sh-nq': 'shanghai';
  readonly 'bj-aw': 'beijing';
}

/** The city of each end point. */
export interface CitiesByEndPoint {
  readonly 'sh-jq': 'shanghai';
  readonly 'sh-wgq': 'shanghai';
  readonly 'sh-nq': 'shanghai';
  readonly 'bj-aw': 'beijing';
  readonly 'dongguan': 'dongguan';
}

/** Carriers whose lines can end at each site. */
export interface CarriersBySite {
  readonly 'sh-jq': 'telecom' | 'unicom' | 'mobile';
  readonly 'sh-wgq': 'telecom' | 'unicom' | 'mobile';
  readonly 'sh-nq': 'telecom' | 'unicom';
  readonly 'bj-aw': 'telecom' | 'unicom';
}

/** Families that are not excluded at each site. */
export interface FamiliesBySite {
  readonly 'sh-jq': 'compute' | 'general' | 'multicast' | 'gpu';
  readonly 'sh-wgq': 'compute' | 'general' | 'multicast';
  readonly 'sh-nq': 'compute' | 'general' | 'multicast';
  readonly 'bj-aw': 'compute' | 'general' | 'multicast';
}

/** Flavors of each family. */
export interface FlavorsByFamily {
  readonly 'compute': 'ecs-c1-large' | 'ecs-c1-xlarge' | 'ecs-c1-2xlarge';
  readonly 'general': 'ecs-g1-large' | 'ecs-g1-xlarge' | 'ecs-g1-2xlarge';
  readonly 'multicast': 'ecs-m1-xlarge';
  readonly 'gpu': 'ecs-gn1-2xlarge';
}

/** A site with internet service. */
export type InternetSite = 'sh-jq' | 'sh-nq' | 'bj-aw';

/** The region of a site. */
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
