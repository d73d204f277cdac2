import { allocatedParameter } from '../builders/allocated-parameter.ts';

export default allocatedParameter({
  id: 'ZTC-DCL-003',
  attribute: 'vlan_id',
  what: { en: 'VLAN number', zh: 'VLAN 号' },
  typed: 100,
});
