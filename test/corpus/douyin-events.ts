import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER, strangers } from './payloads.ts';
import { phoneTraps } from './traps.ts';

const APP = 'aw0000000000000001';
const MERCHANT = '7000000000000000001';
const USER = '_000invented-User-Of-The-App-0000001';

const row = (rule: string, event: string, content: Json, expected: Expected, more: JsonObject = {}): EventRow => ({
  platform: 'douyin',
  rule,
  type: event,
  data: { event, client_key: APP, from_user_id: USER, content, log_id: 'l1', ...more },
  expected,
});
const known = (each: EventRow, options: object = {}): EventRow => ({
  ...each,
  options: { fromUserIsCustomer: true, ...options },
});

const JOIN = 'life_member_join';
const ORDER = 'life_trade_order_notify';
const member = (mobile: Json = BUYER.phone): JsonObject => ({ account_id: MERCHANT, mobile });
const order = (action = 'pay_success'): JsonObject => ({ action, order: { order_id: '1', account_id: MERCHANT } });
const openId = `douyin-open-id@${APP} ${USER} verified from_user_id`;
const phone = `mobile ${BUYER.phone} claimed content.mobile`;
const unclear = ['from_user_id: ambiguous'];
const none = { ignored: 'event-without-customer' };

export const douyinEvents: readonly EventRow[] = [
  row('a member joins', JOIN, member(), { identities: [phone], triggers: ['member-bound'], discarded: unclear }),
  row('a member leaves', 'life_member_leave', member(), {
    identities: [phone],
    triggers: ['member-left'],
    discarded: unclear,
  }),
  known(row('a member whose id is known', JOIN, member(), { identities: [openId, phone], triggers: ['member-bound'] })),
  row('the merchant is not the buyer', ORDER, order(), { ...none, discarded: unclear }),
  row(
    'the merchant is not the buyer',
    'life_trade_certificate_notify',
    { certificate: { account_id: MERCHANT } },
    {
      ...none,
      discarded: unclear,
    },
  ),
  known(row('the buyer pays', ORDER, order(), { identities: [openId], triggers: ['paid-order'] })),
  known(row('the buyer is paid back', ORDER, order('refund_success'), { identities: [openId] })),
  known(
    row(
      'the merchant in the user’s place',
      ORDER,
      order(),
      { ...none, discarded: ['from_user_id: malformed'] },
      {
        from_user_id: MERCHANT,
      },
    ),
  ),
  known(
    row(
      'a phone in the user’s place',
      ORDER,
      order(),
      { ...none, discarded: ['from_user_id: wrong-type'] },
      {
        from_user_id: strangers.receiver,
      },
    ),
  ),
  known(row('nobody', ORDER, order(), none, { from_user_id: '' })),
  ...phoneTraps.map(([rule, value, reason]) =>
    row(`a phone that is ${rule}`, JOIN, member(value), {
      ...none,
      discarded: [...unclear, `content.mobile: ${reason}`],
    }),
  ),
  row('encrypted, as newer documents have it', JOIN, member('2yxFypQ39OrifivISATEqA=='), {
    ...none,
    discarded: [...unclear, 'content.mobile: encrypted'],
  }),
  row('of another app', JOIN, member(), { ignored: 'wrong-account' }, { client_key: 'aw2' }),
  known(row('of another merchant', JOIN, member(), { ignored: 'wrong-account' }), { accountId: '7000000000000000002' }),
  row('of tomorrow', 'unauthorize', {}, { ignored: 'event-not-handled' }),
  row('no content', JOIN, 'text', none),
];
