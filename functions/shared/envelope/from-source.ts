import { digest, isDigest } from './digest.ts';
import type { Envelope } from './envelope.ts';
import { mayNeedMending, mend } from '../json/mend.ts';
import type { SourceEvent } from './source-event.ts';

export interface EnvelopeOrigin {
  readonly platform: string;
  readonly connection: string;
  /** RFC 3339 */
  readonly receivedTime: string;
  readonly traceparent?: string | undefined;
  /** By which the platform knows the delivery. */
  readonly deliveryId?: string | undefined;
}

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Puts what a platform said into an envelope; its id depends on the event alone, never on when or how often it came. What is no
 * character is taken out of the texts of `data`, and `mended` says of which.
 */
export function toEnvelope(
  event: SourceEvent,
  { platform, connection, receivedTime, traceparent, deliveryId }: EnvelopeOrigin,
): Envelope {
  const [first = '', ...others] = event.idParts;
  const { data, mended } = readableData(event);
  return {
    specversion: '1.0',
    id: others.length === 0 && isDigest(first) ? first : digest(...event.idParts),
    source: `/${platform}/${connection}`,
    type: event.type,
    ...(event.subject === undefined ? {} : { subject: event.subject }),
    time: event.time ?? receivedTime,
    datacontenttype: 'application/json',
    data,
    connection,
    receivedtime: receivedTime,
    ...(event.partitionKey === undefined ? {} : { partitionkey: event.partitionKey }),
    ...(traceparent !== undefined && TRACEPARENT.test(traceparent) ? { traceparent } : {}),
    ...(deliveryId === undefined ? {} : { deliveryid: deliveryId }),
    ...(mended === undefined ? {} : { mended }),
  };
}

/** `data` for people and programs to read, and where it was mended. */
export function readableData({
  data,
  dataText,
}: Pick<SourceEvent, 'data' | 'dataText'>): Pick<Envelope, 'data' | 'mended'> {
  if (data === undefined || (dataText !== undefined && !mayNeedMending(dataText))) return { data };
  const { data: readable, fields } = mend(data);
  return fields.length === 0 ? { data } : { data: readable, mended: fields.join(' ') };
}
