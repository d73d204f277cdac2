/** Codes of plan, apply, and providers. */
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
