import * as z from 'zod/mini';
import { eventsRequest } from '../events.ts';
import { queryWord } from '../request.ts';

/** Where an event is, by its public names. */
export const shownState = z.enum(['queued', 'waiting', 'done', 'ignored', 'dead-lettered']);
export type ShownState = z.infer<typeof shownState>;

/** An event in a list: what happened to it and to whom it led, without a personal value. Times are RFC 3339. */
export const eventRow = z.object({
  id: z.string(),
  /** By which it is found at once, where its id alone does not. */
  place: z.optional(z.string()),
  source: z.string(),
  connection: z.string(),
  type: z.string(),
  state: shownState,
  reason: z.optional(z.string()),
  receivedTime: z.string(),
  /** When it came to the state that it is in. */
  endedTime: z.optional(z.string()),
  /** How often it was tried. */
  tries: z.number(),
  orders: z.array(z.string()),
  customers: z.array(z.string()),
  /** Customers who became one by it. */
  merged: z.array(z.string()),
  identities: z.number(),
  discarded: z.number(),
  withheld: z.number(),
  cases: z.number(),
  forgotten: z.optional(z.literal(true)),
});
export type EventRow = z.infer<typeof eventRow>;

/** `find` is what a search has answered, in place of a value that names a person. */
export const eventRowsRequest = z.extend(eventsRequest, { find: z.optional(queryWord) });

export type EventRowsRequest = z.infer<typeof eventRowsRequest>;

export const eventRows = z.object({
  rows: z.array(eventRow),
  next: z.optional(z.string()),
  previous: z.optional(z.string()),
  /** Of all events that are kept; absent where nobody counts them. */
  total: z.optional(z.number()),
  /** Masked: what `find` looks for. */
  about: z.optional(z.string()),
});
export type EventRows = z.infer<typeof eventRows>;

/** Asks where something is: an order, a delivery, an identity, a customer, an event. It is a write so that no address holds the value. */
export const searchRequest = z.strictObject({ about: queryWord });

export const searchAnswer = z.object({
  kind: z.enum(['event', 'customer', 'order', 'delivery', 'identity', 'nothing']),
  /** Masked where it names a person. */
  about: z.string(),
  /** By which the events are listed. */
  find: z.optional(z.string()),
  events: z.array(z.object({ id: z.string(), place: z.optional(z.string()), source: z.string() })),
  customers: z.array(z.string()),
  count: z.number(),
  /** Where nothing is known: the requests of the last week that became no event. */
  rejected: z.array(z.object({ connection: z.string(), reason: z.string(), count: z.number(), last: z.string() })),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

/** One change of an event, as the stream sends it. */
export const eventChange = z.object({ row: eventRow });
