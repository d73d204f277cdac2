/** Codes of the command line itself. */
import type { ErrorText } from '../error-codes.ts';

export const CLI_CODES: Readonly<Record<string, ErrorText>> = {
  'ZTC-CLI-ALREADY_RUNNING': {
    meaning: { en: 'a control plane already serves this data folder', zh: '该数据目录的控制面已在运行' },
    fix: {
      en: "use the endpoint that is named, or 'ztc controlplane stop' first",
      zh: "直接使用所示地址，或先执行 'ztc controlplane stop'",
    },
  },
  'ZTC-CLI-APP_FAILED': {
    meaning: {
      en: 'the program of cdktf.json ended with an error of its own',
      zh: 'cdktf.json 指定的程序自身出错退出',
    },
    fix: { en: 'mend what the program printed before', zh: '请按程序自身的输出处理' },
  },
  'ZTC-CLI-BAD_ASSIGNMENT': {
    meaning: {
      en: 'an option takes name=value, and no name was given',
      zh: '选项形式为 name=value，缺少名称',
    },
    fix: { en: 'write the option as name=value', zh: '请写成 name=value' },
  },
  'ZTC-CLI-BAD_JSON': {
    meaning: { en: 'a file that has to be JSON cannot be parsed', zh: '应为 JSON 的文件无法解析' },
    fix: {
      en: 'write it again with the tool that made it; the place is given',
      zh: '请用生成它的工具重新生成；错误位置已给出',
    },
  },
  'ZTC-CLI-COMMAND': {
    meaning: {
      en: 'the command to run with the provider cannot be started',
      zh: '无法启动要配合 provider 运行的命令',
    },
    fix: { en: 'give a program that is on the PATH, or its path', zh: '请给出 PATH 中的程序或其路径' },
  },
  'ZTC-CLI-ENDPOINT': {
    meaning: {
      en: 'the endpoint is not that of a control plane on this machine',
      zh: '该地址不是本机控制面的地址',
    },
    fix: {
      en: "give the endpoint that 'ztc controlplane start' prints, http://127.0.0.1:PORT",
      zh: "请使用 'ztc controlplane start' 输出的地址 http://127.0.0.1:端口",
    },
  },
  'ZTC-CLI-INTERNAL': {
    meaning: {
      en: 'ztc failed in a way that it does not expect: a defect',
      zh: 'ztc 发生意外错误，属于缺陷',
    },
    fix: {
      en: 'report it with the command, the input and the trace that was printed',
      zh: '请附命令、输入与堆栈反馈',
    },
  },
  'ZTC-CLI-NODE_TOO_OLD': {
    meaning: { en: 'the Node that runs ztc is too old', zh: '运行 ztc 的 Node 版本过低' },
    fix: {
      en: "run 'npm install' in the project, which brings a Node along, or install a newer one",
      zh: "在项目中执行 'npm install'（自带 Node），或安装新版本",
    },
  },
  'ZTC-CLI-NOT_A_FILE': {
    meaning: { en: 'a file is needed and a folder was named', zh: '此处应为文件，指定的是目录' },
    fix: { en: 'name a file', zh: '请指定文件' },
  },
  'ZTC-CLI-NOT_FOUND': {
    meaning: { en: 'the path does not exist', zh: '路径不存在' },
    fix: {
      en: 'name a folder of *.tf.json, cdktf.out, a plan JSON or a state file',
      zh: '请指定 *.tf.json 目录、cdktf.out、计划 JSON 或状态文件',
    },
  },
  'ZTC-CLI-NOT_STARTED': {
    meaning: { en: 'the control plane was started and did not come up', zh: '控制面启动后未就绪' },
    fix: {
      en: 'read server.log in the data folder; another port is given by --port',
      zh: '查看数据目录中的 server.log；可用 --port 更换端口',
    },
  },
  'ZTC-CLI-NOT_STOPPED': {
    meaning: { en: 'the control plane does not end', zh: '控制面进程未结束' },
    fix: {
      en: 'wait for running requests, or kill the process: nothing acknowledged is lost',
      zh: '等待请求结束或强制终止：已确认的写入不会丢失',
    },
  },
  'ZTC-CLI-NOT_SYNTHESIZED': {
    meaning: { en: 'the project has no synthesized output yet', zh: '项目尚未合成' },
    fix: { en: "run 'ztc synth' first", zh: "请先执行 'ztc synth'" },
  },
  'ZTC-CLI-NOT_UNDERSTOOD': {
    meaning: {
      en: 'the file is neither a plan JSON nor a state file',
      zh: '文件既不是计划 JSON，也不是状态文件',
    },
    fix: {
      en: "make a plan JSON with 'ztc plan --json' or 'terraform show -json PLANFILE'; name the folder of *.tf.json",
      zh: "用 'ztc plan --json' 或 'terraform show -json PLANFILE' 生成计划；*.tf.json 请指定目录",
    },
  },
  'ZTC-CLI-NO_APP': {
    meaning: { en: 'cdktf.json does not say how to run the program', zh: 'cdktf.json 未指定 app' },
    fix: { en: 'add "app": "node main.ts"', zh: '请加入 "app": "node main.ts"' },
  },
  'ZTC-CLI-NO_CONFIGURATION': {
    meaning: { en: 'the folder holds no configuration', zh: '该目录不含配置' },
    fix: { en: 'name a folder of *.tf.json or cdktf.out', zh: '请指定 *.tf.json 目录或 cdktf.out' },
  },
  'ZTC-CLI-NOT_RAW': {
    meaning: {
      en: 'an output that is a collection, or all of them, cannot be printed as bare text',
      zh: '集合类型或全部输出无法以纯文本形式输出',
    },
    fix: { en: 'name one output, or use --json', zh: '请指定一个输出，或使用 --json' },
  },
  'ZTC-CLI-OPTIONS': {
    meaning: { en: 'options were given that contradict each other', zh: '给出的选项相互矛盾' },
    fix: { en: 'give one of the options that are named', zh: '请只保留所示选项之一' },
  },
  'ZTC-CLI-PROFILE': {
    meaning: { en: 'profiles of credentials are not supported yet', zh: '尚不支持凭据配置档' },
    fix: {
      en: 'leave --profile and ZTC_PROFILE out; set ZTC_ACCESS_KEY and ZTC_SECRET_KEY',
      zh: '请勿使用 --profile 与 ZTC_PROFILE，改设 ZTC_ACCESS_KEY 与 ZTC_SECRET_KEY',
    },
  },
  'ZTC-CLI-NO_CREDENTIALS': {
    meaning: {
      en: 'there is no access key for the control plane at the endpoint',
      zh: '缺少访问该控制面的密钥',
    },
    fix: {
      en: 'set ZTC_ACCESS_KEY and ZTC_SECRET_KEY, or work where .ztc/credentials.json is',
      zh: '设置 ZTC_ACCESS_KEY 与 ZTC_SECRET_KEY，或在含 .ztc/credentials.json 的目录中执行',
    },
  },
  'ZTC-CLI-NO_PROVIDER': {
    meaning: {
      en: 'the provider for Terraform is not part of this installation',
      zh: '此安装中没有 provider 程序',
    },
    fix: { en: 'install from a built clone of the project', zh: '请使用已构建的项目副本' },
  },
  'ZTC-CLI-NO_OUTPUT': {
    meaning: { en: 'the program ended well and wrote nothing', zh: '程序正常结束但没有产生输出' },
    fix: { en: 'call app.synth() at its end', zh: '请在程序末尾调用 app.synth()' },
  },
  'ZTC-CLI-NO_PROJECT': {
    meaning: { en: 'there is no cdktf.json here or above', zh: '当前目录及上级目录均无 cdktf.json' },
    fix: { en: 'work in a project, or name a path', zh: '在项目目录内执行，或指定路径' },
  },
  'ZTC-CLI-NO_RULES': {
    meaning: {
      en: 'the rule set is empty, so a clean result would say nothing',
      zh: '规则集为空，结果没有意义',
    },
    fix: { en: 'this is a defect of ztc: report it', zh: '属于 ztc 的缺陷，请反馈' },
  },
  'ZTC-CLI-NO_STACK': {
    meaning: { en: 'the program has no stack of this name', zh: '该应用没有此栈' },
    fix: { en: 'name one of the stacks that are listed', zh: '请指定所列的栈' },
  },
  'ZTC-CLI-NO_TERMINAL': {
    meaning: {
      en: 'a confirmation is needed and there is no terminal to ask on',
      zh: '需要确认，但没有可交互的终端',
    },
    fix: { en: 'give --auto-approve or --yes', zh: '请加 --auto-approve 或 --yes' },
  },
  'ZTC-CLI-RULE_CRASHED': {
    meaning: {
      en: 'a rule could not be evaluated, so nothing can be said',
      zh: '规则未能求值，无法得出结论',
    },
    fix: { en: 'this is a defect of ztc: report it with the input', zh: '属于 ztc 的缺陷，请附输入反馈' },
  },
  'ZTC-CLI-SEVERAL_STACKS': {
    meaning: { en: 'one stack is needed and the program has several', zh: '需要单个栈，而应用包含多个' },
    fix: { en: 'choose one with --stack', zh: '请用 --stack 选择其一' },
  },
  'ZTC-CLI-STILL_RUNNING': {
    meaning: { en: 'the data folder is used by a running server', zh: '数据目录正被运行中的服务使用' },
    fix: { en: "'ztc controlplane stop' first", zh: "请先执行 'ztc controlplane stop'" },
  },
  'ZTC-CLI-UNKNOWN_ID': {
    meaning: { en: "'ztc explain' knows nothing of this name", zh: "'ztc explain' 不认识此名称" },
    fix: {
      en: 'take the name that is suggested, or look it up in docs/reference',
      zh: '请采用建议的名称，或查阅 docs/reference',
    },
  },
  'ZTC-CLI-USAGE': {
    meaning: {
      en: 'a command, option or argument does not exist, is missing or has a value that it cannot have',
      zh: '命令、选项或参数不存在、缺失或取值无效',
    },
    fix: { en: "see 'ztc COMMAND --help'", zh: "参见 'ztc 命令 --help'" },
  },
  'ZTC-CLI-WAIVER_EXPIRED': {
    meaning: { en: 'a waiver is past its last day', zh: '豁免已过期' },
    fix: {
      en: 'renew it with a new reason, or remove it and mend the design',
      zh: '说明理由后续批，或删除并修正设计',
    },
  },
  'ZTC-CLI-WAIVER_UNKNOWN_RULE': {
    meaning: { en: 'a waiver names a rule that does not exist', zh: '豁免所指规则不存在' },
    fix: { en: 'name one rule, such as ZTC-VPC-003', zh: '请写明一条规则，例如 ZTC-VPC-003' },
  },
  'ZTC-CLI-WAIVER_UNUSED': {
    meaning: { en: 'a waiver covers no violation', zh: '豁免未对应任何违规' },
    fix: { en: 'remove it', zh: '请删除该豁免' },
  },
  'ZTC-CLI-BACKEND': {
    meaning: { en: 'ztc does not keep states in a backend of this type', zh: 'ztc 不支持此类状态后端' },
    fix: {
      en: 'use the local, http or pg backend, or use Terraform for this configuration',
      zh: '使用 local、http 或 pg 后端，或改用 Terraform',
    },
  },
  'ZTC-CLI-WORKSPACE': {
    meaning: {
      en: 'a workspace other than "default" is chosen, by TF_WORKSPACE or in .terraform/environment',
      zh: '通过 TF_WORKSPACE 或 .terraform/environment 选择了 default 以外的工作区',
    },
    fix: {
      en: 'choose the workspace "default", or keep the configuration in a folder of its own',
      zh: '选择 default 工作区，或将配置放到单独的目录',
    },
  },
  'ZTC-CLI-LOCK_HELD': {
    meaning: {
      en: 'the lock of the state belongs to a run that may be at work, so it is not ended',
      zh: '状态锁属于可能仍在进行的运行，因此未解除',
    },
    fix: {
      en: 'wait for that run to end; when it is certain that it is gone, give --force and a yes',
      zh: '等待该次运行结束；确认其已不存在后加 --force 并确认',
    },
  },
  'ZTC-CLI-NO_OUTPUT_VALUE': {
    meaning: { en: 'the state has no output of this name', zh: '状态中没有此输出' },
    fix: {
      en: 'name one of the outputs that are listed, or apply first',
      zh: '指定所列的输出，或先执行 apply',
    },
  },
  'ZTC-CLI-NOT_IN_STATE': {
    meaning: { en: 'the state has no object at this address', zh: '状态中没有此地址的资源' },
    fix: { en: "'ztc state list' shows what there is", zh: "可用 'ztc state list' 查看" },
  },
};
