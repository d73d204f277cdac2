import { needsRequest } from '../builders/needs-request.ts';

export default needsRequest({
  id: 'ZTC-VSE-002',
  type: 'ztc_vsep_access',
  kind: 'network_access',
  what: { en: 'a VSEP access', zh: 'VSEP 接入' },
});
