/** An event that has changed, under the number of the change. */
export interface Change {
  readonly number: number;
  readonly id: string;
  readonly source: string;
}

/** The newest changes of events, for whoever watches. */
export interface Changes {
  /** Of this start; a number of another start says nothing here. */
  readonly start: string;
  add(event: { readonly id: string; readonly source: string }): void;
  /** What came after a change, the oldest first; undefined where that is no longer known. */
  after(number: number): readonly Change[] | undefined;
  /** The number of the newest. */
  last(): number;
  /** Resolves when there is something after `number`, or the signal ends the wait. */
  next(number: number, signal: AbortSignal): Promise<void>;
}

const KEPT = 5_000;

export function openChanges(start: string): Changes {
  let kept: Change[] = [];
  let last = 0;
  const waiting = new Set<() => void>();

  return {
    start,
    add({ id, source }) {
      last += 1;
      kept.push({ number: last, id, source });
      if (kept.length > KEPT * 2) kept = kept.slice(-KEPT);
      for (const wake of waiting) wake();
      waiting.clear();
    },
    after(number) {
      const [oldest] = kept;
      if (number > last || (oldest !== undefined && number < oldest.number - 1)) return undefined;
      return kept.filter((change) => change.number > number);
    },
    last: () => last,
    next(number, signal) {
      if (last > number || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake);
      });
    },
  };
}
