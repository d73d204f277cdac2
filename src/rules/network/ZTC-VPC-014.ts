import { immutable } from '../builders/planned-change.ts';

export default immutable({
  id: 'ZTC-VPC-014',
  fixed: { ztc_vpc: ['cidr', 'allocation_id', 'site'] },
  fix: {
    en: 'plan a replacement: build a new network with the new range and move its contents over',
    zh: '按重建处理：以新网段新建专有网络并迁移其中资源',
  },
  examples: {
    pass: [
      {
        before: { 'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' } },
        given: { 'ztc_vpc.a': { site: 'sh-jq', cidr: '10.9.0.0/16' } },
      },
      {
        before: { 'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16', name: 'core' } },
        given: { 'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16', name: 'main' } },
      },
    ],
    fail: [
      {
        before: { 'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' } },
        given: { 'ztc_vpc.a': { site: 'sh-jq', cidr: '10.9.0.0/16' } },
        actions: { 'ztc_vpc.a': ['update'] },
        at: 'ztc_vpc.a',
        message: 'inPlace',
      },
      {
        before: {
          'ztc_vpc_address_allocation.a': { site: 'sh-jq' },
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16', allocation_id: 'vaa-1' },
        },
        given: {
          'ztc_vpc_address_allocation.a': { site: 'sh-jq' },
          'ztc_vpc.a': { site: 'sh-jq', allocation_id: 'vaa-2' },
        },
        actions: { 'ztc_vpc.a': ['update'] },
        at: 'ztc_vpc.a',
        message: 'inPlace',
      },
    ],
    unknown: [
      {
        before: { 'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' } },
        given: {
          'ztc_vpc_address_allocation.n': { site: 'sh-jq' },
          'ztc_vpc.a': { site: 'sh-jq', cidr: '${ztc_vpc_address_allocation.n.cidr}' },
        },
        actions: { 'ztc_vpc.a': ['update'] },
        at: 'ztc_vpc.a',
        because: 'ztc_vpc_address_allocation.n.cidr',
      },
    ],
  },
});
