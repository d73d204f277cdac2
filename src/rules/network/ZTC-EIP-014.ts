import { addressUses, HANDED_OUT } from '../builders/address-use.ts';
import { isInternetAddress } from '../builders/places.ts';
import { find } from '../builders/sets.ts';
import { Few } from '../kit/few.ts';
import { defineRule } from '../kit/rule.ts';

const WHITELIST = /white.?list|allow.?list|partner|白名单|合作方/i;

export default defineRule({
  id: 'ZTC-EIP-014',
  on: HANDED_OUT,
  reads: ['ztc_service_request.parameters', 'ztc_eip.site', 'ztc_eip.address'],
  scope: 'request',
  messages: {
    notSeen: {
      en: 'the address of {eip} stands in the whitelist of a partner, but at {site} internet peers see another address',
      zh: '{eip} 的地址被列入合作方白名单，而站点 {site} 出网时对端所见并非该地址',
    },
  },
  fix: {
    en: 'put the internet_address of the ztc_internet_access_policy of that address on the whitelist, known once the operators have completed it',
    zh: '白名单改用该弹性公网IP 所对应 ztc_internet_access_policy 的 internet_address，运维开通后可知',
  },
  check(node, k) {
    const uses = new Few(addressUses(node, WHITELIST, k));
    const wrong = find(uses, ({ eip }) => !isInternetAddress(k.catalog, eip.site()));
    if (!wrong) return k.pass();
    const { eip, path } = wrong;
    return k.fail(
      'notSeen',
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
          'ztc_service_request.peer': {
            kind: 'other',
            subject_id: '${ztc_eip.web.id}',
            parameters: { partner_whitelist: '${ztc_internet_access_policy.web.internet_address}' },
          },
        },
      },
      {
        given: {
          'ztc_eip.web': { site: 'bj-aw' },
          'ztc_service_request.peer': {
            kind: 'other',
            subject_id: '${ztc_eip.web.id}',
            parameters: { partner_whitelist: '${ztc_eip.web.address}' },
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_service_request.peer': {
            kind: 'other',
            subject_id: '${ztc_eip.web.id}',
            parameters: { partner_whitelist: '${ztc_eip.web.address}' },
          },
        },
        at: 'ztc_service_request.peer',
        message: 'notSeen',
      },
      {
        given: {
          'ztc_eip.web': { site: 'sh-nq', address: '172.16.8.9' },
          'ztc_service_request.peer': {
            kind: 'other',
            subject_id: 'acct-1',
            parameters: { partner_whitelist: '172.16.8.9' },
          },
        },
        at: 'ztc_service_request.peer',
        message: 'notSeen',
      },
    ],
    unknown: {
      never: 'an address is recognised by its reference or by its value, and its site is always given',
    },
  },
});
