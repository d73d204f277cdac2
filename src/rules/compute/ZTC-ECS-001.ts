import { oneOf } from '../builders/one-of.ts';

export default oneOf({
  id: 'ZTC-ECS-001',
  types: ['ztc_instance'],
  attribute: 'family',
  allowed: (catalog) => catalog.keys('ecs_families'),
  what: { en: 'host family', zh: '规格族' },
  fix: { en: 'choose one of the four families of cloud hosts', zh: '改用平台提供的四类规格族之一' },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': { site: 'sh-jq', family: 'general' } } },
      { given: { 'ztc_instance.a': { site: 'sh-jq', family: 'gpu' } } },
    ],
    fail: [
      {
        given: { 'ztc_instance.a': { site: 'sh-jq', family: 'memory' } },
        at: 'ztc_instance.a',
        message: 'other',
      },
      {
        given: { 'ztc_instance.a': { site: 'sh-jq', family: 'GPU' } },
        at: 'ztc_instance.a',
        message: 'other',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { family: '${ztc_service_request.r.assigned_values.family}' },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.family',
      },
    ],
  },
});
