import { describe, expect, expectTypeOf, it } from 'vitest';
import { CatalogPathError, loadCatalog } from './catalog.ts';
import type {
  CarrierAt,
  CityOf,
  FamilyAt,
  FlavorOf,
  InternetSite,
  RegionOf,
  SiteCode,
  SiteIn,
} from './generated/types.ts';

const catalog = loadCatalog();
const SITES: readonly SiteCode[] = ['sh-jq', 'sh-wgq', 'sh-nq', 'bj-aw'];

describe('sites', () => {
  it('are four, three of them in Shanghai', () => {
    expect(catalog.keys('sites')).toEqual(SITES);
    expect(SITES.filter((site) => catalog.regionOf(site) === 'shanghai')).toHaveLength(
      catalog.number('regions.shanghai.zones'),
    );
    expect(catalog.cityOf('dongguan')).toBe('dongguan');
    expect(catalog.isSite('dongguan')).toBe(false);
  });

  it('have the city of their region', () => {
    for (const site of SITES)
      expect(catalog.cityOf(site)).toBe(catalog.get(`regions.${catalog.regionOf(site)}.city`));
  });

  it('have the carriers that the whitepaper lists', () => {
    expect(SITES.map((site) => catalog.siteInfo(site).lineCarriers.join())).toEqual([
      'telecom,unicom,mobile',
      'telecom,unicom,mobile',
      'telecom,unicom',
      'telecom,unicom',
    ]);
    for (const site of SITES) {
      expect(catalog.keys(`aggregate_line_codes.${site}`)).toEqual(catalog.keys(`line_carriers.${site}`));
    }
  });

  it('have internet carriers exactly where they have internet', () => {
    expect(SITES.filter((site) => catalog.hasInternet(site))).toEqual(['sh-jq', 'sh-nq', 'bj-aw']);
    for (const site of catalog.sites()) expect(site.internetCarriers.length > 0).toBe(site.internet);
  });

  it('are served by a node of the industry network that is a site with its own', () => {
    for (const site of SITES) {
      const node = catalog.lookup('zln_node_sites.{site}', { site }) as SiteCode;
      expect(catalog.availability('zln_access', node).status).toBe('available');
    }
  });
});

describe('the availability matrix', () => {
  const products = catalog.table('availability_matrix');

  it('says something of every product at every site, in words that are defined', () => {
    const statuses = catalog.keys('availability_statuses');
    expect(products.length).toBe(51);
    for (const [product] of products) {
      for (const site of SITES)
        expect(statuses, product).toContain(catalog.get(`availability_matrix.${product}.${site}`));
    }
  });

  it('has a row for every family of hosts and every product of the overview', () => {
    for (const family of catalog.keys('ecs_families'))
      expect(catalog.get(`availability_matrix.ecs_${family}`)).toBeDefined();
    for (const category of catalog.keys('service_categories')) {
      for (const product of catalog.keys(`service_categories.${category}.products`)) {
        expect(catalog.get(`availability_matrix.${product}`), product).toBeDefined();
      }
    }
  });

  it('excludes what the whitepaper excludes', () => {
    expect(catalog.availability('ecs_gpu', 'sh-nq')).toEqual({
      status: 'unavailable',
      usable: false,
      section: '3.1.3.4',
    });
    expect(catalog.availability('level2_quotes', 'bj-aw')).toMatchObject({
      status: 'pending',
      usable: false,
    });
    expect(catalog.availability('cross_site_transport', 'dongguan').usable).toBe(true);
    expect(() => catalog.availability('ecs', 'dongguan')).toThrow(CatalogPathError);
  });
});

describe('facts', () => {
  it('can be looked up with the values of attributes', () => {
    expect(catalog.lookup('disk_types.{category}.max_iops', { category: 'ssd' })).toBe(25000);
    expect(
      catalog.lookup('aggregate_line_codes.{site}.{carrier}', { site: 'sh-jq', carrier: 'unicom' }),
    ).toBe('01T318169');
    expect(
      catalog.lookup('aggregate_line_codes.{site}.{carrier}', { site: 'sh-jq', carrier: 'mobile' }),
    ).toBeNull();
    expect(catalog.lookup('disk_types.{category}.max_iops', {})).toBeUndefined();
    expect(catalog.get('constructor')).toBeUndefined();
  });

  it('cite a section or say that the project assumed them', () => {
    expect(catalog.citation('disk_types.ssd.max_iops')).toEqual({ section: '3.2.3.3', assumed: false });
    expect(catalog.citation('instance_flavors.ecs-g1-large.vcpu')).toEqual({ assumed: true });
  });

  it('are written once: the list of disk categories is that of their table', () => {
    expect(catalog.enum('disk_categories')).toEqual(['ordinary', 'efficient', 'ssd']);
    expect(catalog.enum('cross_site_bandwidth_mbps')).toEqual([2, 5, 10, 20, 50, 100, 200]);
    expect(() => catalog.enum('sites.sh-jq.region')).toThrow(CatalogPathError);
  });

  it('give each flavor a family and each disk category its limits', () => {
    const families = catalog
      .table('instance_flavors')
      .map(([name]) => catalog.get(`instance_flavors.${name}.family`));
    expect([...new Set(families)]).toEqual(catalog.keys('ecs_families'));
    expect(catalog.flavor('ecs-gn1-2xlarge')).toEqual({ family: 'gpu', vcpu: 8, memoryGib: 32, gpus: 1 });
    expect(catalog.diskLimits('efficient')).toEqual({ maxIops: 5000, maxThroughputMbs: 140, maxGib: 32768 });
  });
});

describe('types', () => {
  it('know what the whitepaper says of places', () => {
    expectTypeOf<CarrierAt<'sh-nq'>>().toEqualTypeOf<'telecom' | 'unicom'>();
    expectTypeOf<FamilyAt<'bj-aw'>>().toEqualTypeOf<'compute' | 'general' | 'multicast'>();
    expectTypeOf<'gpu'>().toExtend<FamilyAt<'sh-jq'>>();
    expectTypeOf<InternetSite>().toEqualTypeOf<'sh-jq' | 'sh-nq' | 'bj-aw'>();
    expectTypeOf<RegionOf<'bj-aw'>>().toEqualTypeOf<'beijing'>();
    expectTypeOf<CityOf<'dongguan'>>().toEqualTypeOf<'dongguan'>();
    expectTypeOf<FlavorOf<'gpu'>>().toEqualTypeOf<'ecs-gn1-2xlarge'>();
    expectTypeOf<SiteIn<'beijing'>>().toEqualTypeOf<'bj-aw'>();
  });
});
