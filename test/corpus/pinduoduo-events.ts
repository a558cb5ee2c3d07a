import type { Json } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { strangers } from './payloads.ts';

const row = (rule: string, type: string, content: Json, expected: Expected, options?: object): EventRow => ({
  platform: 'pinduoduo',
  rule,
  type,
  data: { id: '1', commandType: 'Common', message: { type, mallID: 100_000_001, content } },
  expected,
  ...(options && { options }),
});

const none = { ignored: 'event-without-customer' };
const order = { mall_id: 100_000_001, tid: '261002-000000000000540' };

export const pinduoduoEvents: readonly EventRow[] = [
  ...[
    'trade_TradeConfirmed',
    'trade_TradeSellerShip',
    'trade_TradeSuccess',
    'refund_RefundCreated',
    'refund_RefundClosed',
  ].map((name) => row('an order and no buyer', `pdd_${name}`, order, none)),
  row(
    'whoever receives it is nobody',
    'pdd_trade_TradeConfirmed',
    { ...order, receiver_phone: strangers.receiver },
    none,
  ),
  row('of another shop', 'pdd_trade_TradeConfirmed', order, { ignored: 'wrong-account' }, { mallId: '100000002' }),
  row('of tomorrow', 'pdd_goods_GoodsUpdate', order, { ignored: 'event-not-handled' }),
];
