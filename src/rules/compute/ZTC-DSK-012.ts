import { immutable } from '../builders/planned-change.ts';

export default immutable({
  id: 'ZTC-DSK-012',
  fixed: { ztc_disk: ['category', 'site', 'source_snapshot_id'] },
  fix: {
    en: 'plan a replacement (the content is lost unless it is copied first), or keep the value',
    zh: '按重建计划（须先备份，否则数据丢失），或保留原值',
  },
  examples: {
    pass: [
      {
        before: { 'ztc_disk.d': { category: 'ordinary', site: 'sh-jq' } },
        given: { 'ztc_disk.d': { category: 'ssd', site: 'sh-jq' } },
      },
      {
        before: { 'ztc_disk.d': { category: 'ssd', site: 'sh-jq', name: 'a', size_gib: 20 } },
        given: { 'ztc_disk.d': { category: 'ssd', site: 'sh-jq', name: 'b', size_gib: 40 } },
      },
    ],
    fail: [
      {
        before: { 'ztc_disk.d': { category: 'ordinary', site: 'sh-jq' } },
        given: { 'ztc_disk.d': { category: 'ssd', site: 'sh-jq' } },
        actions: { 'ztc_disk.d': ['update'] },
        at: 'ztc_disk.d',
        message: 'inPlace',
      },
      {
        before: { 'ztc_disk.d': { category: 'ssd', site: 'sh-jq' } },
        given: { 'ztc_disk.d': { category: 'ssd', site: 'sh-nq' } },
        actions: { 'ztc_disk.d': ['update'] },
        at: 'ztc_disk.d',
        message: 'inPlace',
      },
    ],
    unknown: [
      {
        before: { 'ztc_disk.d': { category: 'ssd', site: 'sh-jq', name: 'a' } },
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_disk.d': {
            category: '${ztc_service_request.r.assigned_values.category}',
            site: 'sh-jq',
            name: 'b',
          },
        },
        actions: { 'ztc_disk.d': ['update'] },
        at: 'ztc_disk.d',
        because: 'ztc_service_request.r.assigned_values.category',
      },
    ],
  },
});
