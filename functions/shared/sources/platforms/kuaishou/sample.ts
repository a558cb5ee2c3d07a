import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { writeBareIds } from '../../write-bare-ids.ts';
import { options, sealBody, secret } from './receive.ts';

/** Of a connection that names no seller. */
const SAMPLE_SELLER = '2000000184';
const SELLER_OPEN_ID = 'GuiyiSampleSeller0000000000000000000000sell';
const BUYER_OPEN_ID = 'f0000000000000000000000000001a7e';
const BARE_IDS = new Set(['oid', 'orderId', 'refundId', 'sellerId', 'userId', 'bizId']);

type Build = (context: SampleContext) => SamplePayload;

/** Builds messages with invented people and encrypts them as Kuaishou does. */
export const kuaishouSample = defineSampler({
  platform: 'kuaishou',
  options,
  secret,
  events: {
    kwaishop_order_addOrder: withBuyer((context) => ({ createTime: context.now, customizedInfo: '' })),
    kwaishop_order_totalFeeChange: withBuyer(() => ({ beforeTotalFee: 28_800, afterTotalFee: 26_800 })),
    kwaishop_order_addressChange: withBuyer(() => ({})),
    kwaishop_order_paySuccess: state(30),
    kwaishop_order_orderSuccess: state(70),
    kwaishop_aftersales_addRefund: (context) => ({
      orderId: orderOf(context),
      refundId: `3${orderOf(context).slice(1)}`,
      handlingWay: 10,
      status: 10,
    }),
  },
  sign(event, payload, { messageSecret }, { appKey, userIds }, context) {
    const { now, sequence } = context;
    const userId = userIds?.[0] ?? SAMPLE_SELLER;
    const message: SamplePayload = {
      eventId: `guiyi-sample-${event}-${now}-${sequence}`,
      msgId: `guiyi-sample-${now}-${sequence}`,
      bizId: orderOf(context),
      userId,
      openId: SELLER_OPEN_ID,
      appKey,
      event,
      info: writeBareIds({ ...payload, sellerId: userId }, BARE_IDS),
      status: 1,
      createTime: now,
      updateTime: now,
      test: false,
    };
    return {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      rawQuery: '',
      body: sealBody(writeBareIds(message, BARE_IDS), messageSecret),
    };
  },
});

function withBuyer(fields: Build): Build {
  return (context) => ({
    oid: orderOf(context),
    openId: 'GuiyiSampleWhoever00000000000000000whoever0',
    buyerOpenId: BUYER_OPEN_ID,
    ...fields(context),
  });
}

function state(status: number): Build {
  return (context) => ({ oid: orderOf(context), status, updateTime: context.now });
}

/** 16 digits, as Kuaishou's own. */
function orderOf({ sequence }: SampleContext): string {
  return String(2_600_000_000_000_301 + sequence);
}
