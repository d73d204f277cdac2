import { existsSync, rmdirSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Finding } from '../../src/findings/finding.ts';
import { invokeAspects } from './aspects.ts';
import { annotationErrors, validationErrors } from './checks.ts';
import {
  type AppConfig,
  ConstructOrder,
  EngineApp,
  type IConstruct,
  Manifest,
  TerraformElement,
  TerraformStack,
} from './engine.ts';
import { type ErrorData, errorAt, ZtcError } from './errors.ts';
import { inspect } from './inspect.ts';
import { prepare } from './prepare.ts';
import { type RenderedStack, renderStacks } from './render-stacks.ts';
import { formatSource, recordSource, sourceOf } from './source.ts';
import { relativeBackend } from './stack.ts';
import { stackName } from './stack-name.ts';
import { failProcess, SynthError } from './synth-error.ts';
import { stableJson, writeOutput } from './write.ts';

export interface AppProps extends AppConfig {
  /**
   * The day that waivers are checked against, YYYY-MM-DD.
   * @default - `ZTC_AS_OF`, then today
   */
  readonly asOf?: string;
}

/** A synthesis that was not written: what would be, and everything there is to say about it. */
export interface Synthesis {
  readonly stacks: readonly RenderedStack[];
  readonly findings: readonly Finding[];
  readonly errors: readonly ErrorData[];
  /** No error, and no violation of severity error. */
  readonly ok: boolean;
}

/**
 * A program (应用). Unlike the engine's own, it says everything that is wrong in one run, writes all stacks or none, and
 * judges the result by the whitepaper's rules before anything is written.
 */
export class App extends EngineApp {
  readonly #asOf: string;

  constructor(props: AppProps = {}) {
    const outdir = props.outdir ?? process.env.CDKTF_OUTDIR ?? 'cdktf.out';
    const present = [join(outdir, 'stacks'), outdir].filter((path) => !existsSync(path));
    super({ ...props, outdir });
    // The engine makes folders before it knows whether there is anything to write.
    for (const path of present) rmdirSync(path);
    recordSource(this, new.target as unknown as () => void);
    this.#asOf = props.asOf ?? process.env.ZTC_AS_OF ?? new Date().toISOString().slice(0, 10);
  }

  /** Renders and judges everything in memory. */
  synthesize(): Synthesis {
    const errors: ErrorData[] = [];
    this.#guard(errors, () => invokeAspects(this));
    const stacks = this.node.findAll().filter((one): one is TerraformStack => TerraformStack.isStack(one));
    this.#checkTree(stacks, errors);
    for (const stack of stacks) this.#prepare(stack, errors);
    if (!this.skipValidation) errors.push(...validationErrors(this));
    errors.push(...annotationErrors(this));
    const rendered = renderStacks(stacks, errors);
    inspect(rendered, errors);
    if (this.skipValidation || errors.some(({ code }) => code === 'CDK-301'))
      return result(rendered, [], errors);
    const verified = lazily<typeof import('./verify.ts')>('./verify').verify(rendered, this.#asOf);
    // Where the text itself is broken, what the reader says about it are consequences.
    const broken = errors.some(({ code }) => code.startsWith('CDK-3'));
    const more = verified.errors.filter(({ code }) => !broken || code.startsWith('CDK-'));
    return result(rendered, verified.findings, [...errors, ...more]);
  }

  /** Writes `cdktf.out`, or nothing and throws a `SynthError` that tells everything. */
  override synth(): void {
    const synthesis = this.synthesize();
    const report = process.env.ZTC_FINDINGS_FILE;
    // Read once, by the command that asked for it.
    if (report)
      writeFileSync(report, JSON.stringify({ findings: synthesis.findings, errors: synthesis.errors }));
    if (!synthesis.ok) {
      const error = new SynthError(synthesis.errors, synthesis.findings);
      failProcess(error, report === undefined);
      throw error;
    }
    this.#write(synthesis);
  }

  #guard(errors: ErrorData[], action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!ZtcError.isZtcError(error)) throw error;
      errors.push(...error.errors);
    }
  }

  #prepare(stack: TerraformStack, errors: ErrorData[]): void {
    this.#guard(errors, () => {
      if (!stack.node.findAll().some(isBackend)) relativeBackend(stack);
      prepare(stack);
    });
  }

  #checkTree(stacks: readonly TerraformStack[], errors: ErrorData[]): void {
    const names = new Map<string, TerraformStack>();
    for (const stack of stacks) {
      const other = names.get(stackName(stack));
      if (other) errors.push(sameName(stack, other));
      names.set(stackName(stack), stack);
    }
    for (const construct of this.node.findAll()) {
      if (!TerraformElement.isTerraformElement(construct)) continue;
      if (construct.node.scopes.some((scope) => TerraformStack.isStack(scope))) continue;
      errors.push(outsideStack(construct));
    }
    if (stacks.length === 0) errors.push(nothing(this));
  }

  #write({ stacks, findings }: Synthesis): void {
    writeOutput(this.outdir, (staging) => {
      const manifest = new StackManifest(this.manifest.version, staging, false);
      const files = new Map<string, string>();
      for (const { stack, json } of stacks) {
        files.set(manifest.forStack(stack).synthesizedStackPath, stableJson(json));
      }
      files.set('manifest.json', stableJson(manifest.buildManifest()));
      files.set('ztc.json', stableJson({ version: 1, findings, resources: sourceMap(stacks) }));
      const session = { outdir: staging, skipValidation: this.skipValidation, manifest };
      for (const construct of this.node.findAll(ConstructOrder.POSTORDER)) {
        customSynthesis(construct)?.onSynthesize(session);
      }
      return files;
    });
  }
}

