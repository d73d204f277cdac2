import { createInterface } from 'node:readline/promises';
import type { Context } from './context.ts';
import { CliError } from './errors.ts';

/**
 * Asks for a `yes` on the terminal. Without a terminal nobody can answer, so that is an error that names the flag. An
 * interrupt and the end of the input are a no.
 */
export async function confirm(context: Context, question: string, stop?: AbortSignal): Promise<boolean> {
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
  // The terminal gives Ctrl-C as a key while a line is edited.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const nobody = new Promise<string>((over) => terminal.once('close', () => over('')));
  const hint = context.language === 'zh' ? '输入 yes 继续：' : "Only 'yes' goes on: ";
  try {
    const asked = terminal.question(`${question} ${hint}`, stop ? { signal: stop } : {}).catch(() => '');
    const answer = await Promise.race([asked, nobody]);
    return answer.trim() === 'yes';
  } finally {
    terminal.close();
  }
}
