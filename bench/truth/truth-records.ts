import type { Fields, Identity } from './statement.ts';

/** What is true of a history; the scorer knows nothing else of it. Times are RFC 3339. */

export interface EventTruth {
  readonly id: string;
  readonly time: string;
  /** Whose act it is; null: nobody's. */
  readonly about: string | null;
  /** Keys of the identities that the event proves to be that person's. */
  readonly proves: readonly string[];
  /** Keys of what was typed or repeated, with their owner at that time; null: nobody's. */
  readonly typed: Readonly<Record<string, string | null>>;
  /** The fields as the event has them. */
  readonly states: Fields;
  /** Those of them that are another person's. */
  readonly untrue: readonly (keyof Fields)[];
  /** Has the person a customer for it? `either` where both are right. */
  readonly expect: 'placed' | 'unplaced' | 'either';
}

export interface Ownership {
  readonly person: string;
  readonly from: string;
  /** Absent: to the end. */
  readonly to?: string;
}

export interface IdentityTruth extends Identity {
  /** Whose it is when; nobody's at other times. */
  readonly owners: readonly Ownership[];
}

/** A field of a person as their own events have it, from the first that says so. */
export interface FieldTruth {
  readonly person: string;
  readonly field: keyof Fields;
  readonly value: string;
  readonly from: string;
}

/** The person asks to be forgotten. */
export interface ErasureTruth {
  readonly person: string;
  readonly time: string;
  readonly everywhere: boolean;
  /** Keys of the identities that the request names. */
  readonly named: readonly string[];
}

/**
 * A contact that two people have proved within the window, or the one before and after the other, without anybody saying that it
 * changed hands: no event tells whether they are one person.
 */
export interface AmbiguityTruth {
  readonly identity: string;
  readonly people: readonly [string, string];
  /** The two events that prove it. */
  readonly events: readonly [string, string];
}

export interface HistoryTruth {
  readonly history: string;
  readonly hazard: string;
  readonly people: readonly string[];
  readonly events: readonly EventTruth[];
  readonly identities: readonly IdentityTruth[];
  readonly fields: readonly FieldTruth[];
  readonly erasures: readonly ErasureTruth[];
  readonly ambiguities: readonly AmbiguityTruth[];
}

/** A carrier gives a number out again after 90 days at the earliest: what was proved since then is still so. */
export const WINDOW_DAYS = 90;
export const DAY_MS = 24 * 3_600_000;
