/** Rules about addresses of elastic public IPs that somebody outside is told. */
import type { Localized } from '../../schema/model.ts';
import { Few } from '../kit/few.ts';
import { defineRule, type Rule } from '../kit/rule.ts';
import { addressUses, HANDED_OUT } from './address-use.ts';
import { isInternetAddress } from './places.ts';
import { find } from './sets.ts';

interface HandedOutAddress {
  readonly id: string;
  /** Names, descriptions and keys under which such an address is given out. */
  readonly label: RegExp;
  /** May name `{eip}` and `{site}`. */
  readonly message: Localized;
  readonly fix: Localized;
  /** Parameters of a service request that give an address out. */
  readonly parameters: readonly [string, string];
}

/** The address of an elastic public IP is given out only at sites where it is an internet address itself. */
export function handedOutAddress({ id, label, message, fix, parameters }: HandedOutAddress): Rule {
  const [first, second] = parameters;
  const told = (name: string, value: string) => ({
    'ztc_service_request.told': {
      kind: 'other',
      subject_id: '${ztc_eip.web.id}',
      parameters: { [name]: value },
    },
  });
  return defineRule({
    id,
    on: HANDED_OUT,
    reads: ['ztc_service_request.parameters', 'ztc_eip.site', 'ztc_eip.address'],
    scope: 'request',
    messages: { platformAddress: message },
    fix,
    check(node, k) {
      const uses = new Few(addressUses(node, label, k));
      const wrong = find(uses, ({ eip }) => !isInternetAddress(k.catalog, eip.site()));
      if (!wrong) return k.pass();
      const { eip, path } = wrong;
      const data = { eip: eip.address, site: eip.site() ?? '' };
      return k.fail('platformAddress', data, {
        attribute: path,
        value: `${eip.address}.address`,
        allowed: 'ztc_internet_access_policy.internet_address',
        related: [eip],
      });
    },
    examples: {
      pass: [
        {
          given: {
            'ztc_eip.web': { site: 'sh-jq' },
            'ztc_internet_access_policy.web': { eip_id: '${ztc_eip.web.id}', direction: 'inbound' },
            ...told(first, '${ztc_internet_access_policy.web.internet_address}'),
          },
        },
        { given: { 'ztc_eip.web': { site: 'bj-aw' }, ...told(first, '${ztc_eip.web.address}') } },
      ],
      fail: [
        {
          given: { 'ztc_eip.web': { site: 'sh-jq' }, ...told(first, '${ztc_eip.web.address}') },
          at: 'ztc_service_request.told',
          message: 'platformAddress',
        },
        {
          given: { 'ztc_eip.web': { site: 'sh-nq', address: '172.16.8.9' }, ...told(second, '172.16.8.9') },
          at: 'ztc_service_request.told',
          message: 'platformAddress',
        },
      ],
      unknown: {
        never: 'an address is recognised by its reference or by its value, and its site is always given',
      },
    },
  });
}
