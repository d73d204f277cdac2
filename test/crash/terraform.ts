/** Real Terraform with the real provider, and what its user does after it was killed. */

import { mkdirSync } from 'node:fs';
import { type Env, type Outcome, Project } from '../support/cli.ts';
import { setUpTerraform } from '../support/terraform.ts';
import { TerraformGroup } from '../support/terraform-group.ts';
import type { End } from './boundaries.ts';
import type { Engine, EngineOptions, Run } from './engines.ts';

/** Where Terraform finds the provider: one installation serves all worlds. */
export class Installation implements AsyncDisposable {
  readonly config: string;
  readonly #project: Project;

  private constructor(project: Project, config: string) {
    this.#project = project;
    this.config = config;
  }

  static async make(): Promise<Installation> {
    setUpTerraform();
    const project = new Project();
    const to = ['--dir', project.path('terraform'), '--json'];
    const { config } = await project.json<{ config: string }>(0, 'provider', 'install', ...to);
    return new Installation(project, config);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#project[Symbol.asyncDispose]();
  }
}

export interface TerraformOptions extends EngineOptions {
  readonly installation: Installation;
}

/** Terraform puts a state there that it could not write where it belongs. */
const ERRORED = 'errored.tfstate';
/** Sockets of providers that are killed stay. */
const SOCKETS = 'crash/sockets';

export class Terraform implements Engine {
  readonly name = 'terraform';
  readonly startMs = 600;
  readonly firstGuessMs = 5000;
  readonly files = /^(terraform\.tfstate(\.backup)?|cdk\.tf\.json|\.terraform(\.lock\.hcl)?)$/;
  readonly #options: TerraformOptions;
  readonly #env: Env;
  readonly #running = new Set<TerraformGroup>();

  constructor(options: TerraformOptions) {
    const { project, place, endpoint, installation } = options;
    this.#options = options;
    mkdirSync(project.path(SOCKETS), { recursive: true });
    this.#env = {
      ...place.env,
      ZTC_ENDPOINT: endpoint,
      TF_CLI_CONFIG_FILE: installation.config,
      PLUGIN_UNIX_SOCKET_DIR: project.path(SOCKETS),
    };
  }

  /** Once, when there is a configuration. */
  async prepare(): Promise<void> {
    await this.#must('init', '-input=false');
  }

  apply(_end: End | undefined, args: readonly string[]): Run {
    return this.#start(['apply', '-json', '-auto-approve', '-input=false', ...args]);
  }

  /** Without the lock: whoever looks at the files meanwhile shall not take it for one that was left. */
  plan(): Promise<Outcome> {
    return this.#start(['plan', '-json', '-input=false', '-detailed-exitcode', '-lock=false']).ended;
  }

  async tidy(): Promise<readonly string[]> {
    const { place, project } = this.#options;
    const told: string[] = [];
    const lock = await place.lockId();
    if (lock !== undefined) {
      await this.#must('force-unlock', '-force', lock);
      told.push('a lock was removed with force-unlock');
    }
    await place.expire();
    if (project.has(ERRORED)) {
      const { code } = await this.#start(['state', 'push', ERRORED]).ended;
      if (code === 0) project.remove(ERRORED);
      told.push(`${ERRORED} was pushed${code === 0 ? '' : ', and refused'}`);
    }
    return told;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((one) => one.stop()));
  }

  #start(args: readonly string[]): TerraformGroup {
    const group = new TerraformGroup(this.#options.project.dir, args, this.#env);
    this.#running.add(group);
    return group;
  }

  async #must(...args: readonly string[]): Promise<void> {
    const { code, stdout, stderr } = await this.#start(args).ended;
    if (code !== 0) throw new Error(`terraform ${args.join(' ')}: ${code}\n${stdout}\n${stderr}`);
  }
}
