/** The place of a configuration's state: a file beside it, or what its backend block says. */

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BackendConfig, ModuleConfig } from '../config/model.ts';
import { openRemoteStorage, REMOTE_BACKENDS } from '../engine/state/backends/open.ts';
import { createLocalStorage } from '../engine/state/local.ts';
import type { StateStorage } from '../engine/state/storage.ts';
import { isJsonObject } from '../values/json.ts';
import type { Context } from './context.ts';
import { noteWarnings } from './diagnostics.ts';
import { CliError } from './errors.ts';

/** Contacts nobody yet. */
export function storageOf(context: Context, module: ModuleConfig): StateStorage {
  refuseWorkspaces(context, module.dir);
  const { backend } = module.terraform;
  if (backend === undefined || backend.type === 'local') return local(context, module.dir, backend);
  const settings = isJsonObject(backend.settings) ? backend.settings : {};
  const remote = openRemoteStorage(
    { type: backend.type, settings, env: context.env, where: backend.place.where() },
    { newLineage: randomUUID },
  );
  if (!remote) throw unsupported(backend);
  return remote;
}

function local(context: Context, dir: string, backend: BackendConfig | undefined): StateStorage {
  const path = backend && isJsonObject(backend.settings) ? backend.settings.path : undefined;
  return createLocalStorage({
    path: typeof path === 'string' ? resolve(dir, path) : join(dir, 'terraform.tfstate'),
    lock: { warn: (warning) => noteWarnings([warning], context) },
    newLineage: randomUUID,
  });
}

function unsupported({ type, place }: BackendConfig): CliError {
  const { file, line } = place.where();
  return new CliError({
    code: 'ZTC-CLI-BACKEND',
    what: { en: `the ${type} backend is not supported`, zh: `不支持 ${type} 后端` },
    value: type,
    allowed: ['local', ...REMOTE_BACKENDS],
    ...(file === undefined ? {} : { where: `${file}:${line}` }),
    fix: {
      en: 'use one of these backends, or Terraform for this configuration',
      zh: '请使用上述后端之一，或对该配置使用 Terraform',
    },
  });
}

/** Another workspace has another state: working on that of the default one would be a mistake. */
function refuseWorkspaces({ env }: Context, dir: string): void {
  const chosen = join(dir, '.terraform', 'environment');
  const [where, name] = env.TF_WORKSPACE
    ? ['TF_WORKSPACE', env.TF_WORKSPACE]
    : [chosen, existsSync(chosen) ? readFileSync(chosen, 'utf8').trim() : ''];
  if (name === '' || name === 'default') return;
  throw new CliError({
    code: 'ZTC-CLI-WORKSPACE',
    what: { en: 'ztc works in the default workspace only', zh: 'ztc 仅支持 default 工作区' },
    value: name,
    allowed: ['default'],
    where,
    fix: {
      en: 'choose the workspace "default", or keep the configuration in a folder of its own',
      zh: '请选择 default 工作区，或将配置放到单独的目录',
    },
  });
}
