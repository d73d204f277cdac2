import { inPlace } from '../builders/planned-change.ts';

export default inPlace({
  id: 'ZTC-SLB-010',
  type: 'ztc_slb',
  changeable: ['spec'],
  fixed: ['vpc_id', 'vswitch_id'],
  fix: {
    en: 'let the plan update the load balancer in place; its capacity grows in software',
    zh: '按原地更新执行，负载均衡以软件方式升级',
  },
  examples: {
    pass: [
      {
        before: { 'ztc_slb.a': { vpc_id: 'vpc-1', spec: 'small' } },
        given: { 'ztc_slb.a': { vpc_id: 'vpc-1', spec: 'large' } },
      },
      {
        before: { 'ztc_slb.a': { vpc_id: 'vpc-1', spec: 'small' } },
        given: { 'ztc_slb.a': { vpc_id: 'vpc-2', spec: 'large' } },
      },
    ],
    fail: [
      {
        before: { 'ztc_slb.a': { vpc_id: 'vpc-1', spec: 'small' } },
        given: { 'ztc_slb.a': { vpc_id: 'vpc-1', spec: 'large' } },
        actions: { 'ztc_slb.a': ['delete', 'create'] },
        at: 'ztc_slb.a',
        message: 'replaced',
      },
    ],
    unknown: [
      {
        before: { 'ztc_slb.a': { vpc_id: 'vpc-1', spec: 'small' } },
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_slb.a': { vpc_id: 'vpc-1', spec: '${ztc_service_request.r.completed_at}' },
        },
        actions: { 'ztc_slb.a': ['delete', 'create'] },
        at: 'ztc_slb.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
