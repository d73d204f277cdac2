import { inPlace } from '../builders/planned-change.ts';

export default inPlace({
  id: 'ZTC-NAT-008',
  type: 'ztc_nat_gateway',
  changeable: ['spec', 'eip_ids'],
  fixed: ['vpc_id'],
  fix: {
    en: 'let the plan update the gateway in place; its size and its addresses change at any time',
    zh: '按原地更新执行，NAT 网关规格与弹性公网IP 数量可随时升降',
  },
  examples: {
    pass: [
      {
        before: { 'ztc_nat_gateway.a': { vpc_id: 'vpc-1', spec: 'small' } },
        given: { 'ztc_nat_gateway.a': { vpc_id: 'vpc-1', spec: 'large' } },
      },
      {
        before: { 'ztc_nat_gateway.a': { vpc_id: 'vpc-1', spec: 'small' } },
        given: { 'ztc_nat_gateway.a': { vpc_id: 'vpc-2', spec: 'large' } },
      },
    ],
    fail: [
      {
        before: { 'ztc_nat_gateway.a': { vpc_id: 'vpc-1', spec: 'small' } },
        given: { 'ztc_nat_gateway.a': { vpc_id: 'vpc-1', spec: 'large' } },
        actions: { 'ztc_nat_gateway.a': ['delete', 'create'] },
        at: 'ztc_nat_gateway.a',
        message: 'replaced',
      },
    ],
    unknown: [
      {
        before: { 'ztc_nat_gateway.a': { vpc_id: 'vpc-1', spec: 'small' } },
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_nat_gateway.a': { vpc_id: 'vpc-1', spec: '${ztc_service_request.r.completed_at}' },
        },
        actions: { 'ztc_nat_gateway.a': ['delete', 'create'] },
        at: 'ztc_nat_gateway.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
