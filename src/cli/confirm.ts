import { createInterface } from 'node:readline/promises';
import type { Context } from './context.ts';
import { CliError } from './errors.ts';

/** Asks for a `yes` on the terminal. Without a terminal nobody can answer, so that is an error that names the flag. */
export async function confirm(context: Context, question: string): Promise<boolean> {
  if (!process.stdin.isTTY || (context.env.CI ?? '') !== '') {
    throw new CliError({
      code: 'ZTC-CLI-NO_TERMINAL',
      what: {
        en: 'this needs a yes, and there is no terminal to ask on',
        zh: '此操作需要确认，但没有可交互的终端',
      },
      fix: { en: 'give --auto-approve (or --yes)', zh: '请加 --auto-approve（或 --yes）' },
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `${question} ${context.language === 'zh' ? '输入 yes 继续：' : "Only 'yes' goes on: "}`,
    );
    return answer.trim() === 'yes';
  } finally {
    terminal.close();
  }
}
