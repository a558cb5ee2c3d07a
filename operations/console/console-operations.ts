import type { EventQuery } from '../events.ts';
import type { Objection } from '../objection.ts';
import type { CustomerDetails, CustomerRows } from './customer-page.ts';
import type { EventDetails } from './event-page.ts';
import type { EventRows, EventRowsRequest, SearchAnswer } from './event-row.ts';
import type { HealthPage } from './health-page.ts';
import type { HeldOf } from './held-page.ts';
import type { SourcePreview } from './source-preview.ts';
import type { SourcePage, SourceRow } from './source-page.ts';

/** What the console's screens show, of a running `npm start` or of a stage on AWS. No personal value is in clear. */
export interface ConsoleOperations {
  eventRows(request: EventRowsRequest): Promise<EventRows | Objection>;
  /** Without a source the newest of that id. */
  eventPage(event: EventQuery): Promise<EventDetails | Objection>;
  /** A page of customers. */
  customerRows(after?: string): Promise<CustomerRows | Objection>;
  customerPage(id: string): Promise<CustomerDetails | Objection>;
  sources(): Promise<readonly SourceRow[]>;
  source(name: string): Promise<SourcePage | Objection>;
  /** What the mapping of a connection makes of the events that it has received. */
  preview(name: string): Promise<SourcePreview | Objection>;
  health(asked: HealthRequest): Promise<HealthPage>;
  /** Where something is: an order, a delivery, an identity, a customer, an event. */
  search(about: string): Promise<SearchAnswer>;
  /** How much is held of a person. */
  held(identity: string): Promise<HeldOf | Objection>;
  /**
   * What changes, until the signal ends it; a sign of life at least every BEAT_MS.
   * @param last the id of the message that was heard last; where it is not known, the first message is `reset`
   */
  changes(last: string | undefined, signal: AbortSignal): AsyncIterable<ConsoleMessage>;
}

export interface HealthRequest {
  readonly minutes: number;
  /** Whoever asks may look and change nothing. */
  readonly isViewer: boolean;
}

/** `event`: a row as it is now. `reset`: the list must be read anew. `beat`: the connection lives. */
export interface ConsoleMessage {
  readonly id: string;
  readonly event: 'event' | 'reset' | 'beat';
  /** JSON. */
  readonly data: string;
}

/** Whoever hears nothing for longer has lost the stream. */
export const BEAT_MS = 5_000;
