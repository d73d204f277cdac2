import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-VSE-001',
  on: ['ztc_vsep_access'],
  reads: ['ztc_vsep_access.direction', 'ztc_vsep_access.peer_kind', 'ztc_vsep_access.vpc_id'],
  scope: 'request',
  messages: {
    noPeer: {
      en: 'an inbound access says who comes in: one of {allowed}',
      zh: '入向接入须指明对端类型，可选 {allowed}',
    },
    otherPeer: {
      en: 'the VSEP platform does not join the cloud with {peer}; it does with {allowed}',
      zh: 'VSEP 平台不支持对端 {peer}，可选 {allowed}',
    },
    peerOfOutbound: {
      en: 'an outbound access leads to the VSEP network and has no peer kind, here {peer}',
      zh: '出向接入通往 VSEP 网，不应填写对端类型 {peer}',
    },
    noNetwork: { en: 'the access names no network', zh: '接入未指明专有网络' },
  },
  fix: {
    en: 'inbound: set peer_kind; outbound: leave it out; both: name the network',
    zh: '入向须设置 peer_kind，出向不设置；两者均须指明专有网络',
  },
  check(node, k) {
    if (!node.isSet('vpc_id')) return k.fail('noNetwork', {}, { attribute: 'vpc_id', value: null });
    const peer = node.string('peer_kind');
    const allowed = k.catalog.keys('vsep_peer_kinds');
    if (node.string('direction') === 'outbound') {
      return peer === null
        ? k.pass()
        : k.fail('peerOfOutbound', { peer }, { attribute: 'peer_kind', value: peer, allowed: null });
    }
    if (peer === null) return k.fail('noPeer', { allowed }, { attribute: 'peer_kind', value: null, allowed });
    return allowed.includes(peer)
      ? k.pass()
      : k.fail('otherPeer', { peer, allowed }, { attribute: 'peer_kind', value: peer, allowed });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vsep_access.a': { vpc_id: 'vpc-1', direction: 'inbound', peer_kind: 'data_centre_user' },
        },
      },
      { given: { 'ztc_vsep_access.a': { vpc_id: 'vpc-1', direction: 'outbound' } } },
    ],
    fail: [
      {
        given: { 'ztc_vsep_access.a': { vpc_id: 'vpc-1', direction: 'inbound' } },
        at: 'ztc_vsep_access.a',
        message: 'noPeer',
      },
      {
        given: { 'ztc_vsep_access.a': { vpc_id: 'vpc-1', direction: 'inbound', peer_kind: 'internet' } },
        at: 'ztc_vsep_access.a',
        message: 'otherPeer',
      },
      {
        given: { 'ztc_vsep_access.a': { vpc_id: 'vpc-1', direction: 'outbound', peer_kind: 'wan_line' } },
        at: 'ztc_vsep_access.a',
        message: 'peerOfOutbound',
      },
      {
        given: { 'ztc_vsep_access.a': { vpc_id: '', direction: 'outbound' } },
        at: 'ztc_vsep_access.a',
        message: 'noNetwork',
      },
    ],
    unknown: { never: 'direction and peer are given by the user' },
  },
});
