import type { AnyKit } from '../builders/sets.ts';
import { precedes, refInside, targetKey, union } from '../builders/sets.ts';
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';
import { attempt } from '../kit/unknown-read.ts';

const SNAT = 'ztc_snat_entry';
const DNAT = 'ztc_dnat_entry';

export default defineRule({
  id: 'ZTC-NAT-001',
  on: [SNAT, DNAT],
  reads: [
    'ztc_snat_entry.nat_gateway_id',
    'ztc_snat_entry.eip_id',
    'ztc_dnat_entry.nat_gateway_id',
    'ztc_dnat_entry.eip_id',
  ],
  scope: 'request',
  messages: {
    shared: {
      en: 'the address {eip} is used for SNAT and for DNAT ({other}) of one gateway; the two need different ones',
      zh: '弹性公网IP {eip} 在同一 NAT 网关同时用于 SNAT 与 DNAT（{other}），二者须使用不同的弹性公网IP',
    },
  },
  fix: {
    en: 'bind a second elastic public IP to the gateway and use it here',
    zh: '为该 NAT 网关再绑定一个弹性公网IP，并在此使用',
  },
  check(node, k) {
    const eip = targetKey(node, 'eip_id');
    if (eip === null) return k.pass();
    const same = entriesWith(node, k).filter((entry) => targetKey(entry, 'eip_id') === eip);
    const rivals = same.filter((entry) => entry.type !== node.type);
    const other = rivals.known[0];
    if (!other) {
      rivals.isEmpty();
      return k.pass();
    }
    // Reported once for the address: on the entry that came last.
    if (k.phase !== 'apply' && same.known.some((entry) => precedes(node, entry, k))) return k.pass();
    return k.fail(
      'shared',
      { eip, other: other.address },
      { attribute: 'eip_id', value: eip, related: rivals.known },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip.in': { site: 'sh-jq' },
          'ztc_eip.out': { site: 'sh-jq' },
          'ztc_snat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', eip_id: '${ztc_eip.out.id}' },
          'ztc_dnat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', eip_id: '${ztc_eip.in.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip.one': { site: 'sh-jq' },
          'ztc_snat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', eip_id: '${ztc_eip.one.id}' },
          'ztc_dnat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', eip_id: '${ztc_eip.one.id}' },
          'ztc_dnat_entry.b': { nat_gateway_id: '${ztc_nat_gateway.a.id}', eip_id: '${ztc_eip.one.id}' },
        },
        at: 'ztc_snat_entry.a',
        message: 'shared',
      },
      {
        before: {
          'ztc_nat_gateway.a': {},
          'ztc_eip.one': { site: 'sh-jq' },
          'ztc_snat_entry.a': { nat_gateway_id: 'id-of-ztc_nat_gateway.a', eip_id: 'id-of-ztc_eip.one' },
        },
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip.one': { site: 'sh-jq' },
          'ztc_snat_entry.a': { nat_gateway_id: 'id-of-ztc_nat_gateway.a', eip_id: 'id-of-ztc_eip.one' },
          'ztc_dnat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', eip_id: '${ztc_eip.one.id}' },
        },
        at: 'ztc_dnat_entry.a',
        message: 'shared',
      },
      {
        given: {
          'ztc_snat_entry.a': { nat_gateway_id: 'nat-1', eip_id: 'eip-1' },
          'ztc_dnat_entry.a': { nat_gateway_id: 'nat-1', eip_id: 'eip-1' },
        },
        at: 'ztc_snat_entry.a',
        message: 'shared',
      },
    ],
    unknown: { never: 'entries name gateway and address by reference or by id' },
  },
});

/** The other entries of the same gateway. */
function entriesWith(node: RuleNode, k: AnyKit): Few<RuleNode> {
  const gateway = refInside(node, 'nat_gateway_id');
  const all = gateway
    ? union(gateway.referrers(SNAT, 'nat_gateway_id'), gateway.referrers(DNAT, 'nat_gateway_id'))
    : new Few([...k.all(SNAT).known, ...k.all(DNAT).known].filter((entry) => isOf(entry, node)));
  return all.filter((entry) => !entry.is(node));
}

function isOf(entry: RuleNode, node: RuleNode): boolean {
  return attempt(() => targetKey(entry, 'nat_gateway_id') === targetKey(node, 'nat_gateway_id')) === true;
}
