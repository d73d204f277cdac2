/** Codes of plan, apply, providers and state. */
import type { ErrorText } from '../error-codes.ts';

export const ENGINE_CODES: Readonly<Record<string, ErrorText>> = {
  'ZTC-E-ADDRESS': {
    meaning: { en: 'the text is not the address of a resource', zh: '文本不是资源地址' },
    fix: {
      en: 'write type.name, type.name[0] or type.name["key"]',
      zh: '写成 类型.名称、类型.名称[0] 或 类型.名称["键"]',
    },
  },
  'ZTC-E-APPLY-INCONSISTENT': {
    meaning: {
      en: 'what is known now no longer leads to the planned object',
      zh: '按目前已知的值已得不出计划中的对象',
    },
    fix: { en: 'make a new plan', zh: '请重新计划' },
  },
  'ZTC-E-APPLY-UNKNOWN': {
    meaning: { en: 'a value is still unknown when it is needed', zh: '需要时该值仍未知' },
    fix: { en: 'refer to an attribute that is known after creation', zh: '引用创建后可知的属性' },
  },
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
  'ZTC-E-CONDITION': {
    meaning: { en: 'a precondition or postcondition does not hold', zh: '前置或后置条件不成立' },
    fix: { en: "see the condition's own message", zh: '按条件自身的提示处理' },
  },
  'ZTC-E-EPHEMERAL': {
    meaning: { en: 'an ephemeral value would end up in the state', zh: '临时值不能写入状态' },
    fix: {
      en: 'use it in provider configurations and write-only attributes only',
      zh: '仅用于提供者配置与只写属性',
    },
  },
  'ZTC-E-INTERNAL': {
    meaning: {
      en: 'the engine failed in a way that it does not expect: a defect',
      zh: '引擎发生意外错误，属于缺陷',
    },
    fix: { en: 'report it; the state is saved as far as it got', zh: '请反馈；已完成部分的状态已保存' },
  },
  'ZTC-E-INTERRUPTED': {
    meaning: {
      en: 'the run was interrupted; what was running has been waited for and the state is saved',
      zh: '运行被中断；进行中的操作已等待结束，状态已保存',
    },
    fix: { en: 'run the command again', zh: '请重新执行' },
  },
  'ZTC-E-MOVE-CYCLE': {
    meaning: { en: 'moved blocks lead in a circle', zh: 'moved 块构成循环' },
    fix: { en: 'take one of them out', zh: '去掉其中一个' },
  },
  'ZTC-E-MOVE-TARGET': {
    meaning: {
      en: 'the targets leave out objects that move to a new address',
      zh: '所选目标未包含正在移动地址的对象',
    },
    fix: { en: 'name the old and the new address as targets as well', zh: '请将旧地址与新地址一并列为目标' },
  },
  'ZTC-E-MOVE-TYPE': {
    meaning: { en: 'an object cannot become one of another type by a move', zh: '移动不能改变资源类型' },
    fix: { en: 'move within one type', zh: '仅在同一类型内移动' },
  },
  'ZTC-E-OUTPUT-SENSITIVE': {
    meaning: { en: 'an output would show a sensitive value', zh: '输出会泄露敏感值' },
    fix: { en: 'say "sensitive": true on the output', zh: '在输出上声明 "sensitive": true' },
  },
  'ZTC-E-PLAN-CYCLE': {
    meaning: { en: 'planned operations wait for each other: a defect', zh: '计划中的操作相互等待，属于缺陷' },
    fix: { en: 'report it with the plan', zh: '请附计划反馈' },
  },
  'ZTC-E-PLAN-ERRORED': {
    meaning: { en: 'the plan has errors and is not applied or judged', zh: '计划含错误，不予执行或判定' },
    fix: { en: 'mend the errors that are listed and plan again', zh: '处理所列错误后重新计划' },
  },
  'ZTC-E-PLAN-FILE': {
    meaning: { en: 'the file is not a plan that ztc saved', zh: '文件不是 ztc 保存的计划' },
    fix: {
      en: "make one with 'ztc plan --out FILE'; apply other plans with the program that made them",
      zh: "用 'ztc plan --out FILE' 生成；其他程序的计划由其自身执行",
    },
  },
  'ZTC-E-PLAN-FORMAT': {
    meaning: { en: 'the file is not a plan JSON', zh: '文件不是计划 JSON' },
    fix: {
      en: "make one with 'ztc plan --json' or 'terraform show -json PLANFILE'",
      zh: "用 'ztc plan --json' 或 'terraform show -json PLANFILE' 生成",
    },
  },
  'ZTC-E-PLAN-PARTIAL': {
    meaning: {
      en: 'the plan covers a part only, so the rest was not judged',
      zh: '计划仅覆盖部分配置，其余未判定',
    },
    fix: { en: 'plan without --target for a full judgement', zh: '去掉 --target 重新计划以完整判定' },
  },
  'ZTC-E-PLAN-STALE': {
    meaning: {
      en: 'state, configuration or platform have changed since the plan was made',
      zh: '计划生成后状态、配置或平台已变化',
    },
    fix: { en: 'make a new plan', zh: '请重新计划' },
  },
  'ZTC-E-PREVENT-DESTROY': {
    meaning: { en: 'the plan would destroy an object that is protected', zh: '计划将销毁受保护的对象' },
    fix: {
      en: 'take lifecycle.prevent_destroy away first, or change the plan',
      zh: '先去掉 lifecycle.prevent_destroy，或调整计划',
    },
  },
  'ZTC-E-PROVISIONER': {
    meaning: { en: 'the command of a provisioner failed', zh: 'provisioner 的命令执行失败' },
    fix: {
      en: 'correct the command; a new object is tainted and will be replaced',
      zh: '修正命令；新对象已标记为待替换',
    },
  },
  'ZTC-E-PROVIDER-CONTRACT': {
    meaning: {
      en: 'a provider answered with something that the protocol forbids',
      zh: '提供者的应答违反协议',
    },
    fix: { en: 'this is a defect of the provider: report it', zh: '属于提供者缺陷，请反馈' },
  },
  'ZTC-E-PROVIDER-CRASH': {
    meaning: { en: 'a provider failed unexpectedly', zh: '提供者意外失败' },
    fix: { en: 'report it; run apply again afterwards', zh: '请反馈，然后重新执行' },
  },
  'ZTC-E-PROVIDER-FUNCTION': {
    meaning: { en: 'a provider has no function of this name', zh: '提供者没有该函数' },
    fix: { en: 'correct the name of the function', zh: '更正函数名称' },
  },
  'ZTC-E-PROVIDER-TYPE': {
    meaning: { en: 'a provider has no type of this name', zh: '提供者没有该类型' },
    fix: {
      en: 'correct the type, or remove the object from the state',
      zh: '更正类型，或从状态中移除该对象',
    },
  },
  'ZTC-E-PROVIDER-UNKNOWN': {
    meaning: { en: "ztc's engine does not have this provider", zh: 'ztc 引擎没有该提供者' },
    fix: { en: 'use Terraform for this configuration', zh: '请改用 Terraform' },
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
  'ZTC-W-CHECK': {
    meaning: { en: 'an assertion of a check block does not hold', zh: 'check 块的断言不成立' },
    fix: {
      en: 'look at what the assertion is about; checks never stop a run',
      zh: '检查断言涉及的内容；check 不会中止执行',
    },
  },
  'ZTC-W-CHECK-OPEN': {
    meaning: {
      en: 'an assertion of a check block can be judged after the apply only',
      zh: 'check 块的断言在执行后才能判定',
    },
    fix: { en: 'nothing; the apply tells the result', zh: '无需处理；执行时给出结果' },
  },
  'ZTC-W-FORGET': {
    meaning: {
      en: 'objects leave the state and stay where they are; nobody manages them any more',
      zh: '资源仅移出状态，实体保留，此后不再受管理',
    },
    fix: {
      en: 'nothing, if that is meant; else import them again',
      zh: '若符合预期则无需处理，否则请重新导入',
    },
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
  'ZTC-W-MOVE-BLOCKED': {
    meaning: {
      en: 'a move could not be made because another object has the new address',
      zh: '新地址已有其他对象，移动未执行',
    },
    fix: { en: 'move or remove the other object first', zh: '先移动或删除占用新地址的对象' },
  },
  'ZTC-W-REPLACE': {
    meaning: { en: '--replace names an address that nothing has', zh: '--replace 所指地址没有对应资源' },
    fix: {
      en: 'name an instance with its key; the warning offers some',
      zh: '请写出含键的实例地址；警告中列出了可选项',
    },
  },
  'ZTC-W-STICKY-CBD': {
    meaning: {
      en: 'the object is replaced create before destroy because something that depends on it was',
      zh: '因依赖者采用先建后删，该对象也先建后删',
    },
    fix: { en: 'nothing has to be done', zh: '无需处理' },
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
  'ZTC-W-TARGET': {
    meaning: {
      en: 'with --target only a part of the configuration is planned or applied',
      zh: '使用 --target 时只计划或执行部分配置',
    },
    fix: {
      en: 'plan again without --target when the exception is over',
      zh: '例外情况结束后请不带 --target 重新计划',
    },
  },
  'ZTC-W-UNCERTAIN': {
    meaning: {
      en: 'a write of a run that was cut off could not be settled yet',
      zh: '被中断运行的某个写操作尚无法确认结果',
    },
    fix: { en: "apply again, or see 'ztc state recover'", zh: "再次 apply，或参见 'ztc state recover'" },
  },
  'ZTC-E-PROVIDER-CONFIG': {
    meaning: {
      en: 'the configuration of a provider depends on something that does not exist yet',
      zh: '提供者配置依赖尚不存在的对象',
    },
    fix: { en: 'apply in two steps, or use Terraform for this', zh: '分两步执行，或改用 Terraform' },
  },
  'ZTC-E-IMPORT-MISSING': {
    meaning: { en: 'there is no object with this identifier to import', zh: '没有可导入的此标识对象' },
    fix: { en: 'check type, identifier and account', zh: '检查类型、标识与账户' },
  },
  'ZTC-E-RULE-CRASHED': {
    meaning: {
      en: 'a rule could not be evaluated, so the plan is not trusted',
      zh: '规则未能求值，计划不可信',
    },
    fix: {
      en: 'this is a defect of ztc: report it with the configuration',
      zh: '属于 ztc 的缺陷，请附配置反馈',
    },
  },
  'ZTC-E-IMPORT': {
    meaning: { en: 'the object cannot be imported at this address', zh: '无法在此地址导入对象' },
    fix: {
      en: 'name an address of the configuration that the state does not hold yet, and the identifier of an existing object',
      zh: '指定配置中有而状态中没有的地址，以及现存对象的标识',
    },
  },
};
