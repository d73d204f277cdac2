import { disksOfHost, environmentOf } from '../builders/environment.ts';
import { memo } from '../builders/memo.ts';
import { mayChange } from '../builders/planned-change.ts';
import { type AnyKit, union } from '../builders/sets.ts';
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** Whether a copy of what is there now exists, or is made by this plan. A snapshot that is replaced copies the new disk. */
function isCopy(snapshot: RuleNode, host: RuleNode): boolean {
  if (snapshot.change() === 'replace') return false;
  return snapshot.change() !== 'create' || host.change() !== 'replace';
}

/** The attribute for which the change is a major one; undefined for other changes. */
function reason(host: RuleNode): string | undefined {
  const named = ['flavor', 'image_id'].find((attribute) => mayChange(host, [attribute]));
  if (host.change() === 'update') return named;
  const fixed = ['site', 'family', 'vswitch_id', 'system_disk.category'];
  return named ?? fixed.find((attribute) => mayChange(host, [attribute])) ?? 'id';
}

/** Snapshots of disks that are named by a literal identifier, as those of a host's former system disk are. */
const snapshotsById = memo((k: AnyKit): ReadonlyMap<string, readonly RuleNode[]> => {
  const named = k
    .all('ztc_snapshot')
    .known.filter((snapshot) => typeof snapshot.node.values.disk_id === 'string');
  return Map.groupBy(named, (snapshot) => String(snapshot.node.values.disk_id));
});

export default defineRule({
  id: 'ZTC-SNP-003',
  on: ['ztc_instance'],
  reads: [
    'ztc_instance.environment',
    'ztc_instance.flavor',
    'ztc_instance.image_id',
    'ztc_instance.site',
    'ztc_instance.family',
    'ztc_instance.vswitch_id',
    'ztc_instance.system_disk',
    'ztc_instance.system_disk.category',
    'ztc_design_profile.environment',
    'ztc_disk_attachment.disk_id',
    'ztc_disk_attachment.instance_id',
    'ztc_snapshot.disk_id',
  ],
  scope: 'design',
  messages: {
    uncopied: {
      en: 'the plan makes a major change ({attribute}) of a production host while these of its disks have no snapshot: {disks}',
      zh: '计划对生产主机做重大变更（{attribute}），但其磁盘 {disks} 没有快照',
    },
    noChange: { en: 'the plan makes no major change of the host', zh: '计划没有对主机做重大变更' },
    notProduction: { en: 'the host is not declared for production', zh: '该主机未声明为生产用途' },
  },
  fix: {
    en: 'take a ztc_snapshot of the system disk and of every data disk first, then make the change',
    zh: '先为系统盘和每块数据盘创建 ztc_snapshot，再执行变更',
  },
  check(node, k) {
    const change = node.change();
    if (change !== 'update' && change !== 'replace') return k.skip('noChange');
    const attribute = reason(node);
    if (attribute === undefined) return k.skip('noChange');
    if (environmentOf(node, k) !== 'production') return k.skip('notProduction');
    const old = node.before('system_disk.id');
    const byId = new Few(typeof old === 'string' ? (snapshotsById(k).get(old) ?? []) : []);
    const ofSystemDisk = union(node.referrers('ztc_snapshot', 'disk_id'), byId);
    const copied = (snapshots: typeof ofSystemDisk) => snapshots.some((snapshot) => isCopy(snapshot, node));
    const uncopied = disksOfHost(node).filter((disk) => !copied(disk.referrers('ztc_snapshot', 'disk_id')));
    const disks = [
      ...(copied(ofSystemDisk) ? [] : ['system_disk']),
      ...uncopied.known.map((disk) => disk.address).toSorted(),
    ];
    if (disks.length === 0) {
      uncopied.isEmpty();
      return k.pass();
    }
    return k.fail('uncopied', { attribute, disks }, { attribute, related: uncopied.known });
  },
  examples: {
    pass: [
      {
        before: {
          'ztc_instance.a': { environment: 'production', flavor: 'ecs-c1-large', system_disk: { id: 'd-1' } },
          'ztc_snapshot.s': { disk_id: 'd-1' },
        },
        given: {
          'ztc_instance.a': {
            environment: 'production',
            flavor: 'ecs-c1-xlarge',
            system_disk: { id: 'd-1' },
          },
          'ztc_snapshot.s': { disk_id: '${ztc_instance.a.system_disk.id}' },
        },
      },
      {
        before: {
          'ztc_instance.a': { environment: 'production', flavor: 'ecs-c1-large', system_disk: { id: 'd-1' } },
        },
        given: {
          'ztc_instance.a': {
            environment: 'production',
            flavor: 'ecs-c1-xlarge',
            system_disk: { id: 'd-1' },
          },
          'ztc_snapshot.s': { disk_id: 'd-1' },
        },
      },
    ],
    fail: [
      {
        before: { 'ztc_instance.a': { environment: 'production', flavor: 'ecs-c1-large' } },
        given: { 'ztc_instance.a': { environment: 'production', flavor: 'ecs-c1-xlarge' } },
        at: 'ztc_instance.a',
        message: 'uncopied',
      },
      {
        before: {
          'ztc_instance.a': { environment: 'production', flavor: 'ecs-c1-large', system_disk: { id: 'd-1' } },
          'ztc_snapshot.s': { disk_id: 'd-1' },
          'ztc_disk.d': { category: 'ssd' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
        given: {
          'ztc_instance.a': {
            environment: 'production',
            flavor: 'ecs-c1-xlarge',
            system_disk: { id: 'd-1' },
          },
          'ztc_snapshot.s': { disk_id: '${ztc_instance.a.system_disk.id}' },
          'ztc_disk.d': { category: 'ssd' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
        at: 'ztc_instance.a',
        message: 'uncopied',
      },
      {
        before: { 'ztc_instance.a': { environment: 'production', image_id: 'img-linux-8' } },
        given: { 'ztc_instance.a': { environment: 'production', image_id: 'img-linux-9' } },
        at: 'ztc_instance.a',
        message: 'uncopied',
      },
    ],
    unknown: [
      {
        before: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { environment: 'production', flavor: 'ecs-c1-large' },
        },
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': {
            environment: '${ztc_service_request.r.assigned_values.environment}',
            flavor: 'ecs-c1-xlarge',
          },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.environment',
      },
    ],
    notApplicable: [
      { given: { 'ztc_instance.a': { environment: 'production' } } },
      {
        before: { 'ztc_instance.a': { environment: 'test', flavor: 'ecs-c1-large' } },
        given: { 'ztc_instance.a': { environment: 'test', flavor: 'ecs-c1-xlarge' } },
      },
      {
        before: { 'ztc_instance.a': { environment: 'production', name: 'a' } },
        given: { 'ztc_instance.a': { environment: 'production', name: 'b' } },
      },
    ],
  },
});
