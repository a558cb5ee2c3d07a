import * as z from 'zod/mini';
import { defineHmacSource } from '../../functions/shared/sources/protocols/hmac/define-hmac-source.ts';
import { mapHmacSource } from '../../functions/shared/sources/protocols/hmac/map-hmac-source.ts';
import type { Happened, Mapping } from '../../functions/shared/sources/protocols/hmac/mapping.ts';
import { sampleHmacSource } from '../../functions/shared/sources/protocols/hmac/sample-hmac-source.ts';

/** What the platform sends, as far as it is read. Paths below are checked against it; what really comes is judged again. */
interface OrderBody {
  readonly order: { readonly number: string; readonly placed_at: string; readonly updated_at: string };
  readonly buyer: {
    readonly id: number;
    readonly name?: string;
    readonly phone?: string;
    readonly phone_checked?: boolean;
  };
  readonly delivery?: { readonly phone?: string };
}

const options = z.strictObject({ shop: z.string().check(z.minLength(1)) });
const secret = z.strictObject({ signingKey: z.string().check(z.minLength(1)) });
type Options = z.infer<typeof options>;

/** receive.ts: how a delivery proves itself, and what its type, id, order and time are. */
export const teaHouse = defineHmacSource<OrderBody, Options, z.infer<typeof secret>>({
  platform: 'tea-house',
  options,
  secret,
  signature: {
    headers: ['x-tea-signature'],
    encodings: ['hex'],
    prefix: 'v1=',
    signed: '{header:x-tea-time}.{body}',
    timestamp: { of: 'header:x-tea-time', toleranceSeconds: 300 },
  },
  key: ({ signingKey }) => signingKey,
  types: ['order.paid'],
  type: { header: 'x-tea-event' },
  subject: { path: 'buyer.id' },
  partition: { path: 'order.number' },
  time: { path: 'order.updated_at' },
});

const order: Mapping<OrderBody, Options> = {
  identities: [
    {
      kind: 'tea-house-buyer',
      path: 'buyer.id',
      grade: 'verified',
      why: 'the tea house gives the id and signs it',
      scope: ({ options: { shop } }: Happened<Options>) => shop,
    },
    {
      kind: 'mobile',
      path: 'buyer.phone',
      grade: 'claimed',
      why: 'typed at check-out',
      proof: { given: (body) => isChecked(body['buyer']), why: 'the tea house has sent a code to it' },
      basis: 'record',
    },
  ],
  strangers: [{ kind: 'mobile', path: 'delivery.phone', reason: 'receiver' }],
  profile: { name: 'buyer.name' },
  nameFrom: 'account',
  act: { kind: 'order', created: 'order.placed_at' },
  moments: ['paid-order'],
};

/** identify.ts: what each type says of a person. */
export const teaHouseIdentity = mapHmacSource(teaHouse, { rules: { 'order.paid': order } });

/** sample.ts: an example with invented people, signed by the same scheme. */
export const teaHouseSample = sampleHmacSource(teaHouse, {
  events: {
    'order.paid': ({ now, sequence }) => ({
      order: {
        number: `T${sequence}`,
        placed_at: new Date(now).toISOString(),
        updated_at: new Date(now).toISOString(),
      },
      buyer: { id: 7000 + sequence, name: '韩梅', phone: '15931000061', phone_checked: true },
      delivery: { phone: '15931000099' },
    }),
  },
  headers: (type, { now }) => ({ 'x-tea-event': type, 'x-tea-time': String(Math.floor(now / 1000)) }),
});

function isChecked(buyer: unknown): boolean | undefined {
  return typeof buyer === 'object' && buyer !== null ? Reflect.get(buyer, 'phone_checked') === true : undefined;
}
