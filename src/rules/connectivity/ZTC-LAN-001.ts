import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-LAN-001',
  on: ['ztc_lan_access'],
  reads: ['ztc_lan_access.rack_id'],
  scope: 'request',
  messages: {
    noRack: {
      en: 'the access names no hosted rack of the tenant',
      zh: '局域网接入未指明租户在平台数据中心托管的机柜',
    },
    otherObject: {
      en: 'rack_id refers to {target}, which is not a hosted rack',
      zh: 'rack_id 指向 {target}，并非托管机柜',
    },
  },
  fix: {
    en: "give the id of a rack that the tenant hosts in the operator's own data centre",
    zh: '填写租户在平台自有数据中心托管机柜的编号',
  },
  check(node, k) {
    if (!node.isSet('rack_id')) return k.fail('noRack', {}, { attribute: 'rack_id', value: null });
    const address = referred(node.node.values.rack_id);
    if (address !== null && !address.startsWith('data.ztc_hosted_racks.')) {
      return k.fail('otherObject', { target: address }, { attribute: 'rack_id', value: address });
    }
    return k.pass();
  },
  examples: {
    pass: [{ given: { 'ztc_lan_access.a': { rack_id: 'rack-jq-17', network: 'tenant' } } }],
    fail: [
      {
        given: { 'ztc_lan_access.a': { rack_id: '', network: 'tenant' } },
        at: 'ztc_lan_access.a',
        message: 'noRack',
      },
      {
        given: {
          'ztc_instance.web': { site: 'sh-jq' },
          'ztc_lan_access.a': { rack_id: '${ztc_instance.web.id}', network: 'tenant' },
        },
        at: 'ztc_lan_access.a',
        message: 'otherObject',
      },
    ],
    unknown: { never: 'what the reference leads to is written in the configuration' },
  },
});

/** The address of the object that a late value comes from; null for a value that is known. */
function referred(value: unknown): string | null {
  const ref =
    typeof value === 'object' && value !== null && 'ref' in value
      ? (value.ref as { address: string } | undefined)
      : undefined;
  return ref?.address ?? null;
}
