import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-NET-002',
  on: ['ztc_eip_association'],
  reads: [
    'ztc_eip_association.eip_id',
    'ztc_eip_association.instance_id',
    'ztc_eip_association.nat_gateway_id',
    'ztc_eip.site',
    'ztc_instance.site',
    'ztc_nat_gateway.site',
    'ztc_nat_gateway.vpc_id',
    'ztc_vpc.site',
  ],
  scope: 'request',
  messages: {
    elsewhere: {
      en: 'the address uses the internet exit of {site}, but {target} is at {place}',
      zh: '该弹性公网IP 使用站点 {site} 的互联网出口，而 {target} 位于 {place}',
    },
    noTarget: { en: 'the binding names no host or gateway of this design', zh: '绑定对象不在本设计之内' },
  },
  fix: {
    en: 'apply for an elastic public IP at the site of the target; every site has its own exit',
    zh: '在绑定对象所在站点另行申请弹性公网IP，各站点出口相互独立',
  },
  check(node, k) {
    const eip = node.ref('eip_id');
    const attribute = node.isSet('instance_id') ? 'instance_id' : 'nat_gateway_id';
    const target = node.ref(attribute);
    if (!eip || !target) return k.skip('noTarget');
    const site = eip.site();
    const place = target.site();
    if (site === null || place === null || site === place) return k.pass();
    return k.fail(
      'elsewhere',
      { site, target: target.address, place },
      { attribute: 'eip_id', value: site, allowed: place, related: [eip, target] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_instance.web': { site: 'sh-jq' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}', instance_id: '${ztc_instance.web.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_instance.web': { site: 'sh-nq' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}', instance_id: '${ztc_instance.web.id}' },
        },
        at: 'ztc_eip_association.web',
        message: 'elsewhere',
      },
      {
        given: {
          'ztc_eip.out': { site: 'bj-aw' },
          'ztc_vpc.a': { site: 'sh-nq' },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_eip_association.out': {
            eip_id: '${ztc_eip.out.id}',
            nat_gateway_id: '${ztc_nat_gateway.a.id}',
          },
        },
        at: 'ztc_eip_association.out',
        message: 'elsewhere',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}', instance_id: 'i-1' },
        },
        at: 'ztc_eip_association.web',
        because: 'object outside the graph: i-1',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_eip.web': { site: 'sh-jq' },
          'ztc_eip_association.web': { eip_id: '${ztc_eip.web.id}' },
        },
      },
    ],
  },
});
