import { allocatedParameter } from '../builders/allocated-parameter.ts';

export default allocatedParameter({
  id: 'ZTC-DCL-002',
  attribute: 'aggregate_line_code',
  what: { en: 'aggregate line code', zh: '汇聚专线编号' },
  typed: '12345',
});
