import middy from '@middy/core';

/**
 * What every function stands on. Middy's early time-out is off: it sets a timer for each event, and our functions finish
 * or give back by the time that remains.
 */
export function functionStack<Event, Result>(): middy.MiddyfiedHandler<Event, Result> {
  return middy<Event, Result>({ timeoutEarlyInMillis: 0 });
}
