/** The tenant's clock: it runs as the clock of the machine does, and can be set. */
export class TenantClock {
  readonly #base: () => number;
  #offset = 0;

  /** @param base ms since the epoch */
  constructor(base: () => number) {
    this.#base = base;
  }

  /** ms since the epoch */
  readonly now = (): number => this.#base() + this.#offset;

  get offset(): number {
    return this.#offset;
  }

  /** @param offset ms ahead of the clock of the machine */
  shift(offset: number): void {
    this.#offset = offset;
  }

  /** @param time ms since the epoch */
  set(time: number): void {
    this.#offset = time - this.#base();
  }

  advance(ms: number): void {
    this.#offset += ms;
  }
}
