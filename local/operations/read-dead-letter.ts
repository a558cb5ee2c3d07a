import { decisionSource } from '../../functions/shared/cases/decision.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { parseEnvelope } from '../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { openIdentifiers } from '../../functions/shared/sources/open-identifiers.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { reasonsForAnOfficer } from '../../operations/dead-letters.ts';
import type { Decoding } from '../../functions/shared/sources/source.ts';

/** What a message holds, as far as it can be read. */
export interface DeadLetterContent {
  readonly connection?: string;
  readonly type?: string;
  readonly events: readonly Pick<Envelope, 'source' | 'id'>[];
  readonly isPrivacyRequest: boolean;
}

/** A message of one of our queues. */
export interface QueuedDeadLetter {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Why it is a dead letter. */
  readonly reason: string;
}

/** Reads dead letters by the present configuration: envelopes, and in the inlet the payloads of connections. */
export function deadLetterReader(config: GuiyiConfig): (letter: QueuedDeadLetter) => DeadLetterContent {
  const identify = openIdentifiers(config, identifiers);
  const envelopesIn = envelopeReader(config);

  const asksForPrivacy = (envelope: Envelope): boolean => {
    // What a person has decided is sent again by whoever names it, and by nobody else.
    if (envelope.source === decisionSource(envelope.connection)) return true;
    try {
      const identified = identify(envelope);
      if (identified?.outcome === 'ignored') return reasonsForAnOfficer.has(identified.reason);
      return identified?.changes.some(({ kind }) => kind !== 'upsert') ?? false;
    } catch {
      // A letter whose data nobody can read; its reason still counts.
      return false;
    }
  };

  return (letter) => {
    const envelopes = envelopesIn(letter);
    const [first] = envelopes;
    const connection = first?.connection ?? letter.attributes['connection'];
    return {
      ...(connection !== undefined && { connection }),
      ...(first && { type: first.type }),
      events: envelopes.map(({ source, id }) => ({ source, id })),
      isPrivacyRequest: reasonsForAnOfficer.has(letter.reason) || envelopes.some(asksForPrivacy),
    };
  };
}

function envelopeReader({ connections }: GuiyiConfig): (letter: QueuedDeadLetter) => readonly Envelope[] {
  const decoders = new Map(
    Object.entries(connections).flatMap(([name, { source, options }]) => {
      const configured = receivers[source]?.configure(options);
      return configured?.ok ? [[name, configured.value] as const] : [];
    }),
  );
  return ({ body, attributes }) => {
    const parsed = parseEnvelope(body);
    if (parsed.ok) return [parsed.envelope];
    const name = attributes['connection'] ?? '';
    const receiver = decoders.get(name);
    if (!receiver) return [];
    const bytes = Buffer.from(body, attributes['encoding'] === 'base64' ? 'base64' : 'utf8');
    const request = { method: 'POST', headers: {}, rawQuery: '', receivedAt: 0, body: bytes } as const;
    let decoding: Decoding;
    try {
      decoding = receiver.decode(bytes, request);
    } catch {
      return [];
    }
    if (decoding.outcome !== 'events') return [];
    const reception = { platform: receiver.platform, connection: name, receivedTime: new Date(0).toISOString() };
    return decoding.events.map((event) => toEnvelope(event, reception));
  };
}
