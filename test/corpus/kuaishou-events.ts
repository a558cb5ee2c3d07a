import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { strangers } from './payloads.ts';
import { idTraps, withoutId } from './traps.ts';

const APP_KEY = 'ks0000000000000001';
const SELLER = '2000000184';
const SELLER_OPEN_ID = 'InventedSeller00000000000000000000000000sel';
const BUYER = 'f0000000000000000000000000001a7f';

const row = (rule: string, event: string, info: Json, expected: Expected, more: JsonObject = {}): EventRow => ({
  platform: 'kuaishou',
  rule,
  type: event,
  data: { eventId: 'e1', userId: Number(SELLER), openId: SELLER_OPEN_ID, appKey: APP_KEY, event, info, ...more },
  expected,
});

const order = (more: JsonObject = {}): JsonObject => ({ oid: 2_600_000_000_000_301, buyerOpenId: BUYER, ...more });
const buyer = (seller = SELLER) => `kuaishou-open-id@${APP_KEY}/${seller} ${BUYER} verified info.buyerOpenId`;
const none = { ignored: 'event-without-customer' };
const ADD = 'kwaishop_order_addOrder';

export const kuaishouEvents: readonly EventRow[] = [
  ...[ADD, 'kwaishop_order_totalFeeChange', 'kwaishop_order_addressChange', 'kwaishop_order_addressUpdateAudit'].map(
    (event) => row('the buyer', event, order(), { identities: [buyer()] }),
  ),
  ...[
    'kwaishop_order_paySuccess',
    'kwaishop_order_delivering',
    'kwaishop_order_deliverySuccess',
    'kwaishop_order_orderSuccess',
    'kwaishop_order_orderFail',
    'kwaishop_order_addNote',
    'kwaishop_aftersales_addRefund',
    'kwaishop_aftersales_updateRefund',
  ].map((event) => row('an order and no buyer', event, order(), none)),
  row(
    'with another seller another identity',
    ADD,
    order(),
    { identities: [buyer('2000000185')] },
    { userId: '2000000185' },
  ),
  row(
    'a seller whom nobody names',
    ADD,
    order(),
    { ...withoutId('ambiguous'), discarded: ['info.buyerOpenId: ambiguous'] },
    { userId: null },
  ),
  row('whose the other id is, nobody knows', ADD, order({ openId: strangers.friend }), {
    identities: [buyer()],
    discarded: ['info.openId: ambiguous'],
  }),
  row('the seller', ADD, order({ buyerOpenId: SELLER_OPEN_ID }), {
    ...none,
    discarded: ['info.buyerOpenId: shop'],
  }),
  row('a phone', ADD, order({ buyerOpenId: strangers.receiver }), {
    ...withoutId('wrong-type'),
    discarded: ['info.buyerOpenId: wrong-type'],
  }),
  ...idTraps.map(([rule, value, reason]) =>
    row(`an id that is ${rule}`, ADD, order({ buyerOpenId: value }), {
      ...none,
      discarded: [`info.buyerOpenId: ${reason}`],
    }),
  ),
  row('no buyer', ADD, order({ buyerOpenId: null }), none),
  row('of tomorrow', 'kwaishop_item_update', order(), { ignored: 'event-not-handled' }),
  row('no message', ADD, 'free text', none),
];
