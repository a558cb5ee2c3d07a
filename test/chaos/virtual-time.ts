interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that jumps to the next moment at which anything waits to happen. */
export class VirtualTime {
  /** Unix ms. */
  now: number;
  #sleepers: Sleeper[] = [];

  constructor(now: number) {
    this.now = now;
  }

  readonly read = (): number => this.now;

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((wake) => this.#sleepers.push({ at: this.now + ms, wake }));

  /** Lets time pass until the work has ended, or `isAbandoned` says that nobody waits for it any more. */
  async pass(work: Promise<unknown>, isAbandoned: () => boolean): Promise<void> {
    const run = { hasEnded: false };
    const ended = work.finally(() => {
      run.hasEnded = true;
    });
    // Who is abandoned is not heard either.
    ended.catch(() => undefined);
    while (!run.hasEnded && !isAbandoned()) {
      await new Promise((resume) => setImmediate(resume));
      if (!run.hasEnded) this.#wakeNext();
    }
    if (run.hasEnded) await ended;
  }

  #wakeNext(): void {
    const [first] = this.#sleepers.toSorted((one, other) => one.at - other.at);
    if (!first) return;
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== first);
    this.now = Math.max(this.now, first.at);
    first.wake();
  }
}
