import { covers, exposedBy, openings } from '../builders/internet.ts';
import { isOpenedByOperator } from '../builders/places.ts';
import { find, refInside } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

const MAPPED = {
  'ztc_vpc.a': { site: 'sh-jq' },
  'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
  'ztc_eip.in': { site: 'sh-jq' },
  'ztc_dnat_entry.web': {
    nat_gateway_id: '${ztc_nat_gateway.a.id}',
    eip_id: '${ztc_eip.in.id}',
    protocol: 'tcp',
    external_port: 443,
  },
};
const policy = (more: object) => ({
  'ztc_internet_access_policy.web': {
    eip_id: '${ztc_eip.in.id}',
    direction: 'inbound',
    ports: ['443/tcp'],
    ...more,
  },
});

export default defineRule({
  id: 'ZTC-NAT-011',
  on: ['ztc_dnat_entry'],
  reads: [
    'ztc_dnat_entry.eip_id',
    'ztc_dnat_entry.nat_gateway_id',
    'ztc_dnat_entry.protocol',
    'ztc_dnat_entry.external_port',
    'ztc_dnat_entry.target_id',
    'ztc_eip.site',
    'ztc_internet_access_policy.eip_id',
    'ztc_internet_access_policy.direction',
    'ztc_internet_access_policy.status',
    'ztc_internet_access_policy.ports',
  ],
  scope: 'design',
  messages: {
    closed: {
      en: 'port {port}/{protocol} of {eip} is mapped, but no inbound policy of that address covers it',
      zh: '已映射 {eip} 的端口 {port}/{protocol}，但该地址没有覆盖此端口的入方向互联网策略',
    },
    noStep: { en: 'no operator opens the internet at this site', zh: '该站点无需运维开通互联网' },
  },
  fix: {
    en: 'request a ztc_internet_access_policy with direction inbound for {eip} whose ports include {port}/{protocol}',
    zh: '为 {eip} 申请入方向的 ztc_internet_access_policy，端口包含 {port}/{protocol}',
  },
  check(node, k) {
    const eip = node.ref('eip_id');
    const exposed = exposedBy(node);
    if (!eip || !exposed || !isOpenedByOperator(k.catalog, eip.site())) return k.skip('noStep');
    if (find(openings(eip, 'inbound'), (candidate) => covers(candidate, exposed))) return k.pass();
    const target = refInside(node, 'target_id');
    return k.fail(
      'closed',
      { port: exposed.first, protocol: exposed.protocol ?? 'tcp', eip: eip.address },
      { attribute: 'external_port', value: exposed.first, related: target ? [eip, target] : [eip] },
    );
  },
  examples: {
    pass: [
      { given: { ...MAPPED, ...policy({}) } },
      { given: { ...MAPPED, ...policy({ ports: ['400-500/tcp', '53/udp'] }) } },
    ],
    fail: [
      { given: MAPPED, at: 'ztc_dnat_entry.web', message: 'closed' },
      {
        given: { ...MAPPED, ...policy({ ports: ['80/tcp', '443/udp'] }) },
        at: 'ztc_dnat_entry.web',
        message: 'closed',
      },
      {
        given: { ...MAPPED, ...policy({ direction: 'outbound' }) },
        at: 'ztc_dnat_entry.web',
        message: 'closed',
      },
      {
        given: { ...MAPPED, ...policy({ status: 'rejected' }) },
        at: 'ztc_dnat_entry.web',
        message: 'closed',
      },
    ],
    unknown: [
      {
        given: {
          ...MAPPED,
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          ...policy({ ports: '${ztc_service_request.r.assigned_values}' }),
        },
        at: 'ztc_dnat_entry.web',
        because: 'ztc_service_request.r.assigned_values',
      },
    ],
    notApplicable: [{ given: { ...MAPPED, 'ztc_eip.in': { site: 'bj-aw' } } }],
  },
});
