import { oneOf } from '../builders/one-of.ts';

export default oneOf({
  id: 'ZTC-SLB-001',
  types: ['ztc_slb'],
  attribute: 'network_type',
  allowed: (catalog) => catalog.enum('slb.network_types'),
  what: { en: 'network type', zh: '网络类型' },
  fix: {
    en: 'order the load balancer inside a virtual private cloud, or leave the attribute out',
    zh: '选择专有网络负载均衡，或不填该属性',
  },
  examples: {
    pass: [{ given: { 'ztc_slb.a': { network_type: 'vpc' } } }, { given: { 'ztc_slb.a': {} } }],
    fail: [{ given: { 'ztc_slb.a': { network_type: 'classic' } }, at: 'ztc_slb.a', message: 'other' }],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_slb.a': { network_type: '${ztc_service_request.r.completed_at}' },
        },
        at: 'ztc_slb.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
