import type { Clock } from '../ports/ports.ts';
import type { ApiError } from './api-error.ts';

/** An API that does not answer. */
export interface ApiOutage {
  readonly error: ApiError;
  /** Unix ms of the first failure since it last answered. */
  readonly since: number;
  /** Unix ms before which it is not called again. */
  readonly until: number;
  readonly failures: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** China's clocks are eight hours ahead of UTC the whole year. */
const CHINA = 8 * HOUR;

/** When an API that has failed is called again. One event's failure saves the others the same call. */
export function openBackOff(clock: Clock) {
  const outages = new Map<string, ApiOutage>();
  return {
    outageOf: (api: string): ApiOutage | undefined => outages.get(api),

    /** @throws ApiError the one of the last call, while the back-off after it lasts. */
    check(api: string): void {
      const outage = outages.get(api);
      if (outage && clock() < outage.until) throw outage.error;
    },

    answered(api: string): void {
      outages.delete(api);
    },

    failed(error: ApiError): void {
      if (!error.concernsAll) return;
      const now = clock();
      const before = outages.get(error.api);
      const failures = (before?.failures ?? 0) + 1;
      const until = now + delayMs(error, failures, now);
      outages.set(error.api, { error, since: before?.since ?? now, until, failures });
    },
  };
}

function delayMs({ kind, retryAfterSeconds = 0 }: ApiError, failures: number, now: number): number {
  switch (kind) {
    case 'quota':
      // The documents call the quota daily and name no hour. An operator may reset it at any time, so it is tried hourly.
      return Math.min(HOUR, DAY - ((now + CHINA) % DAY));
    case 'permission':
      return 10 * MINUTE;
    case 'throttled':
      return Math.max(MINUTE, retryAfterSeconds * SECOND);
    case 'credentials':
    case 'address':
      return 30 * SECOND;
    // Nobody knows whom it concerns: it may be this one question.
    case 'unknown':
      return 0;
    default:
      return Math.max(Math.min(MINUTE, 2 ** Math.min(failures, 6) * SECOND), retryAfterSeconds * SECOND);
  }
}
