/** Codes of reading a configuration and its variables. */
import type { ErrorText } from '../error-codes.ts';

export const CONFIGURATION_CODES: Readonly<Record<string, ErrorText>> = {
  'ZTC-E-CONFIG-ADDRESS': {
    meaning: {
      en: 'a moved, removed or import block needs the address of a managed resource or of a module',
      zh: 'moved、removed、import 块须给出受管资源或模块的地址',
    },
    fix: {
      en: 'write it as a reference: ztc_vpc.main, ztc_vpc.main[0], module.net; in JSON as a string without "${"',
      zh: '写成引用：ztc_vpc.main、ztc_vpc.main[0]、module.net；JSON 中为不带 "${" 的字符串',
    },
  },
  'ZTC-E-CONFIG-ARGUMENT': {
    meaning: {
      en: 'an argument does not exist here, or not together with another one',
      zh: '此处没有该参数，或与其他参数不能并用',
    },
    fix: { en: "use a name that 'ztc explain TYPE' lists", zh: "使用 'ztc explain 类型' 所列的参数" },
  },
  'ZTC-E-CONFIG-BLOCK-TYPE': {
    meaning: { en: 'a block of this kind does not exist here', zh: '此处不存在此类块' },
    fix: {
      en: 'use a block type of the language, or an argument where the message says so',
      zh: '使用语言规定的块类型，或按提示改写为参数',
    },
  },
  'ZTC-E-CONFIG-BLOCKS': {
    meaning: {
      en: 'too many or too few nested blocks of one kind, or two with one label',
      zh: '某类嵌套块过多、过少或标签重复',
    },
    fix: { en: 'write as many as the message says', zh: '按提示的数量书写' },
  },
  'ZTC-E-CONFIG-COMPUTED': {
    meaning: {
      en: 'the attribute is decided by the platform and cannot be given',
      zh: '该属性由平台给出，不可指定',
    },
    fix: { en: 'leave it out', zh: '请删除该属性' },
  },
  'ZTC-E-CONFIG-CONDITION': {
    meaning: {
      en: 'a condition of a validation, precondition or postcondition is not usable',
      zh: '校验、前置或后置条件的表达式不可用',
    },
    fix: {
      en: 'write a boolean expression that refers to the object in question',
      zh: '请写成引用相关对象的布尔表达式',
    },
  },
  'ZTC-E-CONFIG-COUNT': {
    meaning: { en: 'count is not a known whole number from 0', zh: 'count 不是已知的非负整数' },
    fix: {
      en: 'make it depend on variables and locals, not on values known after apply',
      zh: '仅依赖变量和局部值，不依赖执行后才知的值',
    },
  },
  'ZTC-E-CONFIG-CYCLE': {
    meaning: { en: 'blocks refer to each other in a circle', zh: '块之间循环引用' },
    fix: { en: 'take one of the references out; the members are listed', zh: '去掉其中一个引用；成员已列出' },
  },
  'ZTC-E-CONFIG-DEFAULT': {
    meaning: { en: 'the default of a variable does not fit its type', zh: '变量的缺省值与类型不符' },
    fix: { en: 'change the default or the type', zh: '修改缺省值或类型' },
  },
  'ZTC-E-CONFIG-DUPLICATE': {
    meaning: { en: 'the same name is declared twice', zh: '同名重复声明' },
    fix: { en: 'rename or remove one of the two', zh: '改名或删除其一' },
  },
  'ZTC-E-CONFIG-DUPLICATE-KEY': {
    meaning: {
      en: 'a JSON object gives the same key twice; one of the two would be lost',
      zh: 'JSON 对象中键重复，其一会丢失',
    },
    fix: { en: 'keep one', zh: '保留其一' },
  },
  'ZTC-E-CONFIG-DYNAMIC': {
    meaning: { en: 'a dynamic block has no usable collection or label', zh: 'dynamic 块的集合或标签不可用' },
    fix: { en: 'give a collection that is not null and not sensitive', zh: '给出非空且非敏感的集合' },
  },
  'ZTC-E-CONFIG-EMPTY': {
    meaning: { en: 'the folder has no configuration files', zh: '目录中没有配置文件' },
    fix: {
      en: "name a folder of *.tf or *.tf.json, or run 'ztc synth'",
      zh: "指定含 *.tf 或 *.tf.json 的目录，或执行 'ztc synth'",
    },
  },
  'ZTC-E-CONFIG-EPHEMERAL-OUTPUT': {
    meaning: { en: 'an output of the root module cannot be ephemeral', zh: '根模块的输出不可为临时值' },
    fix: {
      en: 'take "ephemeral" out, or return the value from a called module',
      zh: '删除 "ephemeral"，或由被调用模块返回该值',
    },
  },
  'ZTC-E-CONFIG-EXACTLY-ONE': {
    meaning: { en: 'exactly one argument of a group has to be given', zh: '一组参数须且仅须给出其一' },
    fix: { en: 'give one of them and leave the others out', zh: '保留其一，删除其余' },
  },
  'ZTC-E-CONFIG-FILE': {
    meaning: {
      en: 'a file cannot be read, or is of a kind that is not read',
      zh: '文件无法读取或类型不支持',
    },
    fix: { en: 'name it *.tf.json and make it readable', zh: '命名为 *.tf.json 并确保可读' },
  },
  'ZTC-E-CONFIG-FOLDER': {
    meaning: { en: 'the folder does not exist', zh: '目录不存在' },
    fix: { en: 'name an existing folder', zh: '请指定存在的目录' },
  },
  'ZTC-E-CONFIG-FOR-EACH': {
    meaning: {
      en: 'for_each is not a known map, object or set of texts',
      zh: 'for_each 不是已知的映射、对象或字符串集合',
    },
    fix: {
      en: 'use a map, an object or toset([...]) of values that are known at plan',
      zh: '使用计划时已知的映射、对象或 toset([...])',
    },
  },
  'ZTC-E-CONFIG-IGNORED': {
    meaning: { en: 'a block has no effect where it stands', zh: '块在此处不起作用' },
    fix: { en: 'move it to the root module, or take it out', zh: '移至根模块或删除' },
  },
  'ZTC-E-CONFIG-LABELS': {
    meaning: { en: 'a block has too many or too few labels', zh: '块的标签数量不对' },
    fix: { en: 'write the labels that the message names', zh: '按提示书写标签' },
  },
  'ZTC-E-CONFIG-MANIFEST': {
    meaning: {
      en: 'manifest.json of the synthesized output is damaged',
      zh: '合成输出的 manifest.json 损坏',
    },
    fix: { en: "run 'ztc synth' again", zh: "请重新执行 'ztc synth'" },
  },
  'ZTC-E-CONFIG-META': {
    meaning: {
      en: 'the metadata that ztc keeps beside a resource is not readable',
      zh: 'ztc 附在资源旁的元数据无法读取',
    },
    fix: {
      en: 'run \'ztc synth\' again; do not edit the "//" key by hand',
      zh: '重新执行 \'ztc synth\'；不要手工修改 "//" 键',
    },
  },
  'ZTC-E-CONFIG-MISSING': {
    meaning: { en: 'a required argument is missing', zh: '缺少必填参数' },
    fix: { en: "give it; 'ztc explain TYPE' tells what it takes", zh: "请补上；'ztc explain 类型' 给出取值" },
  },
  'ZTC-E-CONFIG-MODULE-CYCLE': {
    meaning: { en: 'a module calls itself, at once or through others', zh: '模块直接或间接调用自身' },
    fix: { en: 'take one of the calls out', zh: '去掉其中一个调用' },
  },
  'ZTC-E-CONFIG-MOVED': {
    meaning: {
      en: 'moved blocks contradict each other or the declarations',
      zh: 'moved 块相互矛盾或与声明矛盾',
    },
    fix: {
      en: 'keep one move per object and remove the old declaration',
      zh: '每个对象只保留一个移动，并删除旧声明',
    },
  },
  'ZTC-E-CONFIG-NAME': {
    meaning: {
      en: 'a name has characters that are not allowed, or is reserved',
      zh: '名称含非法字符或为保留名',
    },
    fix: {
      en: 'use letters, digits, _ and -, starting with a letter or _',
      zh: '使用字母、数字、_ 与 -，以字母或 _ 开头',
    },
  },
  'ZTC-E-CONFIG-OVERRIDE': {
    meaning: {
      en: 'an override file changes something that is not there, or that cannot be overridden',
      zh: 'override 文件修改了不存在或不可覆盖的内容',
    },
    fix: {
      en: 'declare it in another file first, or take it out of the override file',
      zh: '先在其他文件中声明，或从 override 文件中删除',
    },
  },
  'ZTC-E-CONFIG-PROVIDER': {
    meaning: {
      en: 'a provider reference is not valid, or nothing configures that provider',
      zh: '提供者引用无效或未配置',
    },
    fix: {
      en: 'write "ztc" or "ztc.alias" and declare that provider',
      zh: '写作 "ztc" 或 "ztc.别名" 并声明该提供者',
    },
  },
  'ZTC-E-CONFIG-QUOTED': {
    meaning: { en: 'a reference is written in quotes', zh: '引用写在引号中' },
    fix: { en: 'take the quotes away', zh: '去掉引号' },
  },
  'ZTC-E-CONFIG-REFUSED': {
    meaning: { en: 'the schema refuses a value', zh: '资源模式拒绝该值' },
    fix: {
      en: "choose an allowed value; 'ztc explain TYPE' lists them",
      zh: "改用允许值；'ztc explain 类型' 列出取值",
    },
  },
  'ZTC-E-CONFIG-REMOVED': {
    meaning: {
      en: 'a removed block is about something that is still declared',
      zh: 'removed 块指向仍在声明的对象',
    },
    fix: { en: 'delete the declaration or the removed block', zh: '删除声明或 removed 块' },
  },
  'ZTC-E-CONFIG-RESOURCE-TYPE': {
    meaning: {
      en: 'the provider has no such resource type or data source',
      zh: '提供者没有该资源类型或数据源',
    },
    fix: { en: 'use a type of docs/reference', zh: '使用 docs/reference 中的类型' },
  },
  'ZTC-E-CONFIG-SELF-REFERENCE': {
    meaning: { en: 'a block refers to itself', zh: '块引用了自身' },
    fix: { en: 'refer to another object, or use a local value', zh: '改为引用其他对象或局部值' },
  },
  'ZTC-E-CONFIG-STACK': {
    meaning: {
      en: 'the output has several stacks, or none of that name',
      zh: '输出含多个栈，或没有该名称的栈',
    },
    fix: { en: 'name one with --stack', zh: '请用 --stack 指定' },
  },
  'ZTC-E-CONFIG-STATIC-REFERENCE': {
    meaning: { en: 'a plain reference is required, not an expression', zh: '此处须为静态引用，不能是表达式' },
    fix: {
      en: 'write it as a text without "${": "ztc_vpc.main"',
      zh: '写成不带 "${" 的字符串："ztc_vpc.main"',
    },
  },
  'ZTC-E-CONFIG-TRIGGER': {
    meaning: { en: 'replace_triggered_by takes references only', zh: 'replace_triggered_by 只接受引用' },
    fix: {
      en: 'name resources, their instances or attributes with literal indexes',
      zh: '写明资源、实例或属性，下标用常量、count.index 或 each.key',
    },
  },
  'ZTC-E-CONFIG-TYPE': {
    meaning: { en: 'a type of a variable is not valid', zh: '变量类型写法无效' },
    fix: { en: 'write a type such as "list(string)"', zh: '写成如 "list(string)" 的类型' },
  },
  'ZTC-E-CONFIG-TYPE-MISMATCH': {
    meaning: { en: 'a value has the wrong type for its attribute', zh: '值的类型与属性不符' },
    fix: {
      en: "give a value of the type that 'ztc explain TYPE' shows",
      zh: "按 'ztc explain 类型' 给出的类型填写",
    },
  },
  'ZTC-E-CONFIG-UNSUPPORTED': {
    meaning: {
      en: "the configuration needs something that ztc's engine does not do",
      zh: '配置使用了 ztc 引擎不支持的功能',
    },
    fix: {
      en: 'use Terraform for this configuration; the guide lists what is refused',
      zh: '请改用 Terraform；不支持项见指南',
    },
  },
  'ZTC-E-CONFIG-VALUE': {
    meaning: { en: 'a setting has a value that does not belong there', zh: '设置项的值不合适' },
    fix: { en: 'write what the message asks for', zh: '按提示填写' },
  },
  'ZTC-E-VARIABLE-INVALID': {
    meaning: {
      en: "the value of a variable breaks the variable's own validation",
      zh: '变量值未通过自身校验',
    },
    fix: { en: 'give a value that the validation allows', zh: '给出满足校验的值' },
  },
  'ZTC-E-VARIABLE-MISSING': {
    meaning: { en: 'a variable without a default was not given', zh: '无缺省值的变量未赋值' },
    fix: {
      en: 'use --var name=value, TF_VAR_name or a *.auto.tfvars.json file',
      zh: '使用 --var name=value、TF_VAR_name 或 *.auto.tfvars.json',
    },
  },
  'ZTC-E-VARIABLE-PLANNED': {
    meaning: {
      en: 'a saved plan is applied with another value of a variable than it was made with',
      zh: '执行已保存计划时，变量取值与计划时不同',
    },
    fix: { en: 'leave the option out, or make a new plan', zh: '去掉该选项，或重新计划' },
  },
  'ZTC-E-VARIABLE-UNDECLARED': {
    meaning: { en: 'a value is given to a variable that nobody declares', zh: '为未声明的变量赋值' },
    fix: { en: 'correct the name, or declare the variable', zh: '更正名称或声明该变量' },
  },
  'ZTC-E-VARIABLE-VALUE': {
    meaning: { en: 'the value given to a variable does not fit its type', zh: '变量值与类型不符' },
    fix: { en: 'write texts plainly and everything else as JSON', zh: '字符串直接书写，其余用 JSON' },
  },
  'ZTC-E-CONFIG-VERSION': {
    meaning: {
      en: 'required_version excludes the version of Terraform that ztc behaves like',
      zh: 'required_version 排除了 ztc 所对应的 Terraform 版本',
    },
    fix: {
      en: 'change the constraint if the configuration works with that version',
      zh: '若配置适用于该版本，请修改约束',
    },
  },
};
