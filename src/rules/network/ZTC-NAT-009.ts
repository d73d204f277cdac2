import { find, precedes, siblings, targetKey } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

const FIRST = { eip_id: 'eip-1', protocol: 'tcp', external_port: 443 };

export default defineRule({
  id: 'ZTC-NAT-009',
  on: ['ztc_dnat_entry'],
  reads: ['ztc_dnat_entry.eip_id', 'ztc_dnat_entry.protocol', 'ztc_dnat_entry.external_port'],
  scope: 'request',
  messages: {
    taken: {
      en: 'port {port}/{protocol} of {eip} is mapped by {other} already',
      zh: '{eip} 的端口 {port}/{protocol} 已由 {other} 映射',
    },
    incomplete: {
      en: 'the entry names no port; the schema reports it',
      zh: '条目未指定端口，由模式校验报告',
    },
  },
  fix: {
    en: 'choose another external port, or another elastic public IP of the gateway',
    zh: '改用其他外部端口，或该网关的另一个弹性公网IP',
  },
  check(node, k) {
    const port = node.number('external_port');
    const protocol = node.string('protocol');
    if (port === null || protocol === null) return k.skip('incomplete');
    const earlier = siblings(node, 'eip_id', k).filter((other) => precedes(other, node, k));
    const other = find(
      earlier,
      (candidate) => candidate.number('external_port') === port && candidate.string('protocol') === protocol,
    );
    if (!other) return k.pass();
    const eip = targetKey(node, 'eip_id') ?? '';
    return k.fail(
      'taken',
      { port, protocol, eip, other: other.address },
      { attribute: 'external_port', value: port, related: [other] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_dnat_entry.web': FIRST,
          'ztc_dnat_entry.api': { ...FIRST, external_port: 8443 },
          'ztc_dnat_entry.quic': { ...FIRST, protocol: 'udp' },
          'ztc_dnat_entry.other': { ...FIRST, eip_id: 'eip-2' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_dnat_entry.api': FIRST, 'ztc_dnat_entry.web': FIRST },
        at: 'ztc_dnat_entry.web',
        message: 'taken',
      },
      {
        given: {
          'ztc_eip.in': { site: 'sh-jq' },
          'ztc_dnat_entry.api': { ...FIRST, eip_id: '${ztc_eip.in.id}' },
          'ztc_dnat_entry.web': { ...FIRST, eip_id: '${ztc_eip.in.id}' },
        },
        at: 'ztc_dnat_entry.web',
        message: 'taken',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_eip.in': { site: 'sh-jq' },
          'ztc_dnat_entry.api': {
            eip_id: '${ztc_eip.in.id}',
            protocol: 'tcp',
            external_port: '${ztc_service_request.r.assigned_values}',
          },
          'ztc_dnat_entry.web': { ...FIRST, eip_id: '${ztc_eip.in.id}' },
        },
        at: 'ztc_dnat_entry.web',
        because: 'ztc_service_request.r.assigned_values',
      },
    ],
    notApplicable: [{ given: { 'ztc_dnat_entry.web': { protocol: 'tcp' } } }],
  },
});
