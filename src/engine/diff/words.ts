/** What plans say, in both languages. */

import type { ActionReason } from '../plan/model.ts';

export type Language = 'zh' | 'en';

export type GroupKind = 'danger' | 'forget' | 'update' | 'record' | 'create' | 'read';

export interface Words {
  readonly sensitive: string;
  readonly unknown: string;
  readonly reasons: Readonly<Record<ActionReason, string>>;
  readonly groups: Readonly<Record<GroupKind, string>>;
  readonly drift: string;
  readonly outputs: string;
  readonly checks: string;
  readonly checkFailed: string;
  readonly checkBroken: string;
  readonly byType: string;
  readonly updated: string;
  readonly replaced: string;
  readonly replacedAfter: string;
  readonly destroyed: string;
  readonly forgotten: string;
  readonly read: string;
  readonly onlyState: string;
  readonly deposed: string;
  readonly forces: string;
  readonly assumed: string;
  readonly layout: string;
  readonly markOnly: string;
  readonly deletedOutside: string;
  readonly changedOutside: string;
  /** Between what happens and why. */
  readonly colon: string;
  readonly newlineAdded: string;
  readonly newlineRemoved: string;
  readonly nothing: string;
  readonly errored: string;
  characters(count: number): string;
  elements(count: number): string;
  entries(count: number): string;
  attributes(count: number): string;
  forcedBy(paths: string): string;
  triggeredBy(what: string): string;
  moved(from: string): string;
  imported(id: string): string;
  was(index: number): string;
  more(count: number): string;
  linesAdded(count: number): string;
  linesRemoved(count: number): string;
  reordered(count: number): string;
  otherType(before: string, after: string): string;
  dependents(count: number): string;
  totals(counts: Totals): string;
  driftTotals(count: number): string;
}

export interface Totals {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly replace: number;
  readonly imported: number;
  readonly forget: number;
  readonly move: number;
}

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

const some = (parts: readonly (readonly [number, string])[]): string[] =>
  parts.filter(([count]) => count > 0).map(([count, text]) => text.replace('#', String(count)));

export const ENGLISH: Words = {
  sensitive: '(sensitive)',
  unknown: '(known after apply)',
  reasons: {
    replace_because_cannot_update: 'it cannot be changed in place',
    replace_because_tainted: 'tainted, because its creation did not succeed',
    replace_by_request: 'as requested',
    replace_by_triggers: 'triggered by what it watches',
    delete_because_no_resource_config: 'no longer in the configuration',
    delete_because_wrong_repetition: 'count or for_each has changed its kind',
    delete_because_count_index: 'its index is beyond count',
    delete_because_each_key: 'its key is no longer in for_each',
    delete_because_no_module: 'its module instance is no longer in the configuration',
    delete_because_no_move_target: 'moved to an address that is not in the configuration',
    read_because_config_unknown: 'its arguments are known after apply',
    read_because_dependency_pending: 'what it depends on changes',
    read_because_check_nested: 'a check reads it once everything else is done',
  },
  groups: {
    danger: 'Destroyed or replaced',
    forget: 'Forgotten, but not destroyed',
    update: 'Updated in place',
    record: 'Recorded in the state only',
    create: 'Created',
    read: 'Read during the apply',
  },
  drift: 'Changed outside since the last run',
  outputs: 'Outputs',
  checks: 'Checks',
  checkFailed: 'does not hold',
  checkBroken: 'cannot be decided',
  byType: 'By type',
  updated: 'updated',
  replaced: 'replaced',
  replacedAfter: 'replaced, the new one first',
  destroyed: 'destroyed',
  forgotten: 'forgotten',
  read: 'read',
  onlyState: 'unchanged',
  deposed: 'left over from an earlier replacement',
  forces: 'forces replacement',
  assumed: 'assumed by the project',
  layout: 'the same JSON, written differently',
  markOnly: 'only what counts as sensitive changes',
  deletedOutside: 'deleted outside',
  changedOutside: 'changed outside',
  colon: ': ',
  newlineAdded: 'a newline at the end added',
  newlineRemoved: 'the newline at the end removed',
  nothing: 'No changes: the platform is as the configuration says.',
  errored: 'The plan is not complete: see the errors.',
  characters: (count) => plural(count, 'character'),
  elements: (count) => plural(count, 'element'),
  entries: (count) => plural(count, 'entry', 'entries'),
  attributes: (count) => plural(count, 'attribute'),
  forcedBy: (paths) => `${paths} forces replacement`,
  triggeredBy: (what) => `triggered by ${what}`,
  moved: (from) => `moved from ${from}`,
  imported: (id) => `imported as ${id}`,
  was: (index) => `was [${index}]`,
  more: (count) => `… ${count.toLocaleString('en')} more; \`--json\` has all`,
  linesAdded: (count) => `${plural(count, 'line')} added`,
  linesRemoved: (count) => `${plural(count, 'line')} removed`,
  reordered: (count) => `${plural(count, 'element')} in another order`,
  otherType: (before, after) => `equal content, but ${before} becomes ${after}`,
  dependents: (count) => `${plural(count, 'other depends', 'others depend')} on it`,
  totals: ({ add, change, destroy, replace, imported, forget, move }) =>
    [
      `Plan: ${add} to add, ${change} to change, ${destroy} to destroy${replace === 0 ? '' : ` (${replace} replaced)`}`,
      ...some([
        [imported, '# to import'],
        [forget, '# to forget'],
        [move, '# moved'],
      ]),
    ]
      .join(', ')
      .concat('.'),
  driftTotals: (count) => `Plan: ${plural(count, 'change')} made outside to record in the state.`,
};

