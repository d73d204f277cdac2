import type { Catalog } from '../../catalog/catalog.ts';
import { isUnknown } from '../../graph/plain.ts';
import { memo } from '../builders/memo.ts';
import type { AnyKit } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** The family of a flavor by the platform's list, null for a flavor that is not on it. */
function familyOf(flavor: string, k: AnyKit): string | null {
  return families(k.catalog).get(flavor) ?? null;
}

const families = memo((catalog: Catalog): ReadonlyMap<string, string> => {
  const family = (flavor: string) => String(catalog.get(`instance_flavors.${flavor}.family`));
  return new Map(catalog.table('instance_flavors').map(([flavor]) => [flavor, family(flavor)]));
});

/** The family that a list in the design is narrowed to, when the flavor is taken from one. */
function familyOfList(node: RuleNode, k: AnyKit): string | null {
  const value = node.node.values.flavor;
  if (!isUnknown(value) || !value.ref) return null;
  const list = k.object(value.ref.address);
  return list?.type === 'ztc_instance_flavors' && list.isSet('family') ? list.string('family') : null;
}

export default defineRule({
  id: 'ZTC-ECS-010',
  on: ['ztc_instance'],
  reads: ['ztc_instance.flavor', 'ztc_instance.family', 'ztc_instance_flavors.family'],
  scope: 'request',
  messages: {
    notListed: {
      en: 'the flavor {flavor} is not on the list of the platform; family {family} has {allowed}',
      zh: '规格 {flavor} 不在平台清单内，规格族 {family} 可选 {allowed}',
    },
    otherFamily: {
      en: 'the flavor {flavor} belongs to family {actual}, the host to family {family}, which has {allowed}',
      zh: '规格 {flavor} 属于规格族 {actual}，而主机的规格族为 {family}，可选 {allowed}',
    },
    otherList: {
      en: 'the flavor is taken from the list of family {actual}, the host is of family {family}, which has {allowed}',
      zh: '规格取自规格族 {actual} 的清单，而主机的规格族为 {family}，可选 {allowed}',
    },
    noFlavor: { en: 'the host names no flavor; the schema reports it', zh: '未指定规格，由模式校验报告' },
    noFamily: {
      en: 'the family is not one of the platform; another rule reports it',
      zh: '规格族有误，由其他规则报告',
    },
  },
  fix: {
    en: 'take the flavor from data.ztc_instance_flavors for the family and site of the host',
    zh: '按主机的规格族与站点从 data.ztc_instance_flavors 中选取规格',
  },
  check(node, k) {
    if (!node.isSet('flavor')) return k.skip('noFlavor');
    const family = node.string('family') ?? '';
    const allowed = [...families(k.catalog)].flatMap(([flavor, of]) => (of === family ? [flavor] : []));
    const listed = familyOfList(node, k);
    if (listed !== null) {
      if (listed === family) return k.pass();
      return k.fail(
        'otherList',
        { actual: listed, family, allowed },
        { attribute: 'flavor', value: listed, allowed },
      );
    }
    const flavor = node.string('flavor') ?? '';
    const actual = familyOf(flavor, k);
    if (actual === null)
      return k.fail(
        'notListed',
        { flavor, family, allowed },
        { attribute: 'flavor', value: flavor, allowed },
      );
    if (!k.catalog.keys('ecs_families').includes(family)) return k.skip('noFamily');
    if (actual === family) return k.pass();
    return k.fail(
      'otherFamily',
      { flavor, actual, family, allowed },
      { attribute: 'flavor', value: flavor, allowed },
    );
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': { family: 'compute', flavor: 'ecs-c1-large' } } },
      {
        given: {
          'data.ztc_instance_flavors.c': { family: 'compute' },
          'ztc_instance.a': { family: 'compute', flavor: '${data.ztc_instance_flavors.c.items}' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_instance.a': { family: 'compute', flavor: 'ztc.c99.mega' } },
        at: 'ztc_instance.a',
        message: 'notListed',
      },
      {
        given: { 'ztc_instance.a': { family: 'compute', flavor: 'ecs-g1-large' } },
        at: 'ztc_instance.a',
        message: 'otherFamily',
      },
      {
        given: {
          'data.ztc_instance_flavors.g': { family: 'general' },
          'ztc_instance.a': { family: 'compute', flavor: '${data.ztc_instance_flavors.g.items}' },
        },
        at: 'ztc_instance.a',
        message: 'otherList',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { family: 'compute', flavor: '${ztc_service_request.r.assigned_values.flavor}' },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.flavor',
      },
    ],
    notApplicable: [{ given: { 'ztc_instance.a': { family: 'memory', flavor: 'ecs-c1-large' } } }],
  },
});
