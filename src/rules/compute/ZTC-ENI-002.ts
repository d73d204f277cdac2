import { atMostOne } from '../builders/at-most-one.ts';

export default atMostOne({
  id: 'ZTC-ENI-002',
  type: 'ztc_network_interface_attachment',
  attribute: 'network_interface_id',
  what: { en: 'network interface', zh: '弹性网卡' },
  fix: {
    en: 'create another network interface for the second host, or drop one of the attachments',
    zh: '为第二台主机另建弹性网卡，或删除多余的绑定',
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_network_interface.n': {},
          'ztc_network_interface.m': {},
          'ztc_instance.a': {},
          'ztc_network_interface_attachment.n': {
            network_interface_id: '${ztc_network_interface.n.id}',
            instance_id: '${ztc_instance.a.id}',
          },
          'ztc_network_interface_attachment.m': {
            network_interface_id: '${ztc_network_interface.m.id}',
            instance_id: '${ztc_instance.a.id}',
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_network_interface.n': {},
          'ztc_instance.a': {},
          'ztc_instance.b': {},
          'ztc_network_interface_attachment.a': {
            network_interface_id: '${ztc_network_interface.n.id}',
            instance_id: '${ztc_instance.a.id}',
          },
          'ztc_network_interface_attachment.b': {
            network_interface_id: '${ztc_network_interface.n.id}',
            instance_id: '${ztc_instance.b.id}',
          },
        },
        at: 'ztc_network_interface_attachment.b',
        message: 'taken',
      },
      {
        given: {
          'ztc_network_interface_attachment.a': { network_interface_id: 'eni-7', instance_id: 'i-1' },
          'ztc_network_interface_attachment.b': { network_interface_id: 'eni-7', instance_id: 'i-2' },
        },
        at: 'ztc_network_interface_attachment.b',
        message: 'taken',
      },
    ],
    unknown: { never: 'a reference counts as soon as it is written' },
  },
});
