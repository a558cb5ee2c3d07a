import type { Sort } from './counts.ts';

export type Mix = Readonly<Partial<Record<Sort, number>>>;

/** Shares of events, of 100. Of the clicks every fourth comes more than `cdp.freshMinutes` after the one before, and looks. */
export const mixes = {
  /** A brand with a shop and an official account. */
  standard: {
    newOrder: 15,
    knownOrder: 25,
    profileUpdate: 10,
    follow: 6,
    unfollow: 4,
    click: 26,
    clickWithLook: 9,
    logIn: 5,
  },
  'new-orders': { newOrder: 100 },
  'known-orders': { knownOrder: 100 },
  follows: { follow: 100 },
  clicks: { click: 100 },
  'log-ins': { logIn: 100 },
} as const satisfies Readonly<Record<string, Mix>>;

export type MixName = keyof typeof mixes;
export const mixNames = Object.keys(mixes) as readonly MixName[];
