import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { strangers } from './payloads.ts';
import { idTraps } from './traps.ts';

const XID = `o*AAInventedBuyer${'0'.repeat(57)}`;
const OPEN_ID = `InventedBuyer-${'0'.repeat(29)}`;
const UNPAID = '0001-01-01 00:00:00';

const row = (rule: string, more: JsonObject, expected: Expected, options?: object): EventRow => ({
  platform: 'jd',
  rule,
  type: 'order',
  data: { orderId: '281000000001', venderId: '10000001', paymentConfirmTime: UNPAID, ...more },
  expected,
  ...(options && { options }),
});

const SCOPE = '3000000000000000/10000001';
const xid = `jd-xid@${SCOPE} ${XID} verified xid_buyer`;
const openId = `jd-open-id@${SCOPE} ${OPEN_ID} verified open_id_buyer`;
const none = { ignored: 'event-without-customer' };

export const jdEvents: readonly EventRow[] = [
  row('both ids of the buyer', { xid_buyer: XID, open_id_buyer: OPEN_ID }, { identities: [xid, openId] }),
  row('the newer id alone', { xid_buyer: XID }, { identities: [xid] }),
  row('the older id alone', { open_id_buyer: OPEN_ID, xid_buyer: '' }, { identities: [openId] }),
  row(
    'a paid order',
    { xid_buyer: XID, paymentConfirmTime: '2026-10-02 16:00:00' },
    { identities: [xid], triggers: ['paid-order'] },
  ),
  row('an order that names nobody', { xid_buyer: null, open_id_buyer: '' }, none),
  row('an account name', { pin: 'jd_tea_friend_17' }, { ...none, discarded: ['pin: ambiguous'] }),
  row(
    'an account name in ciphertext beside the id',
    { xid_buyer: XID, pin: 'aT7xC+5t4DYRH52pMe3q6sHe5C9nykka==', realPin: 'jd_17' },
    { identities: [xid], discarded: ['pin: ambiguous', 'realPin: ambiguous'] },
  ),
  row(
    'whoever receives the parcel is nobody',
    { consigneeInfo: { mobile: strangers.receiver, telephone: '138****8124' } },
    { ...none, discarded: ['consigneeInfo.mobile: receiver', 'consigneeInfo.telephone: receiver'] },
  ),
  row(
    'the shop in the buyer’s place',
    { xid_buyer: XID, xid_seller: XID, open_id_buyer: OPEN_ID },
    { identities: [openId], discarded: ['xid_buyer: shop'] },
  ),
  row(
    'the shop in the older id’s place',
    { open_id_buyer: OPEN_ID, open_id_seller: OPEN_ID },
    { ...none, discarded: ['open_id_buyer: shop'] },
  ),
  ...idTraps.flatMap(([rule, value, reason]) =>
    ['xid_buyer', 'open_id_buyer'].map((field) =>
      row(`a ${field} that is ${rule}`, { [field]: value }, { ...none, discarded: [`${field}: ${reason}`] }),
    ),
  ),
  row('a masked xid', { xid_buyer: 'o*AAInv****0001' }, { ...none, discarded: ['xid_buyer: masked'] }),
  row(
    'each id in the other’s place',
    { xid_buyer: OPEN_ID, open_id_buyer: XID },
    {
      ...none,
      discarded: ['xid_buyer: malformed', 'open_id_buyer: masked'],
    },
  ),
  row(
    'a phone where an id belongs',
    { open_id_buyer: strangers.receiver },
    { ...none, discarded: ['open_id_buyer: wrong-type'] },
  ),
  row(
    'an account name where an id belongs',
    { open_id_buyer: 'jd_tea_friend_17' },
    {
      ...none,
      discarded: ['open_id_buyer: malformed'],
    },
  ),
  row('of another shop', { venderId: '10000002', xid_buyer: XID }, { ignored: 'wrong-account' }),
  row('of no shop', { venderId: null, xid_buyer: XID }, { ignored: 'wrong-account' }),
  row('not switched on', { xid_buyer: XID }, { ignored: 'unconfirmed-not-accepted' }, { acceptUnconfirmed: undefined }),
  { ...row('of tomorrow', { xid_buyer: XID }, { ignored: 'event-not-handled' }), type: 'refund' },
];