const CHINESE: Words = {
  sensitive: '（敏感）',
  unknown: '（执行后可知）',
  reasons: {
    replace_because_cannot_update: '不能原地变更',
    replace_because_tainted: '已标记为受损：上次创建未成功',
    replace_by_request: '按要求重建',
    replace_by_triggers: '由其所关注的资源触发',
    delete_because_no_resource_config: '配置中已无此资源',
    delete_because_wrong_repetition: 'count 与 for_each 方式已变',
    delete_because_count_index: '序号超出 count',
    delete_because_each_key: 'for_each 中已无此键',
    delete_because_no_module: '配置中已无此模块实例',
    delete_because_no_move_target: '移动目标不在配置中',
    read_because_config_unknown: '参数执行后可知',
    read_because_dependency_pending: '依赖的资源有变更',
    read_because_check_nested: '仅供检查使用，最后读取',
  },
  groups: {
    danger: '销毁或重建',
    forget: '不再管理（不销毁）',
    update: '原地变更',
    record: '仅更新状态',
    create: '新建',
    read: '执行时读取',
  },
  drift: '上次执行后在平台上发生的变化',
  outputs: '输出',
  checks: '检查',
  checkFailed: '不成立',
  checkBroken: '无法判定',
  byType: '按类型',
  updated: '变更',
  replaced: '重建',
  replacedAfter: '重建（先建新，后删旧）',
  destroyed: '销毁',
  forgotten: '不再管理',
  read: '读取',
  onlyState: '无变更',
  deposed: '以前重建时遗留',
  forces: '须重建',
  assumed: '项目假定值',
  layout: 'JSON 内容相同，仅书写不同',
  markOnly: '仅敏感标记变化',
  deletedOutside: '已在平台上被删除',
  changedOutside: '已在平台上被修改',
  colon: '：',
  newlineAdded: '末尾新增换行符',
  newlineRemoved: '末尾换行符删除',
  nothing: '无变更：平台与配置一致。',
  errored: '计划不完整：见错误信息。',
  characters: (count) => `${count} 个字符`,
  elements: (count) => `${count} 个元素`,
  entries: (count) => `${count} 项`,
  attributes: (count) => `${count} 个属性`,
  forcedBy: (paths) => `${paths} 变化须重建`,
  triggeredBy: (what) => `由 ${what} 触发`,
  moved: (from) => `原地址 ${from}`,
  imported: (id) => `导入 ${id}`,
  was: (index) => `原 [${index}]`,
  more: (count) => `… 另有 ${count} 行；\`--json\` 输出全部`,
  linesAdded: (count) => `新增 ${count} 行`,
  linesRemoved: (count) => `删除 ${count} 行`,
  reordered: (count) => `${count} 个元素顺序变化`,
  otherType: (before, after) => `内容相同，类型由 ${before} 变为 ${after}`,
  dependents: (count) => `另有 ${count} 个资源依赖它`,
  totals: ({ add, change, destroy, replace, imported, forget, move }) =>
    [
      `计划：新建 ${add}，变更 ${change}，删除 ${destroy}${replace === 0 ? '' : `（其中重建 ${replace}）`}`,
      ...some([
        [imported, '导入 #'],
        [forget, '不再管理 #'],
        [move, '移动 #'],
      ]),
    ]
      .join('，')
      .concat('。'),
  driftTotals: (count) => `计划：将 ${count} 处平台变化记入状态。`,
};

export const wordsOf = (language: Language): Words => (language === 'zh' ? CHINESE : ENGLISH);
