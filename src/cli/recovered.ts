import type { EngineEvent } from '../engine/ports.ts';
import type { Language } from '../report/language.ts';

type Recovered = Extract<EngineEvent, { kind: 'recovered' }>;

const OUTCOMES: Readonly<
  Record<Recovered['action'], Readonly<Record<Recovered['outcome'], readonly [string, string]>>>
> = {
  create: {
    happened: ['had been created; it is in the state now', '已被创建，现已写入状态'],
    not_happened: ['had not been created', '未被创建'],
    unknown: ['may have been created; nobody can tell now', '可能已被创建，目前无法确认'],
  },
  update: {
    happened: ['may have been changed; the state has it as it is', '可能已被更改，状态已与现状一致'],
    not_happened: ['is gone', '已不存在'],
    unknown: ['may have been changed; nobody can tell now', '可能已被更改，目前无法确认'],
  },
  delete: {
    happened: ['had been destroyed', '已被销毁'],
    not_happened: ['had not been destroyed', '未被销毁'],
    unknown: ['may have been destroyed; nobody can tell now', '可能已被销毁，目前无法确认'],
  },
};

/** One line on what has become of a write of a run that was cut off. */
export function recoveredLine({ address, action, outcome, id }: Recovered, language: Language): string {
  const [en, zh] = OUTCOMES[action][outcome];
  const named = id === undefined ? address : `${address} (${id})`;
  return language === 'zh'
    ? `${named}：上次运行被中断；${zh}`
    : `${named}: the last run was cut off; it ${en}`;
}
