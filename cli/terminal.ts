/** The process that a command runs in: its streams, environment and signals. `process` is one; a test brings its own. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  on(signal: Signal, listener: () => void): unknown;
  off(signal: Signal, listener: () => void): unknown;
}

export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  /** Width of the terminal, where it is one. */
  readonly columns?: number;
};

/** What asks a command to end: Ctrl-C, and whoever stops a process. */
export type Signal = 'SIGINT' | 'SIGTERM';
export const endingSignals: readonly Signal[] = ['SIGINT', 'SIGTERM'];

/** In characters; undefined where nobody looks, and a line may be as long as it likes. */
export function terminalWidth({ isTTY, columns }: Output): number | undefined {
  return isTTY ? columns : undefined;
}

/** Resolves at the first Ctrl-C; the next one ends the process at once. */
export function untilEnded(terminal: Pick<Terminal, 'on' | 'off'>): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      for (const signal of endingSignals) terminal.off(signal, end);
      resolve();
    };
    for (const signal of endingSignals) terminal.on(signal, end);
  });
}
