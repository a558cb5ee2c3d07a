import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { SamplePayload } from '../../functions/shared/sources/source.ts';
import type { WebhookConnection } from '../kit/demo.ts';

/** One thing that happens, and how somebody tells us. */
export interface Act {
  /** Unix ms. */
  readonly at: number;
  /** The number of the person, for the report. */
  readonly person: number;
  readonly message: Message;
  /** It must end as a dead letter. */
  readonly isPoison?: true;
}

export type Message =
  | {
      readonly way: 'webhook';
      readonly connection: WebhookConnection;
      readonly event: string;
      readonly sequence: number;
      readonly change?: (payload: SamplePayload) => void;
      /** A signature that is not the platform's, or a body that is signed and cut off. */
      readonly spoilt?: 'forged' | 'undecodable';
    }
  | { readonly way: 'inlet'; readonly body: string; readonly id: string }
  /** Somebody else has put it into the event queue. */
  | { readonly way: 'queue'; readonly body: string; readonly id: string }
  | { readonly way: 'second-writer'; readonly write: SecondWrite };

/** What another system does at the CDP, with identities as `type=value`. */
export type SecondWrite =
  /** Adds all of them to whoever has one; customers who have some are one then. */
  | { readonly what: 'import'; readonly identities: readonly string[] }
  /** Deletes whoever has the first, and makes them anew with everything that they had. */
  | { readonly what: 'make-anew'; readonly identities: readonly string[] };

/** An event of the brand's own system, as its envelope. */
export function brandEvent(
  type: string,
  id: string,
  at: number,
  data: Readonly<Record<string, unknown>> & {
    readonly identities: readonly { readonly kind: string; readonly value: string; readonly scope?: string }[];
  },
): Message {
  const time = new Date(at).toISOString();
  const envelope: Omit<Envelope, 'data'> & { readonly data: unknown } = {
    specversion: '1.0',
    id,
    source: '/brand-events/brand-demo',
    type,
    subject: data.identities[0]?.value ?? '',
    time,
    datacontenttype: 'application/json',
    data,
    connection: 'brand-demo',
    receivedtime: time,
  };
  return { way: 'inlet', body: JSON.stringify(envelope), id };
}
