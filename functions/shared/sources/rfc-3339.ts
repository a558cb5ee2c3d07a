import type { Json } from '../json/lossless.ts';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** The first candidate that is a time with its offset. */
export function firstTime(...candidates: readonly (Json | undefined)[]): string | undefined {
  return candidates.find(
    (time): time is string => typeof time === 'string' && RFC_3339.test(time) && !Number.isNaN(Date.parse(time)),
  );
}
