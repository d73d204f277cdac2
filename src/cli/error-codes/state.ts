/** Codes of states: where they are kept, locks, journals. */
import type { ErrorText } from '../error-codes.ts';

export const STATE_CODES: Readonly<Record<string, ErrorText>> = {
  'ZTC-E-BACKEND-SETTING': {
    meaning: {
      en: 'a setting of a state backend is missing, unknown or unsuitable',
      zh: '状态后端的某项设置缺失、未知或不合适',
    },
    fix: {
      en: "write the backend's settings as Terraform documents them, or set its variables",
      zh: '按 Terraform 文档填写后端设置或设置其环境变量',
    },
  },
  'ZTC-E-BACKEND-UNSUPPORTED': {
    meaning: { en: 'ztc cannot read a state in this backend', zh: 'ztc 无法读取该后端中的状态' },
    fix: {
      en: 'keep it in one of the backends local, http and pg, or use Terraform',
      zh: '使用 local、http 或 pg 后端，或改用 Terraform',
    },
  },
  'ZTC-E-JOURNAL-DAMAGED': {
    meaning: {
      en: 'the journal of a run that was cut off cannot be read from its beginning',
      zh: '被中断运行的日志从开头即无法读取',
    },
    fix: {
      en: 'restore the file, or move it away and compare the state with the platform (ztc drift)',
      zh: '恢复该文件，或移走后用 ztc drift 比对状态与平台',
    },
  },
  'ZTC-E-JOURNAL-FOREIGN': {
    meaning: { en: 'the journal continues another state', zh: '日志属于另一份状态' },
    fix: {
      en: 'put back the state that belongs to it, or move the journal away',
      zh: '放回与其对应的状态，或移走该日志',
    },
  },
  'ZTC-E-JOURNAL-IO': {
    meaning: { en: 'the journal cannot be read or written', zh: '无法读写日志' },
    fix: {
      en: 'make room on the disk and the folder writable; nothing has been changed without a record',
      zh: '请腾出磁盘空间并确保目录可写；未留记录的变更不会发生',
    },
  },
  'ZTC-E-STATE-FORMAT': {
    meaning: { en: 'the file is not a state', zh: '文件不是状态文件' },
    fix: { en: 'name a state file of format version 4', zh: '请指定版本 4 的状态文件' },
  },
  'ZTC-E-STATE-IO': {
    meaning: {
      en: 'the state cannot be read or written where it is kept: a file, a server, a database',
      zh: '状态无法在其存放处（文件、服务器或数据库）读写',
    },
    fix: {
      en: 'check path, permissions and space, or address, credentials and network, and run again',
      zh: '检查路径、权限与空间，或地址、凭据与网络后重试',
    },
  },
  'ZTC-E-STATE-LOCK': {
    meaning: { en: 'the lock of the state cannot be made', zh: '无法创建状态锁' },
    fix: { en: 'check that the folder of the state is writable', zh: '检查状态所在目录是否可写' },
  },
  'ZTC-E-STATE-LOCK-LOST': {
    meaning: {
      en: 'this run no longer holds the lock of the state, so it writes nothing any more',
      zh: '本次运行已失去状态锁，因此不再写入',
    },
    fix: {
      en: 'wait for whoever holds it now, then run again: what was done is not lost',
      zh: '等待当前持有者结束后再次执行；已完成的操作不会丢失',
    },
  },
  'ZTC-E-STATE-LOCKED': {
    meaning: { en: 'another run holds the state', zh: '状态被其他运行锁定' },
    fix: {
      en: "wait for it (--lock-timeout); 'ztc state unlock' shows the holder and ends a lock that nobody needs any more",
      zh: "等待其结束（--lock-timeout）；'ztc state unlock' 显示持有者并可解除无人需要的锁",
    },
  },
  'ZTC-E-STATE-MALFORMED': {
    meaning: { en: 'the state file is damaged', zh: '状态文件损坏' },
    fix: { en: 'restore a backup of the state', zh: '请恢复状态备份' },
  },
  'ZTC-E-STATE-MISSING': {
    meaning: { en: 'the state that outputs are read from does not exist', zh: '所读取的状态不存在' },
    fix: { en: 'apply the configuration that writes it first', zh: '请先执行写入该状态的配置' },
  },
  'ZTC-E-STATE-NEWER': {
    meaning: { en: 'a newer version wrote this object', zh: '该对象由更新的版本写入' },
    fix: { en: 'use the version that wrote the state', zh: '请使用写入该状态的版本' },
  },
  'ZTC-E-STATE-OBJECT': {
    meaning: { en: 'an object in the state does not fit its schema', zh: '状态中的对象与模式不符' },
    fix: {
      en: 'restore a backup, or remove the object from the state and import it again',
      zh: '恢复备份，或移除后重新导入',
    },
  },
  'ZTC-E-UNCERTAIN': {
    meaning: {
      en: 'nobody can tell what has become of the last write to this object',
      zh: '无法确认对该对象最后一次写操作的结果',
    },
    fix: {
      en: "apply again when the platform can be reached; 'ztc state recover' shows what is open",
      zh: "平台可达后再次执行 apply；'ztc state recover' 可查看未决项",
    },
  },
  'ZTC-E-STATE-VERSION': {
    meaning: { en: 'the state has a format version other than 4', zh: '状态格式版本不是 4' },
    fix: { en: 'let a current Terraform rewrite the state', zh: '请用当前版本 Terraform 重写状态' },
  },
  'ZTC-W-JOURNAL-DAMAGED': {
    meaning: {
      en: 'the end of the journal of a run that was cut off is unreadable',
      zh: '被中断运行的日志末尾无法读取',
    },
    fix: { en: 'none needed; compare with ztc drift to be sure', zh: '无需处理；可用 ztc drift 核对' },
  },
  'ZTC-W-LOCK-TAKEN': {
    meaning: {
      en: 'the lock of a run that no longer exists was taken over',
      zh: '已接管不复存在的运行所持有的状态锁',
    },
    fix: {
      en: 'nothing has to be done; what that run has left is settled first',
      zh: '无需处理；该次运行遗留的内容会先行处置',
    },
  },
  'ZTC-W-STATE-BEHIND': {
    meaning: {
      en: 'the state could not be written; the journal has what was done',
      zh: '状态未能写入；已完成的操作记录在日志中',
    },
    fix: {
      en: 'keep the journal and run apply or ztc state recover when the state can be written',
      zh: '请保留日志，待状态可写后执行 apply 或 ztc state recover',
    },
  },
  'ZTC-W-UNCERTAIN': {
    meaning: {
      en: 'a write of a run that was cut off could not be settled yet',
      zh: '被中断运行的某个写操作尚无法确认结果',
    },
    fix: { en: "apply again, or see 'ztc state recover'", zh: "再次 apply，或参见 'ztc state recover'" },
  },
};
