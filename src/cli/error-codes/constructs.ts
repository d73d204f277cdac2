/** Codes of the construct library: its own table of meanings, and here what to do about each. */
import { type ErrorCode as ConstructCode, ERROR_CODES } from '../../../constructs/core/errors.ts';
import type { Localized } from '../../schema/model.ts';
import type { ErrorCode } from '../error-codes.ts';

const FIXES: Readonly<Record<ConstructCode, Localized>> = {
  'CDK-101': {
    en: 'create the construct below a Site, or pass the prop site',
    zh: '将构造置于 Site 之下，或传入 site',
  },
  'CDK-102': { en: "pass one of the construct's attributes, such as .id", zh: '传入构造的属性，例如 .id' },
  'CDK-103': { en: 'use one of the names that are listed', zh: '使用所列名称' },
  'CDK-104': {
    en: 'call overrideLogicalId right after creating the resource',
    zh: '创建资源后立即调用 overrideLogicalId',
  },
  'CDK-105': { en: 'use moveToId with "type.name[0]"', zh: '使用 moveToId 并写明 "type.name[0]"' },
  'CDK-106': { en: 'use one of the attributes that are listed', zh: '使用所列属性' },
  'CDK-107': {
    en: 'give rule, reason, owner and the last day as YYYY-MM-DD',
    zh: '写明规则、理由、责任人和 YYYY-MM-DD 格式的截止日',
  },
  'CDK-108': { en: 'give one of the contradicting arguments only', zh: '只保留相互矛盾的参数之一' },
  'CDK-201': { en: 'create the resource below a Stack', zh: '将资源创建在 Stack 之下' },
  'CDK-202': { en: 'give one of the stacks another id', zh: '修改其中一个栈的标识' },
  'CDK-203': { en: "mend what the construct's own validation says", zh: '按构造自身校验的提示处理' },
  'CDK-204': {
    en: 'mend what the annotation says, or do not add it as an error',
    zh: '按注解处理，或不要以错误级别添加',
  },
  'CDK-205': {
    en: 'let the aspect add nothing to what it has added itself',
    zh: '使切面不再处理自己添加的内容',
  },
  'CDK-206': {
    en: 'depend on a construct that holds resources of the same stack',
    zh: '依赖同一栈中含资源的构造',
  },
  'CDK-207': {
    en: "add a stack with resources: new Stack(app, 'main')",
    zh: "添加含资源的栈：new Stack(app, 'main')",
  },
  'CDK-301': { en: 'give one of the resources another id', zh: '修改其中一个资源的标识' },
  'CDK-302': { en: 'see the error beneath it; the construct is named', zh: '见其下的错误；构造路径已给出' },
  'CDK-303': {
    en: 'do not look into values that are known after apply; use Fn for text operations',
    zh: '不要检查执行后才知的值；字符串操作请用 Fn',
  },
  'CDK-304': { en: 'write $${ for a literal ${', zh: '字面量 ${ 请写成 $${' },
  'CDK-305': {
    en: 'depend on the other stack (stack.addDependency), or hand a value over',
    zh: '依赖整个栈（stack.addDependency），或传递取值',
  },
  'CDK-306': { en: 'keep one provider, or give the others an alias', zh: '保留一个提供者，其余使用别名' },
  'CDK-307': {
    en: 'take credentials from the environment or a sensitive variable',
    zh: '凭证请取自环境变量或敏感变量',
  },
  'CDK-308': {
    en: "use attribute names as 'ztc explain TYPE' lists them",
    zh: "使用 'ztc explain 类型' 所列属性名",
  },
  'CDK-309': {
    en: "choose an allowed value; 'ztc explain TYPE' lists them",
    zh: "改用允许值；'ztc explain 类型' 列出取值",
  },
  'CDK-310': {
    en: 'this is a defect of ztc: report it with the program',
    zh: '属于 ztc 的缺陷，请附程序反馈',
  },
  'CDK-311': { en: 'renew, correct or remove the waiver', zh: '续批、更正或删除该豁免' },
};

export const CONSTRUCT_CODES: readonly ErrorCode[] = (Object.keys(FIXES) as ConstructCode[]).map((code) => ({
  code,
  meaning: ERROR_CODES[code],
  fix: FIXES[code],
}));
