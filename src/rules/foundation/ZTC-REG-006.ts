import { refInside } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-REG-006',
  on: ['ztc_disk_attachment'],
  reads: [
    'ztc_disk_attachment.disk_id',
    'ztc_disk_attachment.instance_id',
    'ztc_disk.site',
    'ztc_instance.site',
  ],
  scope: 'request',
  messages: {
    apart: {
      en: '{disk} is kept at {place}, but {host} runs at {site}',
      zh: '{disk} 位于 {place}，而 {host} 位于 {site}',
    },
    elsewhere: { en: 'the disk or the host is not part of this design', zh: '云盘或主机不在本设计内' },
  },
  fix: {
    en: 'create the disk at the site of its host',
    zh: '在主机所在站点创建云盘',
  },
  check(node, k) {
    const disk = refInside(node, 'disk_id');
    const host = refInside(node, 'instance_id');
    if (!disk || !host) return k.skip('elsewhere');
    const place = disk.site();
    const site = host.site();
    if (!k.catalog.isSite(place) || !k.catalog.isSite(site) || place === site) return k.pass();
    return k.fail(
      'apart',
      { disk: disk.address, place, host: host.address, site },
      { attribute: 'disk_id', value: place, allowed: [site], related: [disk, host] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_disk.d': { site: 'sh-jq' },
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_disk.d': { site: 'sh-jq' },
          'ztc_instance.a': { site: 'bj-aw' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
        at: 'ztc_disk_attachment.d',
        message: 'apart',
      },
      {
        given: {
          'ztc_disk.d': { site: 'sh-jq' },
          'ztc_instance.a': { site: 'sh-nq' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
        at: 'ztc_disk_attachment.d',
        message: 'apart',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.v': {},
          'ztc_disk.d': { site: '${ztc_vswitch.v.site}' },
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
        },
        at: 'ztc_disk_attachment.d',
        because: 'ztc_vswitch.v.site',
      },
    ],
    notApplicable: [{ given: { 'ztc_disk_attachment.d': { disk_id: 'd-1', instance_id: 'i-1' } } }],
  },
});
