import { expect } from 'vitest';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import type { Json } from '../../functions/shared/json/lossless.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type {
  Checked,
  Identification,
  Ignored,
  SamplePayload,
  SourceEvent,
  Verification,
} from '../../functions/shared/sources/source.ts';

export function checked<T>(result: Checked<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

const SENT = '2026-03-01T04:00:00.000Z';

/** One source with one set of options and one live secret, step by step. */
export function openSource(platform: keyof typeof receivers, options: object, secret: object = {}) {
  const receiver = checked(receivers[platform].configure(options));
  const identify = checked(identifiers[platform]?.configure(options) ?? { ok: false, issues: [] });
  const verify = (request: WebhookRequest, live: object = secret): Verification =>
    checked(receiver.openSecret(live))(request);
  const decode = (request: WebhookRequest) => {
    if (samplerOf(platform)?.transport === 'inlet') return receiver.decode(request.body, request);
    const verification = verify(request);
    if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
    return receiver.decode(verification.payload, request);
  };
  const events = (request: WebhookRequest): readonly SourceEvent[] => {
    const decoding = decode(request);
    if (decoding.outcome !== 'events') throw new Error(JSON.stringify(decoding));
    return decoding.events;
  };
  const reception = { platform, connection: 'shop', receivedTime: SENT };
  const say = (event: SourceEvent): Identification | Ignored => identify(toEnvelope(event, reception));
  return {
    receiver,
    verify,
    /** What the front door does with a request, in few words. */
    judge(request: WebhookRequest, live: object = secret): string {
      const verification = verify(request, live);
      return verification.outcome === 'rejected'
        ? `${verification.status} ${verification.reason}`
        : verification.outcome;
    },
    decode,
    events,
    /** The one event of a request. */
    event(request: WebhookRequest): SourceEvent {
      const [event, ...more] = events(request);
      if (!event || more.length > 0) throw new Error('one event');
      return event;
    },
    say,
    /** What an event says, by its type and data. */
    said: (type: string, data: Json, time = SENT) => say({ idParts: ['an id'], type, data, time }),
    /** A platform's own sample, as the front door receives it. */
    sample(
      event: string,
      sequence = 0,
      change: (payload: SamplePayload) => void = () => undefined,
      live: object = secret,
    ): WebhookRequest {
      const sampler = samplerOf(platform);
      const context = { now: Date.parse(SENT), sequence };
      const payload = sampler?.payload(event, options, context);
      if (!sampler || !payload) throw new Error(`no sample ${event}`);
      change(payload);
      const { body, ...request } = sampler.sign(event, payload, live, options, context);
      return { ...request, body: Buffer.from(body), receivedAt: context.now };
    },
    /** Every sample of the platform: passes the door, has its effect, and is one event for one sequence number. */
    expectSamples(outcomes: Readonly<Record<string, object>>) {
      const names = samplerOf(platform)?.events ?? [];
      expect(Object.keys(outcomes)).toEqual(names);
      for (const name of names) {
        expect(say(this.event(this.sample(name))), name).toMatchObject(outcomes[name] ?? {});
        const ids = [0, 0, 1].map((sequence) => JSON.stringify(this.event(this.sample(name, sequence)).idParts));
        expect(ids[0], name).toBe(ids[1]);
        expect(ids[0], name).not.toBe(ids[2]);
      }
    },
  };
}
