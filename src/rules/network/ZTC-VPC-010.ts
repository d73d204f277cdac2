import { targetKey } from '../builders/sets.ts';
import { type Tier, tiersOf } from '../builders/tiers.ts';
import { defineRule } from '../kit/rule.ts';
import { attempt, UnknownRead } from '../kit/unknown-read.ts';

export default defineRule({
  id: 'ZTC-VPC-010',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.tiers',
    'ztc_design_profile.tiers.name',
    'ztc_design_profile.tiers.role',
    'ztc_design_profile.tiers.instance_ids',
    'ztc_design_profile.tiers.resource_ids',
    'ztc_instance.role',
    'ztc_instance.vswitch_id',
  ],
  scope: 'design',
  messages: {
    shared: {
      en: 'the tiers {tiers} use {count} subnets together; give every tier its own',
      zh: '层 {tiers} 共用 {count} 个交换机，宜各用其一',
    },
    oneTier: { en: 'fewer than two tiers have members in subnets', zh: '位于交换机内的层不足两个' },
  },
  fix: {
    en: 'add a ztc_vswitch for every tier and place its hosts and services there',
    zh: '为每一层增加一个 ztc_vswitch，并将该层的主机与服务置于其中',
  },
  check(node, k) {
    const used = tiersOf(node, k).map((tier) => ({ name: tier.name, subnets: subnetsOf(tier) }));
    const placed = used.filter(({ subnets }) => subnets.length > 0).all();
    if (placed.length < 2) return k.skip('oneTier');
    const count = new Set(placed.flatMap(({ subnets }) => subnets)).size;
    if (count >= placed.length) return k.pass();
    const tiers = placed.map(({ name }) => name);
    return k.fail(
      'shared',
      { tiers, count },
      { attribute: 'tiers', value: count, allowed: `>= ${placed.length}` },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vswitch.web': { cidr: '10.8.1.0/24' },
          'ztc_vswitch.db': { cidr: '10.8.2.0/24' },
          'ztc_instance.web': { role: 'web', vswitch_id: '${ztc_vswitch.web.id}' },
          'ztc_instance.db': { role: 'database', vswitch_id: '${ztc_vswitch.db.id}' },
          'ztc_design_profile.d': { tiers: [{ name: 'web' }, { name: 'db', role: 'database' }] },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vswitch.all': { cidr: '10.8.1.0/24' },
          'ztc_instance.web': { role: 'web', vswitch_id: '${ztc_vswitch.all.id}' },
          'ztc_instance.db': { role: 'db', vswitch_id: '${ztc_vswitch.all.id}' },
          'ztc_design_profile.d': { tiers: [{ name: 'web' }, { name: 'db' }] },
        },
        at: 'ztc_design_profile.d',
        message: 'shared',
      },
      {
        given: {
          'ztc_vswitch.all': { cidr: '10.8.1.0/24' },
          'ztc_instance.web': { vswitch_id: '${ztc_vswitch.all.id}' },
          'ztc_slb.web': { vswitch_id: '${ztc_vswitch.all.id}' },
          'ztc_design_profile.d': {
            tiers: [
              { name: 'web', instance_ids: ['${ztc_instance.web.id}'] },
              { name: 'entry', resource_ids: ['${ztc_slb.web.id}'] },
            ],
          },
        },
        at: 'ztc_design_profile.d',
        message: 'shared',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_vswitch.all': { cidr: '10.8.1.0/24' },
          'ztc_instance.web': { role: 'web', vswitch_id: '${ztc_vswitch.all.id}' },
          'ztc_instance.db': {
            role: '${ztc_service_request.r.completed_at}',
            vswitch_id: '${ztc_vswitch.all.id}',
          },
          'ztc_design_profile.d': { tiers: [{ name: 'web' }, { name: 'db' }] },
        },
        at: 'ztc_design_profile.d',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
    notApplicable: [{ given: { 'ztc_design_profile.d': { tiers: [{ name: 'web' }, { name: 'db' }] } } }],
  },
});

/** The subnets of a tier's hosts, and of what it lists else. */
function subnetsOf({ node, hosts }: Tier): readonly string[] {
  const members = [...hosts.all(), ...node.refs('resource_ids').known];
  return members.flatMap((member) => {
    const key = attempt(() => targetKey(member, 'vswitch_id'));
    return key === null || key instanceof UnknownRead ? [] : [key];
  });
}
