import { localEnd, peerEnd } from '../builders/networks.ts';
import { refInside } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

const NEEDED = ['peer_account_id', 'peer_vpc_id', 'negotiated_parameters'];
const OWN = {
  'ztc_vpc.a': { site: 'sh-jq', account_id: 'acct-1' },
  'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}', peer_vpc_id: 'vpc-2' },
};
const channel = (more: object) => ({
  ...OWN,
  'ztc_express_channel.out': { local_interface_id: '${ztc_router_interface.a.id}', ...more },
});

export default defineRule({
  id: 'ZTC-EXP-004',
  on: ['ztc_express_channel'],
  reads: [
    'ztc_express_channel.local_interface_id',
    'ztc_express_channel.peer_interface_id',
    'ztc_express_channel.peer_account_id',
    'ztc_express_channel.peer_vpc_id',
    'ztc_express_channel.negotiated_parameters',
    'ztc_router_interface.vpc_id',
    'ztc_router_interface.peer_account_id',
    'ztc_vpc.account_id',
  ],
  scope: 'design',
  messages: {
    missing: {
      en: 'the channel leads to another account, but {missing} is not given',
      zh: '高速通道连接其他账户的专有网络，但未填写 {missing}',
    },
    sameAccount: { en: 'both networks belong to one account', zh: '两端属于同一账户' },
  },
  fix: {
    en: 'agree with the other account on the parameters and set peer_account_id, peer_vpc_id and negotiated_parameters',
    zh: '与对方账户协商参数，并填写 peer_account_id、peer_vpc_id 与 negotiated_parameters',
  },
  check(node, k) {
    if (!isForeign(node)) return k.skip('sameAccount');
    const missing = NEEDED.filter((attribute) => !isGiven(node, attribute));
    const attribute = missing[0];
    if (attribute === undefined) return k.pass();
    return k.fail('missing', { missing }, { attribute });
  },
  examples: {
    pass: [
      {
        given: channel({
          peer_account_id: 'acct-2',
          peer_vpc_id: 'vpc-2',
          negotiated_parameters: { route: '10.9.3.0/24' },
        }),
      },
    ],
    fail: [
      {
        given: channel({ peer_account_id: 'acct-2', peer_vpc_id: 'vpc-2' }),
        at: 'ztc_express_channel.out',
        message: 'missing',
      },
      {
        given: channel({
          peer_account_id: 'acct-2',
          peer_vpc_id: null,
          negotiated_parameters: { route: '10.9.3.0/24' },
        }),
        at: 'ztc_express_channel.out',
        message: 'missing',
      },
      {
        given: {
          ...channel({ peer_interface_id: '${ztc_router_interface.b.id}' }),
          'ztc_vpc.b': { site: 'sh-jq', account_id: 'acct-2' },
          'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}' },
        },
        at: 'ztc_express_channel.out',
        message: 'missing',
      },
    ],
    unknown: { never: 'networks of one design belong to one account unless it says otherwise' },
    notApplicable: [
      {
        given: {
          ...channel({ peer_interface_id: '${ztc_router_interface.b.id}' }),
          'ztc_vpc.b': { site: 'sh-jq', account_id: 'acct-1' },
          'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}' },
        },
      },
    ],
  },
});

/** Whether the other network is said, or known, to belong to another account. */
function isForeign(channel: RuleNode): boolean {
  const local = localEnd(channel);
  const own = local && accountOf(local);
  const side = refInside(channel, 'local_interface_id');
  const peer = peerEnd(channel);
  const named = [
    channel.isSet('peer_account_id') ? textOf(channel, 'peer_account_id') : null,
    side?.isSet('peer_account_id') ? textOf(side, 'peer_account_id') : null,
    peer ? accountOf(peer) : null,
  ];
  return named.some((account, at) => account !== null && (own === null ? at < 2 : account !== own));
}

function accountOf(vpc: RuleNode): string | null {
  return vpc.isKnown('account_id') ? vpc.string('account_id') : null;
}

function textOf(node: RuleNode, attribute: string): string {
  return node.isKnown(attribute) ? (node.string(attribute) ?? '') : '?';
}

function isGiven(channel: RuleNode, attribute: string): boolean {
  if (attribute !== 'negotiated_parameters')
    return channel.isSet(attribute) && !isOwnPeer(channel, attribute);
  const value = channel.node.values[attribute];
  return channel.isSet(attribute) && Object.keys(value ?? {}).length > 0;
}

/** A peer network that the platform fills in from the interface was not given. */
function isOwnPeer(channel: RuleNode, attribute: string): boolean {
  const value = channel.node.values[attribute];
  return (
    attribute === 'peer_vpc_id' &&
    typeof value === 'object' &&
    value !== null &&
    'ref' in value &&
    (value.ref as { address?: string } | undefined)?.address === channel.address
  );
}
