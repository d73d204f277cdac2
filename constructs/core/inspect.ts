import { TerraformOutput, TerraformStack } from './engine.ts';
import { type ErrorCode, type ErrorData, type ErrorDetails, errorAt } from './errors.ts';
import type { RenderedStack } from './render-stacks.ts';
import { type Json, type JsonObject, resolveIn } from './resolve.ts';

type Problem = readonly [code: ErrorCode, details: ErrorDetails];

/** Finds in rendered stacks what the engine lets through in silence. */
export function inspect(rendered: readonly RenderedStack[], errors: ErrorData[]): void {
  for (const one of rendered) {
    inspectTexts(one, errors);
    inspectDependencies(one, errors);
    inspectProviders(one, errors);
    inspectRemoteStates(one, errors);
    keepPreconditions(one);
  }
}

/** Traces of a late value on which string methods were used; `${TfT`, `TOKEN.4]`, in any letter case. */
const SHREDS = /tftoken\[|token\.\d+\]|\$\{tft?o?k?e?n?$/i;
/** `${USD}`: no Terraform expression is a bare name. */
const BARE_NAME = /(?<!\$)\$\{\s*(?!true\b|false\b|null\b)[A-Za-z_]\w*\s*\}/;
const SUSPECT = /tftoken\[|token\.\d+\]|\$\{tf|\$\{\s*[A-Za-z_]\w*\s*\}/i;

function inspectTexts({ json, stack, constructs }: RenderedStack, errors: ErrorData[]): void {
  for (const [address, attributes] of blocks(json)) {
    if (!isSuspect(attributes)) continue;
    const where = constructs.get(address) ?? stack;
    for (const [path, text] of texts(attributes, '')) {
      if (!SUSPECT.test(text)) continue;
      const problem = SHREDS.test(text)
        ? shreds(path, text)
        : BARE_NAME.test(text)
          ? bareName(path, text)
          : undefined;
      if (problem) errors.push(errorAt(where, ...problem));
    }
  }
}

function shreds(path: string, text: string): Problem {
  return [
    'CDK-303',
    {
      what: {
        en: `${path} was made from a value that is known only after apply, by a method of strings`,
        zh: `${path} 由一个部署后才确定的值经字符串方法得到`,
      },
      value: text,
      fix: {
        en: 'pass the value on as it is, put it into a template, or use Fn (Fn.upper, Fn.substr, …)',
        zh: '请原样传递该值、放入模板字符串，或使用 Fn（如 Fn.upper、Fn.substr）',
      },
    },
  ];
}

function bareName(path: string, text: string): Problem {
  return [
    'CDK-304',
    {
      what: {
        en: `${path} holds a literal that Terraform would take for an expression`,
        zh: `${path} 中的字面文本会被 Terraform 当作表达式`,
      },
      value: text,
      fix: { en: 'write $${…} for a literal', zh: '字面文本请写作 $${…}' },
    },
  ];
}

function inspectDependencies({ json, stack, constructs }: RenderedStack, errors: ErrorData[]): void {
  for (const [address, attributes] of blocks(json)) {
    const list = attributes.depends_on;
    if (!Array.isArray(list)) continue;
    const foreign = list.filter((one) => typeof one === 'string' && one.includes('terraform_remote_state'));
    if (foreign.length === 0) continue;
    errors.push(
      errorAt(constructs.get(address) ?? stack, 'CDK-305', {
        what: { en: 'dependsOn names a resource of another stack', zh: 'dependsOn 引用了其他栈的资源' },
        fix: {
          en: 'use node.addDependency, which orders the stacks, or pass one of its attributes',
          zh: '请使用 node.addDependency（使栈有序），或传递其某个属性',
        },
      }),
    );
  }
}

function inspectProviders({ json, stack }: RenderedStack, errors: ErrorData[]): void {
  for (const [type, list] of Object.entries((json.provider ?? {}) as JsonObject)) {
    const aliases = (list as JsonObject[]).map(({ alias }) => String(alias ?? ''));
    for (const alias of new Set(aliases.filter((one, at) => aliases.indexOf(one) !== at))) {
      errors.push(
        errorAt(stack, 'CDK-306', {
          what: {
            en: `there are several providers ${type} ${alias ? `with alias ${alias}` : 'without an alias'}`,
            zh: `存在多个${alias ? `别名为 ${alias} 的` : '没有别名的'}提供者 ${type}`,
          },
          value: alias || type,
          fix: { en: 'give all but one an alias of its own', zh: '请为除一个之外的每个提供者设置不同别名' },
        }),
      );
    }
  }
}

const CREDENTIAL = /secret|password|access_?key|token|credential|private_key/i;

function inspectRemoteStates({ json, stack }: RenderedStack, errors: ErrorData[]): void {
  const states = ((json.data ?? {}) as JsonObject).terraform_remote_state as JsonObject | undefined;
  for (const state of Object.values(states ?? {}) as JsonObject[]) {
    const copied = Object.keys((state.config ?? {}) as JsonObject).filter((name) => CREDENTIAL.test(name));
    if (copied.length === 0) continue;
    errors.push(
      errorAt(stack, 'CDK-307', {
        what: {
          en: `a reference to another stack would copy ${copied.join(', ')} of its backend into this stack`,
          zh: `跨栈引用会将对方后端的 ${copied.join('、')} 复制到本栈`,
        },
        fix: {
          en: 'leave credentials out of the backend and give them by environment',
          zh: '请勿在后端中写入凭证，改用环境变量提供',
        },
      }),
    );
  }
}

/** The engine drops the precondition of an output. */
function keepPreconditions({ json, stack }: RenderedStack): void {
  const outputs = (json.output ?? {}) as JsonObject;
  for (const element of stack.node.findAll()) {
    if (!TerraformOutput.isTerraformOutput(element) || TerraformStack.of(element) !== stack) continue;
    const { condition, errorMessage } = element.precondition ?? {};
    const rendered = outputs[element.friendlyUniqueId] as JsonObject | undefined;
    if (!rendered || condition === undefined || rendered.precondition) continue;
    const text = { condition: condition as Json, error_message: errorMessage as Json };
    rendered.precondition = [resolveIn(element, text)];
  }
}

function* blocks(json: JsonObject): Iterable<[address: string, attributes: JsonObject]> {
  for (const section of ['resource', 'data']) {
    for (const [type, named] of Object.entries((json[section] ?? {}) as JsonObject)) {
      for (const [name, attributes] of Object.entries(named as JsonObject)) {
        yield [`${section === 'data' ? 'data.' : ''}${type}.${name}`, attributes as JsonObject];
      }
    }
  }
  for (const [name, output] of Object.entries((json.output ?? {}) as JsonObject)) {
    yield [`output.${name}`, output as JsonObject];
  }
}

/** Most are not, and their texts need no path. */
function isSuspect(value: Json | undefined): boolean {
  if (typeof value === 'string') return mayBeSuspect(value) && SUSPECT.test(value);
  if (value === null || typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some(isSuspect);
  for (const name in value) if (name !== '//' && isSuspect(value[name])) return true;
  return false;
}

/** Cheaper than the expression. */
const mayBeSuspect = (text: string): boolean =>
  text.includes('${') || text.includes('oken') || text.includes('OKEN');

function* texts(value: Json | undefined, path: string): Iterable<[path: string, text: string]> {
  if (typeof value === 'string') {
    if (mayBeSuspect(value)) yield [path, value];
  } else if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) yield* texts(one, `${path}[${at}]`);
  } else if (value !== null && typeof value === 'object') {
    for (const [name, one] of Object.entries(value)) {
      if (name !== '//') yield* texts(one, path ? `${path}.${name}` : name);
    }
  }
}
