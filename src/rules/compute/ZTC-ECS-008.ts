import { inPlace } from '../builders/planned-change.ts';

export default inPlace({
  id: 'ZTC-ECS-008',
  type: 'ztc_instance',
  changeable: ['flavor'],
  fixed: ['site', 'family', 'image_id', 'vswitch_id', 'system_disk.category'],
  fix: {
    en: 'let the flavor change in place; the host keeps its disks and addresses',
    zh: '让规格原地升降，主机的磁盘与地址保持不变',
  },
  examples: {
    pass: [
      {
        before: { 'ztc_instance.a': { site: 'sh-jq', family: 'compute', flavor: 'ecs-c1-large' } },
        given: { 'ztc_instance.a': { site: 'sh-jq', family: 'compute', flavor: 'ecs-c1-xlarge' } },
      },
      {
        before: { 'ztc_instance.a': { site: 'sh-jq', family: 'compute', flavor: 'ecs-c1-large' } },
        given: { 'ztc_instance.a': { site: 'sh-nq', family: 'compute', flavor: 'ecs-c1-xlarge' } },
      },
    ],
    fail: [
      {
        before: { 'ztc_instance.a': { site: 'sh-jq', family: 'compute', flavor: 'ecs-c1-large' } },
        given: { 'ztc_instance.a': { site: 'sh-jq', family: 'compute', flavor: 'ecs-c1-xlarge' } },
        actions: { 'ztc_instance.a': ['delete', 'create'] },
        at: 'ztc_instance.a',
        message: 'replaced',
      },
    ],
    unknown: [
      {
        before: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { site: 'sh-jq', flavor: 'ecs-c1-large' },
        },
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { site: 'sh-jq', flavor: '${ztc_service_request.r.assigned_values.flavor}' },
        },
        actions: { 'ztc_instance.a': ['delete', 'create'] },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.flavor',
      },
    ],
  },
});
