/** A clock that stands still until it is moved. */
export class TestClock {
  now: number;
  constructor(start = Date.parse('2026-03-01T12:00:00+08:00')) {
    this.now = start;
  }
  readonly read = (): number => this.now;
  pass(milliseconds: number): void {
    this.now += milliseconds;
  }
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
