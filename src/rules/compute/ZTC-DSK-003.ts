import { categoryLimit } from '../builders/category-limit.ts';

export default categoryLimit({
  id: 'ZTC-DSK-003',
  attribute: 'required_iops',
  limit: 'max_iops',
  what: { en: 'IOPS', zh: 'IOPS ' },
  unit: 'IOPS',
  fix: {
    en: 'choose a faster category, or spread the load over several disks',
    zh: '改用性能更高的云盘类型，或将负载分摊到多块云盘',
  },
  examples: {
    pass: [
      { given: { 'ztc_disk.d': { category: 'ssd', required_iops: 25000 } } },
      { given: { 'ztc_disk.d': { category: 'ordinary', required_iops: 3000 } } },
    ],
    fail: [
      {
        given: { 'ztc_disk.d': { category: 'efficient', required_iops: 12000 } },
        at: 'ztc_disk.d',
        message: 'tooMuch',
      },
      {
        given: { 'ztc_disk.d': { category: 'ordinary', required_iops: 3001 } },
        at: 'ztc_disk.d',
        message: 'tooMuch',
      },
      {
        given: { 'ztc_disk.d': { category: 'ssd', required_iops: 25001 } },
        at: 'ztc_disk.d',
        message: 'tooMuch',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_disk.d': { category: '${ztc_service_request.r.assigned_values.category}', required_iops: 100 },
        },
        at: 'ztc_disk.d',
        because: 'ztc_service_request.r.assigned_values.category',
      },
    ],
    notApplicable: [{ given: { 'ztc_disk.d': { category: 'ordinary' } } }],
  },
});
