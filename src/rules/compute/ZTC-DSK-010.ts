import { atMostOne } from '../builders/at-most-one.ts';

export default atMostOne({
  id: 'ZTC-DSK-010',
  type: 'ztc_disk_attachment',
  attribute: 'disk_id',
  what: { en: 'disk', zh: '云盘' },
  fix: {
    en: 'give the second host a disk of its own, share files over file storage, or drop one of the attachments',
    zh: '为第二台主机单独配置云盘，或通过文件存储共享数据，或删除多余的挂载',
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_disk.d': {},
          'ztc_disk.e': {},
          'ztc_instance.a': {},
          'ztc_disk_attachment.d': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
          'ztc_disk_attachment.e': { disk_id: '${ztc_disk.e.id}', instance_id: '${ztc_instance.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_disk.d': {},
          'ztc_instance.a': {},
          'ztc_instance.b': {},
          'ztc_disk_attachment.a': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.a.id}' },
          'ztc_disk_attachment.b': { disk_id: '${ztc_disk.d.id}', instance_id: '${ztc_instance.b.id}' },
        },
        at: 'ztc_disk_attachment.b',
        message: 'taken',
      },
      {
        given: {
          'ztc_disk_attachment.a': { disk_id: 'd-7', instance_id: 'i-1' },
          'ztc_disk_attachment.b': { disk_id: 'd-7', instance_id: 'i-2' },
        },
        at: 'ztc_disk_attachment.b',
        message: 'taken',
      },
    ],
    unknown: { never: 'a reference counts as soon as it is written' },
  },
});
