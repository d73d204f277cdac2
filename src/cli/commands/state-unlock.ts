import type { LockHolder } from '../../engine/state/storage.ts';
import { confirm } from '../confirm.ts';
import type { Context } from '../context.ts';
import { CliError } from '../errors.ts';
import { storageOfFolder } from '../state.ts';

interface Options {
  readonly path?: string;
  readonly stack?: string;
  readonly force?: boolean;
  readonly autoApprove?: boolean;
}

/** Shows who holds the state; ends the lock of a run that no longer exists, and any other when that is really wanted. */
export default async function unlock(
  context: Context,
  _args: readonly [],
  options: Options,
): Promise<number> {
  const { locks } = storageOfFolder(context, options.path, options.stack);
  const holder = await locks?.holder();
  if (!locks || !holder) return tell(context, undefined, false);
  if (holder.alive !== false) await insist(context, holder, options);
  await locks.remove(holder);
  return tell(context, holder, true);
}

/** Two runs on one state can lose what either of them does, so a living holder takes a flag and a yes. */
async function insist(
  context: Context,
  { text, alive, removable }: LockHolder,
  { force, autoApprove }: Options,
): Promise<void> {
  if (!removable) {
    throw refusal(text, {
      en: 'this lock ends with its holder only: wait for that run, or end its process or its connection to the database',
      zh: '该锁只随持有者结束：请等待该次运行，或结束其进程或数据库连接',
    });
  }
  if (!force) {
    throw refusal(text, {
      en: 'wait for that run to end; with --force the lock is ended nevertheless',
      zh: '请等待该次运行结束；加 --force 可强制解除',
    });
  }
  const zh = context.language === 'zh';
  const doubt =
    alive === true
      ? zh
        ? '该次运行仍在进行'
        : 'That run is alive'
      : zh
        ? '无法确认该次运行是否仍在进行'
        : 'Nobody can tell from here whether that run is alive';
  context.note(zh ? `状态由 ${text} 锁定。${doubt}。` : `The state is locked by ${text}. ${doubt}.`);
  if (autoApprove || (await confirm(context, zh ? '解除此锁？' : 'End this lock?'))) return;
  throw refusal(text, { en: 'nothing was done', zh: '未做任何更改' });
}

function refusal(value: string, fix: { readonly en: string; readonly zh: string }): CliError {
  return new CliError({
    code: 'ZTC-CLI-LOCK_HELD',
    what: { en: 'the lock belongs to a run that may be at work', zh: '该锁属于可能仍在进行的运行' },
    value,
    fix,
  });
}

function tell(context: Context, holder: LockHolder | undefined, unlocked: boolean): number {
  const zh = context.language === 'zh';
  if (context.json) context.out(JSON.stringify({ unlocked, holder: holder?.text ?? null }, null, 2));
  else if (!holder) context.out(zh ? '状态未被锁定' : 'the state is not locked');
  else context.out(zh ? `已解除锁：${holder.text}` : `unlocked: the lock of ${holder.text} is gone`);
  return 0;
}
