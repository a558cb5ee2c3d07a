import type { Json } from '../json/lossless.ts';

/**
 * One customer event on its way to the CDP: a CloudEvents 1.0 JSON event. Its schema for other systems is
 * `docs/envelope.schema.json`.
 */
export interface Envelope {
  readonly specversion: '1.0';
  /** Stable per platform delivery: the same delivery sent again has the same id. */
  readonly id: string;
  /** `/<platform>/<connection>` */
  readonly source: string;
  /** The platform's own name of the event: `subscribe`, `orders/paid`. */
  readonly type: string;
  /** The platform's id of the person; events of one subject stay in order. */
  readonly subject?: string;
  /** When it happened, RFC 3339 with offset. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The decoded payload; integers beyond 2^53 are strings. */
  readonly data: Json;
  /** The configured account that received it. */
  readonly connection: string;
  /** When it reached us, RFC 3339. */
  readonly receivedtime: string;
  /** What orders an event that has no person, an order id for instance (CloudEvents partitioning extension). */
  readonly partitionkey?: string;
  /** W3C trace context of the request that brought it. */
  readonly traceparent?: string;
  /** The id in a header by which the platform knows the delivery; unsigned. Written by Guiyi only. */
  readonly deliveryid?: string;
  /**
   * The fields of `data` whose texts were mended (`Content customer.note`), with `*` at the end where more were: characters that are
   * none were left out, U+FFFD stands for broken ones. What identifies a person is never read from such a field. Written by Guiyi only.
   */
  readonly mended?: string;
}

/** What one event is ordered by: the person, else the order, else the event itself. */
export function orderingKey(envelope: Envelope): string {
  return envelope.subject ?? envelope.partitionkey ?? envelope.id;
}
