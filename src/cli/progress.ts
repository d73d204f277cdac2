import type { EngineEvent, Listener } from '../engine/ports.ts';
import type { Context } from './context.ts';

const VERBS = {
  create: { en: 'creating', zh: '正在创建' },
  update: { en: 'updating', zh: '正在更新' },
  delete: { en: 'destroying', zh: '正在销毁' },
  read: { en: 'reading', zh: '正在读取' },
} as const;

const DONE = {
  create: { en: 'created', zh: '已创建' },
  update: { en: 'updated', zh: '已更新' },
  delete: { en: 'destroyed', zh: '已销毁' },
  read: { en: 'read', zh: '已读取' },
} as const;

export interface Progress {
  readonly listener: Listener;
  /** Removes what is drawn; call before printing anything else. */
  end(): void;
}

/** Tells how far an operation is: one line that is redrawn on a terminal, plain lines anywhere else. */
export function progressOf(context: Context, total: number): Progress {
  if (context.events) return { listener: context.events.listener, end: () => {} };
  if (context.quiet) return { listener: () => {}, end: () => {} };
  return context.interactive ? redrawn(context, total) : lines(context);
}

function lines(context: Context): Progress {
  const { language } = context;
  return {
    listener: (event) => {
      if (event.kind === 'apply_complete')
        context.note(`${event.address}: ${DONE[event.action][language]} (${seconds(event.elapsedMs)})`);
      else notable(context, event);
    },
    end: () => {},
  };
}

function redrawn(context: Context, total: number): Progress {
  const running = new Set<string>();
  let finished = 0;
  let drawn = false;
  const clear = (): void => {
    if (drawn) context.draw('\r\x1b[K');
    drawn = false;
  };
  const draw = (verb: string): void => {
    const [first = ''] = running;
    const width = Math.max(20, (process.stderr.columns ?? 80) - 24);
    const more = running.size > 1 ? ` +${running.size - 1}` : '';
    context.draw(`\r\x1b[K[${finished}/${total}] ${verb} ${first.slice(0, width)}${more}`);
    drawn = true;
  };
  return {
    listener: (event) => {
      if (event.kind === 'apply_start') {
        running.add(event.address);
        draw(VERBS[event.action][context.language]);
      } else if (event.kind === 'apply_complete') {
        running.delete(event.address);
        finished += 1;
        draw(VERBS[event.action][context.language]);
      } else if (event.kind === 'waiting_for_operator' || event.kind === 'apply_errored') {
        clear();
        if (event.kind === 'apply_errored') running.delete(event.address);
        notable(context, event);
      }
    },
    end: clear,
  };
}

/** What is worth a line of its own wherever it is shown. */
function notable(context: Context, event: EngineEvent): void {
  const zh = context.language === 'zh';
  if (event.kind === 'waiting_for_operator') {
    const { address, workOrder } = event;
    context.note(
      zh
        ? `${address}：等待运维处理工单 ${workOrder}（ztc operator approve ${workOrder}）`
        : `${address}: waiting for an operator, work order ${workOrder} (ztc operator approve ${workOrder})`,
    );
  } else if (event.kind === 'apply_errored') {
    const [first] = event.diagnostics;
    context.note(
      context.progressPaint.red(
        `${event.address}: ${zh ? '失败' : 'failed'}${first ? `: ${first.code} ${first.summary}` : ''}`,
      ),
    );
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}
