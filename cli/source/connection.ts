import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { identifiers } from '../../functions/shared/sources/identifiers.ts';
import { receivers } from '../../functions/shared/sources/receivers.ts';
import type { Identification, Ignored, Receiver } from '../../functions/shared/sources/source.ts';
import { nearestSpelling } from '../../functions/shared/text/nearest-spelling.ts';
import { CommandError } from '../command-error.ts';

/** A connection without its secret: what its platform sends, read and judged, as if it had been verified. */
export interface ReadingConnection {
  readonly name: string;
  readonly platform: string;
  /** Type to the paths that its events are read by; empty for a source that is not data. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** The events inside a request, or why nobody can read it. */
  read(request: Pick<WebhookRequest, 'headers' | 'body'>): readonly Envelope[] | { readonly unreadable: string };
  identify(event: Envelope): Identification | Ignored;
}

/** Events that do not say when they happened were captured then; nothing of it is printed. */
const SOME_TIME = '2026-01-01T00:00:00.000Z';

/** @throws CommandError when the configuration has no such connection. */
export function openReading(config: GuiyiConfig, name: string): ReadingConnection {
  const connection = Object.hasOwn(config.connections, name) ? config.connections[name] : undefined;
  if (!connection) {
    const names = Object.keys(config.connections);
    const nearest = nearestSpelling(name, names);
    throw new CommandError(
      `No connection is called ${JSON.stringify(name)}. There are: ${names.join(', ')}.${nearest ? ` Did you mean ${nearest}?` : ''}`,
    );
  }
  const { source: platform, options, region } = connection;
  const receiver: Receiver = receivers[platform];
  const configured = receiver.configure(options);
  const identifier = identifiers[platform];
  const identify = identifier?.configure(options, { region });
  if (!configured.ok || !identify?.ok) throw new Error(`connection ${name} was not checked`);
  return {
    name,
    platform,
    paths: identifier?.paths?.(options) ?? new Map(),
    identify: identify.value,
    read: ({ headers, body }) => {
      const decoding = configured.value.decode(body, { method: 'POST', rawQuery: '', headers, body });
      if (decoding.outcome === 'undecodable') return { unreadable: `${decoding.reason}: ${decoding.detail}` };
      const reception = { platform, connection: name, receivedTime: SOME_TIME };
      return decoding.events.map((event) => toEnvelope(event, reception));
    },
  };
}
