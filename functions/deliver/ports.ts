import type { BreakerStore } from '../shared/breaker/store.ts';
import type { Identification, Ignored } from '../shared/change/identification.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import type { Enrich } from '../shared/enrichment/enrich.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Log } from '../shared/log/log.ts';
import type { DeliveryMetrics } from '../shared/metrics/delivery-metrics.ts';
import type { Archive, Cases, Clock, DeadLetters, Ledger, Queue, Visibility } from '../shared/ports/ports.ts';
import type { Cdp } from './cdp.ts';
import type { CompatPorts } from './compat.ts';
import type { Delivery } from './delivery.ts';
import type { Health } from './health.ts';
import type { JournalPorts } from './keep-event.ts';

/** What the delivery of one event needs. */
export interface DeliveryPorts {
  readonly config: GuiyiConfig;
  readonly ledger: Ledger;
  /** May the ledger have items of versions before 0.2? Default: it may, and they are read. */
  readonly hasFormer?: boolean;
  readonly clock: Clock;
  readonly cdp: Cdp;
  /** The key of the keyed hashes by which identities are remembered. */
  readonly hashKey: () => Promise<string>;
  readonly cases: Cases;
  readonly archive: Archive;
  /** Where functions of a former version run beside these. */
  readonly compat?: CompatPorts;
  /** What the source of a connection makes of an event; undefined for a connection that is not configured. */
  readonly identify: (event: Envelope) => Identification | Ignored | undefined;
  /** Asks the platforms' own APIs what an event leaves open. */
  readonly enrich: Enrich;
  /** What this process has seen of the CDP. */
  readonly health: Health;
  /** Where it is written down what happens; without it nothing is. */
  readonly journal?: JournalPorts;
}

/** What the function needs that takes messages from the queue. */
export interface DeliverPorts extends DeliveryPorts {
  readonly visibility: Visibility;
  /** The queue that the events come from: one whose receives run out is sent to it anew. */
  readonly queue: Queue;
  readonly breaker: BreakerStore;
  readonly deadLetters: DeadLetters;
  readonly log: Log;
  /** Groups at once. */
  readonly concurrency: number;
  /** A group starts no event with less time left than this: one event's calls may take so long. */
  readonly reserveMs: number;
  /** Counts what operators watch; without it nothing is counted. */
  readonly metrics?: DeliveryMetrics;
  /** Told of every delivery; locally the journal. */
  readonly observe?: (event: Envelope, delivery: Delivery) => void;
}
