import { oneOf } from '../builders/one-of.ts';

export default oneOf({
  id: 'ZTC-SLB-006',
  types: ['ztc_slb_listener'],
  attribute: 'protocol',
  allowed: (catalog) => catalog.enum('slb_protocols'),
  what: { en: 'listener protocol', zh: '监听协议' },
  fix: {
    en: 'use a protocol of layers 4 to 7',
    zh: '改用四至七层协议',
  },
  examples: {
    pass: [{ given: { 'ztc_slb_listener.a': { protocol: 'https' } } }],
    fail: [
      { given: { 'ztc_slb_listener.a': { protocol: 'icmp' } }, at: 'ztc_slb_listener.a', message: 'other' },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_slb_listener.a': { protocol: '${ztc_service_request.r.completed_at}' },
        },
        at: 'ztc_slb_listener.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
