import * as z from 'zod/mini';
import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { type JdOptions, options } from './receive.ts';

const XID = 'o*AAGuiyiSampleBuyerOfJd00000000000000000000000000000000000000000000000001';
const OPEN_ID = 'GuiyiSampleBuyerOfJd-0000000000000000000001';
const NEVER = '0001-01-01 00:00:00';

/** Builds orders about invented people as a program of the brand's own hands them on. */
export const jdSample = defineSampler({
  platform: 'jd',
  transport: 'inlet',
  options,
  secret: z.strictObject({}),
  events: {
    order: (context, settings) => order('WAIT_SELLER_STOCK_OUT', chinaTime(context), context, settings),
    'order/unpaid': (context, settings) => order('LOCKED', NEVER, context, settings),
    'order/nameless': (context, settings) => {
      const { xid_buyer: _xid, open_id_buyer: _openId, ...rest } = order('FINISHED_L', NEVER, context, settings);
      return rest;
    },
  },
  sign: (_event, payload) => ({ method: 'POST', headers: {}, rawQuery: '', body: JSON.stringify(payload) }),
});

function order(
  orderState: string,
  paymentConfirmTime: string,
  context: SampleContext,
  { venderId }: JdOptions,
): SamplePayload {
  return {
    orderId: String(281_000_000_001 + context.sequence),
    venderId,
    orderState,
    orderStartTime: chinaTime(context),
    paymentConfirmTime,
    modified: chinaTime(context),
    orderPayment: '288.00',
    pin: 'jd_guiyi_sample',
    consigneeInfo: { fullname: '林*', mobile: '159****0091', telephone: '', fullAddress: '上海市****' },
    xid_buyer: XID,
    open_id_buyer: OPEN_ID,
  };
}

function chinaTime({ now }: SampleContext): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
