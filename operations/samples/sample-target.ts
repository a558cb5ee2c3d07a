import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import type {
  Receiver,
  SampleContext,
  Sampler,
  SampleRequest,
  Verifier,
} from '../../functions/shared/sources/source.ts';

/** A connection of a configuration whose platform's events we can build and sign. */
export interface SampleTarget {
  readonly connection: string;
  readonly options: unknown;
  readonly secret: unknown;
  readonly sampler: Sampler;
  readonly receiver: Receiver;
}

/** The events of a signed request as the front door will name them; none for one that it will refuse. */
export function eventNames(
  { receiver, sampler, secret, options, connection }: SampleTarget,
  request: SampleRequest,
  { now }: Pick<SampleContext, 'now'>,
): Envelope[] {
  const configured = receiver.configure(options);
  const verifier = configured.ok ? configured.value.openSecret(secret) : undefined;
  if (!configured.ok || !verifier?.ok) return [];
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const received = { ...request, headers, receivedAt: now, body: Buffer.from(request.body) };
  const payload = sampler.transport === 'inlet' ? received.body : verifiedBy(verifier.value, received);
  const decoding = payload && configured.value.decode(payload, received);
  if (decoding?.outcome !== 'events') return [];
  const reception = { platform: receiver.platform, connection, receivedTime: new Date(0).toISOString() };
  return decoding.events.map((event) => toEnvelope(event, reception));
}

function verifiedBy(verifier: Verifier, request: WebhookRequest): Uint8Array | undefined {
  const verification = verifier(request);
  return verification.outcome === 'verified' ? verification.payload : undefined;
}
