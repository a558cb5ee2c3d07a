import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type {
  Checked,
  Decoding,
  Identification,
  Ignored,
  Receiver,
  SamplePayload,
  SourceEvent,
  Verification,
} from '../../functions/shared/sources/source.ts';

export const NOW = Date.parse('2026-10-02T08:00:00Z');

export function must<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
}

/** A request in whose body every character counts. */
export function post(body: string | Uint8Array, headers: WebhookRequest['headers']): WebhookRequest {
  return { method: 'POST', rawQuery: '', headers, body: Buffer.from(body), receivedAt: NOW };
}

/** One connection of a source that is data, from its door to what its events say; its parts alone take what is not signed too. */
export function openHmacSource(platform: keyof typeof receivers, options: object, secret: object, region?: string) {
  const receiver: Receiver = receivers[platform];
  const configured = must(receiver.configure(options));
  const verifier = must(configured.openSecret(secret));
  const sampler = samplerOf(platform);
  const identify = must(identifiers[platform]?.configure(options, { region }) ?? { ok: false, issues: [] });
  const connection = 'a-shop';

  const verify = (request: WebhookRequest): Verification => verifier(request);
  const decode = (request: WebhookRequest): Decoding => configured.decode(request.body, request);
  const eventOf = (request: WebhookRequest): SourceEvent => {
    const decoding = decode(request);
    if (decoding.outcome !== 'events' || !decoding.events[0]) throw new Error(JSON.stringify(decoding));
    return decoding.events[0];
  };
  const envelopeOf = (request: WebhookRequest): Envelope =>
    toEnvelope(eventOf(request), { platform, connection, receivedTime: new Date(NOW).toISOString() });
  const sample = (type: string, sequence = 1, changes: SamplePayload = {}): WebhookRequest => {
    const context = { now: NOW, sequence };
    const payload = sampler?.payload(type, options, context);
    if (!sampler || !payload) throw new Error(`no sample ${type}`);
    const { body, ...request } = sampler.sign(type, { ...payload, ...changes }, secret, options, context);
    return { ...request, body: Buffer.from(body), receivedAt: NOW };
  };
  /** The whole way: signature, decoding, identification. */
  const deliver = (request: WebhookRequest): Identification | Ignored => {
    const verification = verify(request);
    if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
    return identify(envelopeOf(request));
  };
  return { verify, decode, eventOf, envelopeOf, sample, deliver, identify };
}
