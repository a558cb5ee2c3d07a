import { describe, expect, test } from 'vitest';
import { forge } from '../../operations/samples/forge.ts';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import type { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import type { SourceEvent } from '../../functions/shared/sources/source.ts';
import { inWords } from '../corpus/event-row.ts';
import { checked, openSource } from './source.ts';

/** A delivery as the platform has sent it, with invented people. */
export interface CapturedDelivery {
  /** The headers that are read, by their names in small letters; the signature is not. */
  readonly headers: WebhookRequest['headers'];
  readonly body: string;
  /** The identities that it must give: `mobile 15931000061 claimed customer.phone`; `kind@scope value grade field`. */
  readonly says: readonly string[];
}

export interface TestedSource {
  readonly platform: keyof typeof receivers;
  readonly options: object;
  readonly secret: object;
  readonly region?: string;
  readonly captured: readonly CapturedDelivery[];
}

/** What every source must do: with its own samples, with forged ones, and with what the platform really sends. */
export function testSource({ platform, options, secret, region, captured }: TestedSource): void {
  const { events: taken, evidence } = sources[platform].coverage;
  const source = openSource(platform, options, secret);
  const identify = checked(identifiers[platform]?.configure(options, { region }) ?? { ok: false, issues: [] });
  const identitiesOf = (event: SourceEvent) => {
    const outcome = identify(toEnvelope(event, { platform, connection: 'shop', receivedTime: '2026-03-01T04:00:00Z' }));
    return outcome.outcome === 'changes' ? outcome.changes.flatMap(({ identities }) => identities) : [];
  };
  const readEvent = ({ headers, body }: CapturedDelivery): SourceEvent => {
    const bytes = Buffer.from(body);
    const decoding = source.receiver.decode(bytes, { method: 'POST', rawQuery: '', headers, body: bytes });
    const [event] = decoding.outcome === 'events' ? decoding.events : [];
    if (!event) throw new Error(`the captured delivery cannot be read: ${JSON.stringify(decoding)}`);
    return event;
  };

  describe(platform, () => {
    test.each(taken)('%s: a sample passes, and gives what the evidence has', (event) => {
      for (const { kind, evidence: found } of identitiesOf(source.event(source.sample(event)))) {
        expect(evidence).toContainEqual(expect.objectContaining({ kind, field: found.field, grade: found.grade }));
      }
    });

    test.each(taken)('%s: the same once more is the same event, another is another', (event) => {
      const ids = [0, 0, 1].map((sequence) => source.event(source.sample(event, sequence)).idParts);
      expect(ids[0]).toEqual(ids[1]);
      expect(ids[0]).not.toEqual(ids[2]);
    });

    test.each(taken)('%s: a forged one is rejected', (event) => {
      const { sampler } = sources[platform];
      const request = source.sample(event);
      if (!sampler) throw new Error('no sample');
      const genuine = { method: 'POST', headers: {}, rawQuery: request.rawQuery } as const;
      const { body, rawQuery } = forge({ ...genuine, body: Buffer.from(request.body).toString() }, sampler);
      expect(source.verify({ ...request, rawQuery, body: Buffer.from(body) }).outcome).toBe('rejected');
    });

    test('there is a captured delivery of every event', () => {
      const seen = captured.map((delivery) => readEvent(delivery).type);
      expect(
        taken.filter((event) => !seen.includes(event)),
        `fill in \`captured\`: a delivery of each of these events as ${platform} sends it, with invented people, and what it says`,
      ).toEqual([]);
    });

    test.each(captured.map((delivery, index) => ({ delivery, index })))(
      'captured delivery $index says who it is about',
      ({ delivery }) => {
        expect(identitiesOf(readEvent(delivery)).map(inWords)).toEqual(delivery.says);
      },
    );
  });
}
