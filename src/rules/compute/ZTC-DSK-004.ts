import { categoryLimit } from '../builders/category-limit.ts';

export default categoryLimit({
  id: 'ZTC-DSK-004',
  attribute: 'required_throughput_mbs',
  limit: 'max_throughput_mbs',
  what: { en: 'throughput', zh: '吞吐量' },
  unit: 'MB/s',
  fix: {
    en: 'choose a faster category, or spread the load over several disks',
    zh: '改用性能更高的云盘类型，或将负载分摊到多块云盘',
  },
  examples: {
    pass: [
      { given: { 'ztc_disk.d': { category: 'ssd', required_throughput_mbs: 300 } } },
      { given: { 'ztc_disk.d': { category: 'efficient', required_throughput_mbs: 140 } } },
    ],
    fail: [
      {
        given: { 'ztc_disk.d': { category: 'ordinary', required_throughput_mbs: 140 } },
        at: 'ztc_disk.d',
        message: 'tooMuch',
      },
      {
        given: { 'ztc_disk.d': { category: 'ssd', required_throughput_mbs: 300.5 } },
        at: 'ztc_disk.d',
        message: 'tooMuch',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_disk.d': {
            category: '${ztc_service_request.r.assigned_values.category}',
            required_throughput_mbs: 9,
          },
        },
        at: 'ztc_disk.d',
        because: 'ztc_service_request.r.assigned_values.category',
      },
    ],
    notApplicable: [{ given: { 'ztc_disk.d': { category: 'ordinary' } } }],
  },
});
