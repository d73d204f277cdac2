import { localEnd, peerEnd } from '../builders/networks.ts';
import { cityAt } from '../builders/places.ts';
import { defineRule } from '../kit/rule.ts';

const channel = (a: string, b: string) => ({
  'ztc_vpc.a': { site: a },
  'ztc_vpc.b': { site: b },
  'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}', peer_vpc_id: '${ztc_vpc.b.id}' },
  'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}', peer_vpc_id: '${ztc_vpc.a.id}' },
  'ztc_express_channel.ab': {
    local_interface_id: '${ztc_router_interface.a.id}',
    peer_interface_id: '${ztc_router_interface.b.id}',
  },
});

export default defineRule({
  id: 'ZTC-EXP-002',
  on: ['ztc_express_channel'],
  reads: [
    'ztc_express_channel.local_interface_id',
    'ztc_express_channel.peer_interface_id',
    'ztc_express_channel.peer_account_id',
    'ztc_express_channel.peer_vpc_id',
    'ztc_router_interface.vpc_id',
    'ztc_vpc.site',
  ],
  scope: 'request',
  messages: {
    apart: {
      en: '{local} is at {here} and {peer} at {there}; a channel stays inside one city',
      zh: '{local} 位于 {here}，{peer} 位于 {there}，高速通道仅限同城',
    },
    elsewhere: { en: 'an end is not part of this design', zh: '有一端不在本设计之内' },
  },
  fix: {
    en: 'join the two networks by a ztc_cross_site_link with one of the bandwidth tiers',
    zh: '异地专有网络请改用 ztc_cross_site_link，并选择相应带宽档位',
  },
  check(node, k) {
    const [local, peer] = [localEnd(node), peerEnd(node)];
    if (!local || !peer) return k.skip('elsewhere');
    const [here, there] = [local.site(), peer.site()];
    const [city, other] = [cityAt(k.catalog, here), cityAt(k.catalog, there)];
    if (here === null || there === null || city === null || other === null || city === other) return k.pass();
    const attribute = node.isSet('peer_interface_id') ? 'peer_interface_id' : 'peer_vpc_id';
    return k.fail(
      'apart',
      { local: local.address, here, peer: peer.address, there },
      {
        attribute,
        value: there,
        allowed: k.catalog.sites().flatMap((site) => (site.city === city ? [site.code] : [])),
        related: [local, peer],
      },
    );
  },
  examples: {
    pass: [{ given: channel('sh-jq', 'sh-nq') }, { given: channel('bj-aw', 'bj-aw') }],
    fail: [{ given: channel('sh-jq', 'bj-aw'), at: 'ztc_express_channel.ab', message: 'apart' }],
    unknown: [
      {
        given: {
          ...channel('sh-jq', 'sh-nq'),
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_vpc.b': { site: '${ztc_service_request.r.completed_at}' },
        },
        at: 'ztc_express_channel.ab',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_express_channel.a': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_account_id: 'acct-2',
            peer_vpc_id: 'vpc-2',
          },
        },
      },
    ],
  },
});
