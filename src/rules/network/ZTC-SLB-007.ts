import { oneOf } from '../builders/one-of.ts';

export default oneOf({
  id: 'ZTC-SLB-007',
  types: ['ztc_slb_listener'],
  attribute: 'algorithm.class',
  allowed: (catalog) => catalog.enum('slb_algorithm_classes'),
  what: { en: 'scheduling algorithm', zh: '调度算法' },
  fix: {
    en: 'choose one of the offered classes; stickiness is a separate switch',
    zh: '改用所列算法类别之一，会话保持另行设置',
  },
  examples: {
    pass: [
      { given: { 'ztc_slb_listener.a': { algorithm: { class: 'source_ip', sticky: true } } } },
      { given: { 'ztc_slb_listener.a': { port: 443 } } },
    ],
    fail: [
      {
        given: { 'ztc_slb_listener.a': { algorithm: { class: 'geo' } } },
        at: 'ztc_slb_listener.a',
        message: 'other',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_slb_listener.a': { algorithm: { class: '${ztc_service_request.r.completed_at}' } },
        },
        at: 'ztc_slb_listener.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
