import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER, strangers } from './payloads.ts';
import { phoneTraps } from './traps.ts';

const BOS = '4000000000001';
const WID = '10000000000000001';

const row = (rule: string, type: string, msgBody: Json, expected: Expected, more: JsonObject = {}): EventRow => {
  const [topic = '', event = ''] = type.split('/');
  return {
    platform: 'weimob',
    rule,
    type,
    data: { id: 'x', topic, event, bosId: Number(BOS), sign: 'unknown', msgBody, ...more },
    expected,
  };
};

const member = (value = WID, field = 'wid') => `weimob-wid@${BOS} ${value} verified msgBody.${field}`;
const phone = (field = 'phone', value: string = BUYER.phone) => `mobile ${value} claimed msgBody.${field}`;
const none = { ignored: 'event-without-customer' };
const seen = { identities: [member()] };
const BIND = 'bos.user/phoneBindEvent';
const MERGE = 'bos.user/beginMerge';

export const weimobEvents: readonly EventRow[] = [
  ...[
    'weimob_shop.order/create',
    'weimob_shop.order/statusUpdate',
    'weimob_crm.order/create',
    'weimob_crm.customer/update',
    'weimob_crm.membercard/create',
    'bos.user/widMerge',
  ].map((type) => row('the member', type, { wid: WID, orderNo: '3100000000000000001' }, seen)),
  row('one of several', 'weimob_crm.customer/create', { widList: [WID] }, { identities: [member(WID, 'widList[0]')] }),
  row(
    'with a shop assistant',
    'weimob_crm.membercard/create',
    { wid: WID, guideWid: strangers.clerk },
    {
      ...seen,
      discarded: ['msgBody.guideWid: staff'],
    },
  ),
  row('bound', BIND, { wid: WID, phone: BUYER.phone }, { identities: [member(), phone()] }),
  row(
    'bound anew',
    'bos.user/phoneRebindEvent',
    { wid: WID, oldPhone: strangers.neighbour, phone: BUYER.phone },
    {
      identities: [member(), phone()],
      released: [phone('oldPhone', strangers.neighbour)],
    },
  ),
  row(
    'released, as a number',
    'bos.bos.user/phoneReleaseEvent',
    { wid: WID, phone: Number(BUYER.phone) },
    {
      ...seen,
      released: [phone()],
    },
  ),
  ...phoneTraps.map(([rule, value, reason]) =>
    row(
      `a phone that is ${rule}`,
      BIND,
      { wid: WID, phone: value },
      { ...seen, discarded: [`msgBody.phone: ${reason}`] },
    ),
  ),
  row('nobody’s phone', BIND, { phone: BUYER.phone }, none),
  row('two are merged', MERGE, { widList: [WID, '2'] }, { ignored: 'needs-an-operator' }),
  {
    ...row(
      'two are merged, and the brand agrees',
      MERGE,
      { widList: [WID, '2'] },
      {
        identities: [member(WID, 'widList[0]'), member('2', 'widList[1]')],
      },
    ),
    options: { onMerge: 'connect' },
  },
  row(
    'an account is cancelled',
    'bos.user/accountCancellationEvent',
    { wid: WID, widSourceList: [] },
    { erase: [member()] },
  ),
  row(
    'cancelled, and nobody says whose',
    'bos.user/accountCancellationEvent',
    { logoutTime: 1 },
    {
      ignored: 'needs-an-operator',
    },
  ),
  ...['weimob_shop.rights/create', 'ec_order/createOrder', 'mc_member/becomeCustomer'].map((type) =>
    row('no identity', type, { wid: WID }, none),
  ),
  row('a stand-in', 'weimob_shop.order/create', { wid: 0 }, { ...none, discarded: ['msgBody.wid: placeholder'] }),
  row('of another merchant', 'weimob_shop.order/create', { wid: WID }, { ignored: 'wrong-account' }, { bosId: 1 }),
  row('of tomorrow', 'weimob_shop.goods/update', {}, { ignored: 'event-not-handled' }),
  row('no message', BIND, 'text', none),
];
