/**
 * The first interrupt asks to stop: calls that run are finished and recorded. The second ends the process at once. Nobody
 * left who sees what is said is an interrupt as well: a closed terminal, a closed pipe.
 */
export interface Interrupts {
  readonly signal: AbortSignal;
  release(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export function interrupts(): Interrupts {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const stopOrExit = (): void => {
    if (controller.signal.aborted) process.exit(130);
    stop();
  };
  const outputs = [process.stdout, process.stderr];
  for (const signal of SIGNALS) process.on(signal, stopOrExit);
  // Comes twice when a terminal is closed, from the system and from the shell, and output fails with every write.
  process.on('SIGHUP', stop);
  for (const output of outputs) output.on('error', stop);
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, stopOrExit);
      process.off('SIGHUP', stop);
      for (const output of outputs) output.off('error', stop);
    },
  };
}
