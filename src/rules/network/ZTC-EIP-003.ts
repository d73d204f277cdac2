import { addressUses, HANDED_OUT } from '../builders/address-use.ts';
import { isInternetAddress } from '../builders/places.ts';
import { find } from '../builders/sets.ts';
import { Few } from '../kit/few.ts';
import { defineRule } from '../kit/rule.ts';

const PUBLIC = /internet|public|dns|domain|white.?list|allow.?list|partner|公网|互联网|域名|白名单/i;

export default defineRule({
  id: 'ZTC-EIP-003',
  on: HANDED_OUT,
  reads: ['ztc_service_request.parameters', 'ztc_eip.site', 'ztc_eip.address'],
  scope: 'request',
  messages: {
    platformAddress: {
      en: 'the address of {eip} is given out as an internet address, but at {site} it is one inside the platform only',
      zh: '将 {eip} 的地址作为互联网地址提供，而站点 {site} 的弹性公网IP 地址仅为平台内地址',
    },
  },
  fix: {
    en: 'give out the internet_address of the ztc_internet_access_policy of that address, known once the operators have completed it',
    zh: '改用该弹性公网IP 所对应 ztc_internet_access_policy 的 internet_address，运维开通后可知',
  },
  check(node, k) {
    const uses = new Few(addressUses(node, PUBLIC, k));
    const wrong = find(uses, ({ eip }) => !isInternetAddress(k.catalog, eip.site()));
    if (!wrong) return k.pass();
    const { eip, path } = wrong;
    return k.fail(
      'platformAddress',
      { eip: eip.address, site: eip.site() ?? '' },
      {
        attribute: path,
        value: `${eip.address}.address`,
        allowed: 'ztc_internet_access_policy.internet_address',
        related: [eip],
      },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_internet_access_policy.web': { eip_id: '${ztc_eip.web.id}', direction: 'inbound' },
          'ztc_service_request.dns': {
            kind: 'other',
            subject_id: '${ztc_eip.web.id}',
            parameters: { dns_record: '${ztc_internet_access_policy.web.internet_address}' },
          },
        },
      },
      {
        given: {
          'ztc_eip.web': { site: 'bj-aw' },
          'ztc_service_request.dns': {
            kind: 'other',
            subject_id: '${ztc_eip.web.id}',
            parameters: { dns_record: '${ztc_eip.web.address}' },
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_service_request.dns': {
            kind: 'other',
            subject_id: '${ztc_eip.web.id}',
            parameters: { dns_record: '${ztc_eip.web.address}' },
          },
        },
        at: 'ztc_service_request.dns',
        message: 'platformAddress',
      },
      {
        given: {
          'ztc_eip.web': { site: 'sh-nq', address: '172.16.8.9' },
          'ztc_service_request.dns': {
            kind: 'other',
            subject_id: 'acct-1',
            parameters: { internet_address: '172.16.8.9' },
          },
        },
        at: 'ztc_service_request.dns',
        message: 'platformAddress',
      },
    ],
    unknown: {
      never: 'an address is recognised by its reference or by its value, and its site is always given',
    },
  },
});
