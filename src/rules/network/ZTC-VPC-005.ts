import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-VPC-005',
  on: ['ztc_vpc_router', 'ztc_router', 'ztc_vpc'],
  reads: ['ztc_vpc.router_id', 'ztc_vpc.route_table_id'],
  scope: 'design',
  messages: {
    router: {
      en: 'a router is declared, but the platform makes one with every network',
      zh: '声明了路由器，而路由器随专有网络自动创建',
    },
    given: {
      en: '{attribute} is given, but the platform makes the router and the default route table with the network',
      zh: '指定了 {attribute}，而路由器与默认路由表随专有网络自动创建',
    },
    deleted: {
      en: 'the default route table {table} is to be deleted while its network stays',
      zh: '计划删除默认路由表 {table}，而所属专有网络仍保留',
    },
  },
  fix: {
    en: 'leave router and default route table to the platform and refer to them by router_id and route_table_id of the network',
    zh: '路由器与默认路由表由平台管理，通过专有网络的 router_id 与 route_table_id 引用',
  },
  check(node, k) {
    if (node.type !== 'ztc_vpc') return k.fail('router', {});
    const made = node.change() === 'create' || (node.change() === null && k.phase === 'synth');
    const given = ['router_id', 'route_table_id'].find(
      (name) => made && node.isKnown(name) && node.isSet(name),
    );
    if (given !== undefined) {
      return k.fail('given', { attribute: given }, { attribute: given, value: node.string(given) });
    }
    const table = node.node.values.route_table_id;
    const deleted = k.removed('ztc_route_table').find((removed) => removed.node.prior?.id === table);
    if (!deleted) return k.pass();
    return k.fail('deleted', { table: deleted.address }, { attribute: 'route_table_id', related: [deleted] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_route_entry.a': { route_table_id: '${ztc_vpc.a.route_table_id}' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16', router_id: 'vrt-1' } },
        at: 'ztc_vpc.a',
        message: 'given',
      },
      {
        before: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16', route_table_id: 'rtb-1' },
          'ztc_route_table.main': { id: 'rtb-1', vpc_id: 'id-of-ztc_vpc.a' },
        },
        given: { 'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' } },
        at: 'ztc_vpc.a',
        message: 'deleted',
      },
    ],
    unknown: { never: 'a value that the platform has still to give was not given by the design' },
  },
});
