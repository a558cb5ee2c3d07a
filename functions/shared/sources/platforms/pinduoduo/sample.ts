import * as z from 'zod/mini';
import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { writeBareIds } from '../../write-bare-ids.ts';
import { options, type PinduoduoOptions } from './receive.ts';

/** Of a connection that names no shop. */
const SAMPLE_SHOP = '100000001';
const BARE_IDS = new Set(['id', 'mallID', 'mall_id', 'refund_id']);

/** Builds frames about invented orders as a bridge hands them on: the content is JSON in a text. */
export const pinduoduoSample = defineSampler({
  platform: 'pinduoduo',
  transport: 'inlet',
  options,
  secret: z.strictObject({}),
  events: {
    pdd_trade_TradeConfirmed: order,
    pdd_trade_TradeSellerShip: order,
    pdd_trade_TradeSuccess: order,
    pdd_refund_RefundCreated: (context, settings) => ({
      ...order(context, settings),
      refund_id: String(7_000_000_001 + context.sequence),
      refund_fee: 28_800,
      bill_type: 1,
      operation: 1,
      modified: context.now,
    }),
  },
  sign(event, payload, _secret, { mallId }, { now, sequence }) {
    const frame: SamplePayload = {
      id: String(9_000_000_000_000_000_001n + BigInt(sequence)),
      commandType: 'Common',
      time: now,
      sendTime: now,
      message: { type: event, mallID: mallId ?? SAMPLE_SHOP, content: writeBareIds(payload, BARE_IDS) },
    };
    return { method: 'POST', headers: {}, rawQuery: '', body: writeBareIds(frame, BARE_IDS) };
  },
});

function order({ now, sequence }: SampleContext, { mallId }: PinduoduoOptions): SamplePayload {
  const day = new Date(now + 8 * 3_600_000).toISOString().slice(2, 10).replaceAll('-', '');
  return { mall_id: mallId ?? SAMPLE_SHOP, tid: `${day}-${String(540 + sequence).padStart(15, '0')}` };
}
