import { immutable } from '../builders/planned-change.ts';

export default immutable({
  id: 'ZTC-SNP-002',
  fixed: { ztc_snapshot: ['disk_id'] },
  fix: {
    en: 'take another snapshot; of an existing one only the name changes',
    zh: '另建快照；已有快照只能改名',
  },
  examples: {
    pass: [
      {
        before: { 'ztc_snapshot.s': { disk_id: 'd-1', name: 'a' } },
        given: { 'ztc_snapshot.s': { disk_id: 'd-1', name: 'b' } },
      },
      {
        before: { 'ztc_snapshot.s': { disk_id: 'd-1' } },
        given: { 'ztc_snapshot.s': { disk_id: 'd-2' } },
      },
    ],
    fail: [
      {
        before: { 'ztc_snapshot.s': { disk_id: 'd-1' } },
        given: { 'ztc_snapshot.s': { disk_id: 'd-2' } },
        actions: { 'ztc_snapshot.s': ['update'] },
        at: 'ztc_snapshot.s',
        message: 'inPlace',
      },
    ],
    unknown: [
      {
        before: { 'ztc_snapshot.s': { disk_id: 'd-1' } },
        given: { 'ztc_disk.e': {}, 'ztc_snapshot.s': { disk_id: '${ztc_disk.e.id}' } },
        actions: { 'ztc_snapshot.s': ['update'] },
        at: 'ztc_snapshot.s',
        because: 'ztc_disk.e.id',
      },
    ],
  },
});
