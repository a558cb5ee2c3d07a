import * as z from 'zod/mini';
import type { Envelope } from '../../../../../../functions/shared/envelope/envelope.ts';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { defineHmacSource } from '../../../../../../functions/shared/sources/protocols/hmac/define-hmac-source.ts';
import type { HmacSourceDefinition } from '../../../../../../functions/shared/sources/protocols/hmac/hmac-source-definition.ts';
import type { AnyBody } from '../../../../../../functions/shared/sources/protocols/hmac/path.ts';
import type { Checked, SourceEvent } from '../../../../../../functions/shared/sources/source.ts';

/** An invented platform, as ordinary as can be: its body is signed, and a header says what it is. */
export interface KettleBody {
  readonly id?: number;
  readonly buyer?: {
    readonly id?: string;
    readonly email?: string;
    readonly phone?: string;
    readonly checked?: boolean;
  };
  readonly contact?: string;
  readonly seller?: { readonly phone?: string };
  readonly parcels?: readonly { readonly phone?: string }[];
  readonly at?: string;
  readonly name?: string;
  readonly lang?: string;
}

export const options = z.strictObject({ shop: z.optional(z.string()), testsCount: z.optional(z.boolean()) });
export const secret = z.strictObject({ key: z.string().check(z.minLength(1)) });
export type KettleOptions = z.infer<typeof options>;
export type KettleSecret = z.infer<typeof secret>;
type Definition = HmacSourceDefinition<string, KettleOptions, KettleSecret>;

export const definition: Definition = {
  platform: 'kettle',
  options,
  secret,
  signature: { headers: ['x-kettle-signature'], encodings: ['hex'], prefix: 'sha256=' },
  key: ({ key }) => key,
  types: ['sold', 'gone'],
  type: { header: 'x-kettle-event' },
  subject: { path: 'buyer.id' },
  partition: { path: 'id' },
  time: { path: 'at' },
};

export const kettle = (changes: Partial<Definition> = {}) =>
  defineHmacSource<AnyBody, KettleOptions, KettleSecret>({ ...definition, ...changes });

export function must<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(JSON.stringify(checked.issues));
  return checked.value;
}

export const delivery = (
  body: unknown,
  headers: WebhookRequest['headers'] = { 'x-kettle-event': 'sold' },
): WebhookRequest => ({
  method: 'POST',
  headers,
  rawQuery: '',
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

export const envelope = (type: string, data: Envelope['data']): Envelope => ({
  specversion: '1.0',
  id: 'an-id',
  source: '/kettle/tea',
  type,
  time: '2026-10-02T08:00:02Z',
  datacontenttype: 'application/json',
  data,
  connection: 'tea',
  receivedtime: '2026-10-02T08:00:02Z',
});

export function decoded(
  request: WebhookRequest,
  changes: Partial<Definition> = {},
  given: KettleOptions = {},
): SourceEvent {
  const decoding = must(kettle(changes).configure(given)).decode(request.body, request);
  if (decoding.outcome !== 'events' || !decoding.events[0]) throw new Error(JSON.stringify(decoding));
  return decoding.events[0];
}
