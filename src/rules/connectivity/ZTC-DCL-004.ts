import { allocatedParameter } from '../builders/allocated-parameter.ts';

export default allocatedParameter({
  id: 'ZTC-DCL-004',
  attribute: 'interconnect_cidr',
  what: { en: 'interconnection range', zh: '互联地址' },
  typed: '172.16.0.0/30',
});
