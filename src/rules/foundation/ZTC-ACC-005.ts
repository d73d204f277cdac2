import type { AnyKit } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule, type Read } from '../kit/rule.ts';

/** What of a tenant is isolated. */
const ISOLATED = /^ztc_(vpc|vswitch|security_group|eip|disk|rds\w*|redis\w*|mongodb\w*|hbase\w*)$/;

/** Where other objects are referred to, the far side of express channels and router interfaces left out. */
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  ztc_cross_site_link: ['vpc_a_id', 'vpc_b_id'],
  ztc_dedicated_line: ['vpc_ids'],
  ztc_disk_attachment: ['disk_id'],
  ztc_dnat_entry: ['eip_id'],
  ztc_eip_association: ['eip_id'],
  ztc_fdep_link: ['vpc_id'],
  ztc_instance: ['vswitch_id', 'security_group_ids'],
  ztc_internet_access_policy: ['eip_id'],
  ztc_lan_access: ['vpc_id'],
  ztc_market_link: ['vpc_id'],
  ztc_nat_gateway: ['vpc_id'],
  ztc_network_interface: ['vswitch_id', 'security_group_ids'],
  ztc_route_entry: ['route_table_id'],
  ztc_route_table: ['vpc_id'],
  ztc_router_interface: ['vpc_id'],
  ztc_security_group: ['vpc_id'],
  ztc_security_group_rule: ['security_group_id'],
  ztc_service_request: ['subject_id'],
  ztc_slb: ['vpc_id', 'vswitch_id'],
  ztc_snapshot: ['disk_id'],
  ztc_snat_entry: ['eip_id', 'vswitch_id'],
  ztc_vsep_access: ['vpc_id'],
  ztc_vswitch: ['vpc_id'],
  ztc_zln_access: ['vpc_id'],
};

const READS: readonly Read[] = [
  ...Object.entries(REFERENCES).flatMap(([type, attributes]) =>
    ['account_id', ...attributes].map((attribute): Read => `${type}.${attribute}`),
  ),
  'ztc_vpc.account_id',
  'ztc_eip.account_id',
  'ztc_disk.account_id',
  'ztc_account.id',
];

/** The account of an object; of one that is still to be created, that of the run where the design reads it. */
function accountOf(node: RuleNode, k: AnyKit): string | null {
  if (node.isKnown('account_id') && node.isSet('account_id')) return node.string('account_id');
  const own = k.all('ztc_account').known.filter((account) => account.isKnown('id') && account.isSet('id'));
  return own.length === 1 ? (own[0]?.string('id') ?? null) : null;
}

export default defineRule({
  id: 'ZTC-ACC-005',
  on: Object.keys(REFERENCES),
  reads: READS,
  scope: 'request',
  messages: {
    foreign: {
      en: 'refers to {target}, which belongs to account {owner}, while this object belongs to account {account}',
      zh: '引用了属于账户 {owner} 的 {target}，而本资源属于账户 {account}',
    },
    notTold: { en: 'the account is not known before the object exists', zh: '资源创建前无法得知所属账户' },
  },
  fix: {
    en: 'use an object of the same account; join networks of two accounts by an express channel',
    zh: '改用本账户的资源；两个账户的网络通过高速通道互通',
  },
  check(node, k) {
    const account = accountOf(node, k);
    if (account === null) return k.skip('notTold');
    for (const attribute of REFERENCES[node.type] ?? []) {
      const target = node.refs(attribute).known.find((other) => {
        if (!ISOLATED.test(other.type) || !other.isKnown('account_id')) return false;
        const owner = other.string('account_id');
        return owner !== null && owner !== account;
      });
      if (!target) continue;
      const owner = target.string('account_id') ?? '';
      return k.fail(
        'foreign',
        { target: target.address, owner, account },
        { attribute, value: owner, allowed: account, related: [target] },
      );
    }
    return k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { account_id: 'acc-a' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}', account_id: 'acc-a' },
        },
      },
      {
        given: {
          'ztc_vpc.a': { account_id: 'acc-a' },
          'ztc_vpc.b': { account_id: 'acc-b' },
          'ztc_router_interface.a': {
            vpc_id: '${ztc_vpc.a.id}',
            peer_vpc_id: '${ztc_vpc.b.id}',
            peer_account_id: 'acc-b',
            account_id: 'acc-a',
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vswitch.b': { account_id: 'acc-b' },
          'ztc_instance.a': { vswitch_id: '${ztc_vswitch.b.id}', account_id: 'acc-a' },
        },
        at: 'ztc_instance.a',
        message: 'foreign',
      },
      {
        given: {
          'data.ztc_account.me': { id: 'acc-a' },
          'ztc_security_group.a': { account_id: 'acc-a' },
          'ztc_security_group.b': { account_id: 'acc-b' },
          'ztc_instance.a': {
            security_group_ids: ['${ztc_security_group.a.id}', '${ztc_security_group.b.id}'],
          },
        },
        at: 'ztc_instance.a',
        message: 'foreign',
      },
    ],
    unknown: { never: 'what does not exist yet will belong to the account of the run' },
    notApplicable: [{ given: { 'ztc_vpc.a': {}, 'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}' } } }],
  },
});
