import { immutable } from '../builders/planned-change.ts';

export default immutable({
  id: 'ZTC-ECS-009',
  fixed: { ztc_instance: ['family', 'site', 'image_id', 'vswitch_id'] },
  fix: {
    en: 'plan a replacement of the host, or keep the value it was created with',
    zh: '按重建计划该主机，或保留创建时的取值',
  },
  examples: {
    pass: [
      {
        before: { 'ztc_instance.a': { site: 'sh-jq', family: 'general' } },
        given: { 'ztc_instance.a': { site: 'sh-nq', family: 'general' } },
      },
      {
        before: { 'ztc_instance.a': { site: 'sh-jq', name: 'a' } },
        given: { 'ztc_instance.a': { site: 'sh-jq', name: 'b' } },
      },
    ],
    fail: [
      {
        before: { 'ztc_instance.a': { site: 'sh-jq', family: 'general' } },
        given: { 'ztc_instance.a': { site: 'sh-nq', family: 'general' } },
        actions: { 'ztc_instance.a': ['update'] },
        at: 'ztc_instance.a',
        message: 'inPlace',
      },
      {
        before: { 'ztc_instance.a': { image_id: 'img-linux-8' } },
        given: { 'ztc_instance.a': { image_id: 'img-linux-9' } },
        actions: { 'ztc_instance.a': ['update'] },
        at: 'ztc_instance.a',
        message: 'inPlace',
      },
    ],
    unknown: [
      {
        before: { 'ztc_instance.a': { image_id: 'img-linux-8', name: 'a' } },
        given: { 'ztc_image.base': {}, 'ztc_instance.a': { image_id: '${ztc_image.base.id}', name: 'b' } },
        actions: { 'ztc_instance.a': ['update'] },
        at: 'ztc_instance.a',
        because: 'ztc_image.base.id',
      },
    ],
  },
});
