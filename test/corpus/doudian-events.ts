import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { strangers } from './payloads.ts';
import { phoneTraps } from './traps.ts';

const row = (rule: string, tag: string, data: Json, expected: Expected, options?: object): EventRow => ({
  platform: 'doudian',
  rule,
  type: tag,
  data: { tag, msg_id: `6900000000000000001::${tag}:1772337600:1`, data },
  expected,
  ...(options && { options }),
});

const order = (more: JsonObject = {}): JsonObject => ({
  p_id: '6900000000000000001',
  s_ids: ['6900000000000000001'],
  shop_id: 20_000_001,
  ...more,
});
const none = { ignored: 'event-without-customer' };
const receiver = (fields: JsonObject) => order({ receiver_msg: fields });

export const doudianEvents: readonly EventRow[] = [
  ...['100', '101', '102', '103', '104', '105', '106', '108', '110', '126', '200', '203', '206', '212', '226'].map(
    (tag) => row('an order and no buyer', tag, order(), none),
  ),
  row('a refund and no buyer', '206', { aftersale_id: '7000000000000000002', refund_amount: 2880 }, none),
  row('somebody receives the parcel', '102', receiver({ tel: strangers.receiver, name: '代收' }), {
    ...none,
    discarded: ['data.receiver_msg.tel: receiver'],
  }),
  row('masked and encrypted', '105', receiver({ tel: '154****3334', encrypt_tel: '$154$AbCdEf$1$$' }), {
    ...none,
    discarded: ['data.receiver_msg.tel: receiver', 'data.receiver_msg.encrypt_tel: receiver'],
  }),
  ...phoneTraps.map(([rule, value]) =>
    row(`a receiver’s phone that is ${rule}`, '111', receiver({ tel: value }), {
      ...none,
      discarded: ['data.receiver_msg.tel: receiver'],
    }),
  ),
  row('ids that no document has', '101', order({ open_id: 'oInventedFriend', doudian_open_id: 'AbCdEf==' }), none),
  row('of another shop', '101', order(), { ignored: 'wrong-account' }, { shopId: '20000002' }),
  row('of this shop', '101', order(), none, { shopId: '20000001' }),
  row('of tomorrow', '999', order(), { ignored: 'event-not-handled' }),
  row('no message', '101', 'free text', none),
];
