import * as z from 'zod/mini';
import type { DiscardedValues } from './discarded.ts';
import { type EventView, eventView } from './event-view.ts';
import type { Objection } from './objection.ts';
import type { RevealedEvent } from './revealed-event.ts';
import type { Asker } from './reveals.ts';
import { time, queryWord } from './request.ts';
import type { CountedRequests, RequestsRequest, Unknown, Why, WhyRequest } from './why.ts';

/** Where an event is; the names that the record itself has are taken too. */
export const eventState = z.enum(['queued', 'waiting', 'done', 'ignored', 'dead-lettered', 'later', 'refused']);
export type EventState = z.infer<typeof eventState>;

/** Where an event of the journal is, by the journal's own names. */
export function journalState(state: EventState): 'queued' | 'done' | 'ignored' | 'later' | 'refused' {
  if (state === 'waiting') return 'later';
  return state === 'dead-lettered' ? 'refused' : state;
}

/** Where an event is, by its public name. @param state as the record of this machine or of a stage has it */
export function publicState(state: string): string {
  if (state === 'later') return 'waiting';
  return state === 'refused' ? 'dead-lettered' : state;
}

/** In a query, so every value is a text. */
const position = z.string().check(z.regex(/^(?:\d{1,15}|~[\w-]{1,1000})$/));
const size = z.string().check(z.regex(/^(?:[1-9]\d?|[1-4]\d\d|500)$/));

/**
 * Which events are meant; every member narrows the choice. Pages go by position: `after` begins with the first that is older, `before`
 * ends with the last that is newer.
 */
export const eventsRequest = z.strictObject({
  identity: z.optional(queryWord),
  customer: z.optional(queryWord),
  order: z.optional(queryWord),
  delivery: z.optional(queryWord),
  connection: z.optional(queryWord),
  source: z.optional(queryWord),
  type: z.optional(queryWord),
  state: z.optional(eventState),
  reason: z.optional(queryWord),
  /** Received then or later, and before. */
  since: z.optional(time),
  until: z.optional(time),
  limit: z.optional(size),
  after: z.optional(position),
  before: z.optional(position),
});
export type EventsRequest = z.infer<typeof eventsRequest>;

/** A page of events, the newest first; `next` where older ones follow, `previous` where newer ones do. */
export const eventPage = z.object({
  events: z.array(eventView),
  next: z.optional(z.string()),
  previous: z.optional(z.string()),
});
export type EventPage = z.infer<typeof eventPage>;

/** Events, and what became of them. */
export interface EventOperations {
  list(request: EventsRequest): Promise<EventPage | Objection>;
  /** One event; `source` is needed only where several sources have sent its id. */
  get(event: EventQuery): Promise<EventView | Objection>;
  /** One event in clear, with the request that has brought it where that is kept; recorded. */
  open(event: EventQuery, asker: Asker): Promise<RevealedEvent | Objection>;
  /** Everything that is known about an order, a delivery, an identity, a customer or an event. @param asker sees values in clear */
  why(request: WhyRequest, asker?: Asker): Promise<Why | Unknown>;
  /** Requests that became no event. */
  requests(request: RequestsRequest): Promise<CountedRequests>;
  /** Values that became no identity, the most first. */
  discarded(): Promise<readonly DiscardedValues[]>;
}

export interface EventQuery {
  readonly id: string;
  readonly source?: string | undefined;
}

/** Of the events of one queue: how many wait, for how long, and why. */
export const waiting = z.object({
  /** To be tried for the first time, or again later. */
  waiting: z.number(),
  /** Being delivered. */
  inFlight: z.number(),
  /** Of those that wait: to be tried again later. */
  later: z.number(),
  /** When the oldest that waits was put into the queue. */
  oldest: z.optional(z.string()),
  byReason: z.array(z.object({ reason: z.string(), count: z.number(), oldest: z.string() })),
});
export type Waiting = z.infer<typeof waiting>;
