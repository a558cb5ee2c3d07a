import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { parseEnvelope } from '../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { jsonOf } from '../../functions/shared/json/json-of.ts';
import { isJsonObject } from '../../functions/shared/json/lossless.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import type { Identification, Ignored, ReadPath, Receiver } from '../../functions/shared/sources/source.ts';
import { nearestSpelling } from '../../functions/shared/text/nearest-spelling.ts';
import { unknownConnection } from '../unknown-target.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';

/** A connection without its secret: what its platform sends, read and judged, as if it had been verified. */
export interface ReadingConnection {
  readonly name: string;
  readonly platform: string;
  /** The country of its people's national phone numbers. */
  readonly region: string | undefined;
  /** Type to the paths that its events are read by; empty for a source that is not data. */
  readonly paths: ReadonlyMap<string, readonly ReadPath[]>;
  /** The events inside a request or a message of the inlet queue, or why nobody can read it. */
  read(request: Pick<WebhookRequest, 'headers' | 'body'>): RequestReading;
  identify(event: Envelope): Identification | Ignored;
  /** The same, were the contacts with which people pay counted (`contacts` of a connection). */
  identifyPaid(event: Envelope): Identification | Ignored;
}

export type RequestReading =
  | { readonly ok: true; readonly events: readonly Envelope[] }
  | { readonly ok: false; readonly reason: string; readonly detail: string };

/** Events that do not say when they happened were captured then; nothing of it is printed. */
const SOME_TIME = '2026-01-01T00:00:00.000Z';

/** @throws CommandError when the configuration has no such connection. */
export function openReading(config: GuiyiConfig, name: string): ReadingConnection {
  const connection = Object.hasOwn(config.connections, name) ? config.connections[name] : undefined;
  if (!connection) {
    const names = Object.keys(config.connections);
    const nearest = nearestSpelling(name, names);
    throw new CommandError(unknownConnection(name, names, nearest), exitCodes.notFound);
  }
  const { source: platform, options, region, contacts } = connection;
  const receiver: Receiver = receivers[platform];
  const configured = receiver.configure(options);
  const identifier = identifiers[platform];
  const identify = identifier?.configure(options, { region, contacts });
  const identifyPaid = identifier?.configure(options, { region, contacts: { email: 'paid', mobile: 'paid' } });
  if (!configured.ok || !identify?.ok || !identifyPaid?.ok) throw new Error(`connection ${name} was not checked`);
  const reception = { platform, connection: name, receivedTime: SOME_TIME };
  return {
    name,
    platform,
    region,
    paths: identifier?.paths?.(options) ?? new Map(),
    identify: identify.value,
    identifyPaid: identifyPaid.value,
    read: ({ headers, body }) => {
      const envelope = envelopeIn(body, config.connections, name);
      if (envelope) return envelope;
      const decoding = configured.value.decode(body, { method: 'POST', rawQuery: '', headers, body });
      if (decoding.outcome === 'undecodable') return unreadable(decoding.reason, decoding.detail);
      return { ok: true, events: decoding.events.map((event) => toEnvelope(event, reception)) };
    },
  };
}

/** An envelope of ours, as queues and dead letters have it and other systems write it; undefined where it is none. */
function envelopeIn(
  body: Uint8Array,
  connections: GuiyiConfig['connections'],
  own: string,
): RequestReading | undefined {
  const json = jsonOf(body);
  if (!isJsonObject(json) || json['specversion'] === undefined) return undefined;
  const named = Object.entries(connections).find(([name, { source }]) => json['source'] === `/${source}/${name}`)?.[0];
  if (named === undefined) return undefined;
  if (named !== own) return unreadable('unknown-connection', `the envelope is of the connection ${named}`);
  const parsed = parseEnvelope(Buffer.from(body).toString());
  if (!parsed.ok) return unreadable(parsed.reason, parsed.detail);
  const { dataref, ...envelope } = parsed.envelope;
  if (dataref !== undefined) return unreadable('archive-missing', 'its data are in the archive');
  return { ok: true, events: [envelope] };
}

function unreadable(reason: string, detail: string): RequestReading {
  return { ok: false, reason, detail };
}