/** The engine's manifest with folders that nested stacks do not share. */
class StackManifest extends Manifest {
  override forStack(stack: TerraformStack): ReturnType<Manifest['forStack']> {
    const name = stackName(stack);
    const present = this.stacks[name];
    if (present) return present;
    const made = {
      name,
      constructPath: stack.node.path,
      workingDirectory: `stacks/${name}`,
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      stackMetadataPath: `stacks/${name}/metadata.json`,
      annotations: annotationsOf(stack),
      dependencies: stack.dependencies.map((item) => item.node.path),
    };
    this.stacks[name] = made;
    return made;
  }
}

const LEVELS: ReadonlySet<string> = new Set(['@cdktf/info', '@cdktf/warn', '@cdktf/error']);

function annotationsOf(stack: TerraformStack): ReturnType<Manifest['forStack']>['annotations'] {
  return stack.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => LEVELS.has(type))
      .map(({ type, data }) => ({
        constructPath: construct.node.path,
        level: type as ReturnType<Manifest['forStack']>['annotations'][number]['level'],
        message: String(data),
        stacktrace: [],
      })),
  );
}

function isBackend(construct: IConstruct): boolean {
  return Symbol.for('cdktf/TerraformBackend') in construct;
}

interface CustomSynthesis {
  onSynthesize(session: { outdir: string; skipValidation: boolean | undefined; manifest: Manifest }): void;
}

function customSynthesis(construct: IConstruct): CustomSynthesis | undefined {
  return (construct as unknown as { [key: symbol]: CustomSynthesis | undefined })[
    Symbol.for('cdktf/customSynthesis')
  ];
}

function result(
  stacks: readonly RenderedStack[],
  findings: readonly Finding[],
  errors: readonly ErrorData[],
): Synthesis {
  const violated = findings.some(({ status, severity }) => status === 'violated' && severity === 'error');
  return { stacks, findings, errors, ok: errors.length === 0 && !violated };
}

function sourceMap(
  stacks: readonly RenderedStack[],
): Record<string, Record<string, { path: string; source?: string }>> {
  const one = ({ constructs }: RenderedStack) =>
    [...constructs].map(([address, construct]) => {
      const source = sourceOf(construct);
      return [
        address,
        { path: construct.node.path, ...(source ? { source: formatSource(source) } : {}) },
      ] as const;
    });
  return Object.fromEntries(stacks.map((stack) => [stack.name, Object.fromEntries(one(stack))]));
}

/** Loads a module of ours when it is needed, and not when constructs are imported. */
function lazily<T>(path: string): T {
  // The next synthesis finds the modules compiled.
  enableCompileCache();
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  return createRequire(import.meta.url)(`${path}${extension}`) as T;
}

function sameName(stack: TerraformStack, other: TerraformStack): ErrorData {
  const name = stackName(stack);
  return errorAt(stack, 'CDK-202', {
    what: {
      en: `stacks ${stack.node.path} and ${other.node.path} would both be written to stacks/${name}`,
      zh: `栈 ${stack.node.path} 与 ${other.node.path} 都将写入 stacks/${name}`,
    },
    value: name,
    fix: { en: 'give one of them another id', zh: '请修改其中一个的标识' },
  });
}

function outsideStack(construct: IConstruct): ErrorData {
  return errorAt(construct, 'CDK-201', {
    what: { en: 'a resource outside a stack is in no file', zh: '不在栈中的资源不会写入任何文件' },
    fix: { en: 'create it below a Stack', zh: '请将其创建在 Stack 之下' },
  });
}

function nothing(app: App): ErrorData {
  return errorAt(app, 'CDK-207', {
    what: { en: 'the app has no stacks', zh: '应用中没有任何栈' },
    fix: { en: "add one: new Stack(app, 'main')", zh: "请添加：new Stack(app, 'main')" },
  });
}
