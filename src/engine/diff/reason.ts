/** Why an action happens: the fact that decides it, and where the user wrote it. */

import { formatPath } from '../../values/path.ts';
import type { Path } from '../../values/value.ts';
import type { ActionReason, Change } from '../plan/model.ts';
import { leafChanges } from './leaves.ts';

const TEXTS: Readonly<Record<ActionReason, readonly [en: string, zh: string]>> = {
  replace_because_cannot_update: ['cannot be changed in place', '不能原地变更'],
  replace_because_tainted: ['its creation did not succeed', '上次创建未成功'],
  replace_by_request: ['as requested', '按要求重建'],
  replace_by_triggers: ['triggered by', '触发自'],
  delete_because_no_resource_config: ['no longer in the configuration', '配置中已无此资源'],
  delete_because_wrong_repetition: ['count or for_each has changed its kind', 'count 与 for_each 方式已变'],
  delete_because_count_index: ['beyond count', '超出 count'],
  delete_because_each_key: ['key no longer in for_each', 'for_each 中已无此键'],
  delete_because_no_move_target: [
    'moved to an address that is not in the configuration',
    '移动目标不在配置中',
  ],
  read_because_config_unknown: ['its arguments are known after apply', '参数执行后可知'],
  read_because_dependency_pending: ['what it depends on changes', '依赖的资源有变更'],
};

export function reasonText(change: Change, zh: boolean): string {
  const { reason, trigger } = change;
  // A creation needs no reason, whatever the plan says.
  const said = reason && change.action !== 'create' ? TEXTS[reason][zh ? 1 : 0] : '';
  const paths = decisive(change);
  const what =
    said !== '' && reason === 'replace_by_triggers' && trigger !== undefined
      ? `${said} ${trigger}`
      : paths.length > 0 && reason === 'replace_because_cannot_update'
        ? `${paths.map((path) => formatPath(path)).join(', ')} ${said}`
        : said;
  return [what, whereText(change, paths[0])].filter((part) => part !== '').join('; ');
}

/** The arguments that make the difference. */
function decisive(change: Change): readonly Path[] {
  if (change.replacePaths.length > 0) return change.replacePaths;
  if (change.action !== 'update') return [];
  const { resource } = change;
  const leaves = leafChanges(change.before, change.after, change.sensitiveAfter);
  return leaves
    .map(({ path }) => path)
    .filter(([first]) => typeof first === 'string' && resource?.body.has(first));
}

/** The user's own line: of the construct program where it is known, otherwise of the configuration. */
export function whereText({ resource }: Change, path?: Path): string {
  if (!resource) return '';
  const { constructPath, source } = resource.meta;
  const [first] = path ?? [];
  const argument = typeof first === 'string' ? resource.body.get(first) : undefined;
  const at = source ?? argument?.place.where('key') ?? resource.place.where('key');
  const line = at.file !== undefined && at.line !== undefined ? `${at.file}:${at.line}` : '';
  return [constructPath ?? '', line].filter((part) => part !== '').join(' ');
}
