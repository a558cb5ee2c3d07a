import * as z from 'zod/mini';
import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { writeBareIds } from '../../write-bare-ids.ts';
import { options } from './receive.ts';

const OUID = 'AAGuiyiSampleBuyerInShop0001';
const OMID = 'AAGuiyiSampleBuyerOfBrand001';
const OPEN_UID = 'AAGuiyiSampleBuyerInApp00001';
const BARE_IDS = new Set(['tid', 'oid', 'refund_id', 'id']);

type Build = (context: SampleContext) => SamplePayload;

/** Builds messages about invented people as a bridge hands them on: the content is JSON in a text. */
export const taobaoSample = defineSampler({
  platform: 'taobao',
  transport: 'inlet',
  options,
  secret: z.strictObject({}),
  events: {
    taobao_trade_TradeCreate: trade('WAIT_BUYER_PAY'),
    taobao_trade_TradeBuyerPay: trade('WAIT_SELLER_SEND_GOODS'),
    taobao_trade_TradeSuccess: trade('TRADE_FINISHED'),
    taobao_refund_RefundSuccess: (context) => ({
      refund_id: orderOf(context),
      tid: orderOf(context),
      oid: orderOf(context),
      refund_fee: '288.00',
      bill_type: 'refund_bill',
      refund_phase: 'onsale',
      modified: chinaTime(context),
      buyer_nick: '林**',
      buyer_open_uid: OPEN_UID,
    }),
    taobao_opencrm_MemberJoin: (context) => ({
      seller: '归一旗舰店',
      user: '林**',
      join_time: chinaTime(context),
      msg_id: `join-${context.sequence}`,
    }),
    taobao_opencrm_MemberJoinPrivate: (context) => ({
      seller: '归一旗舰店',
      user: OUID,
      join_time: chinaTime(context),
      msg_id: `join-${context.sequence}`,
    }),
    taobao_opencrm_MemberGradeChange: ({ sequence }) => ({
      ouid: OUID,
      omid: OMID,
      grade: 2,
      msg_id: `grade-${sequence}`,
    }),
    tmall_mei_PointChange: ({ sequence }) => ({
      ouid: OUID,
      omid: OMID,
      mix_mobile: 'c2FtcGxlLW1peGVkLW1vYmlsZQ==',
      mobile: '159****0051',
      point: 110,
      record_id: 7000 + sequence,
    }),
    tmall_mei_CrmBind: ({ sequence }) => ({
      mobile: '$159$c2FtcGxlLW1vYmlsZQ==$1$$',
      mix_taobao_nick: 'c2FtcGxlLW1peGVkLW5pY2s=',
      type: 1,
      sequence,
    }),
  },
  sign(event, payload, _secret, { sellerId }, context) {
    const message = {
      topic: event,
      id: String(7_100_000_000_000_000_001n + BigInt(context.sequence)),
      publisher: '12497914',
      userid: sellerId,
      time: chinaTime(context),
      retried: 0,
      content: writeBareIds(payload, BARE_IDS),
    };
    return { method: 'POST', headers: {}, rawQuery: '', body: writeBareIds(message, BARE_IDS) };
  },
});

function trade(status: string): Build {
  return (context) => ({
    tid: orderOf(context),
    oid: orderOf(context),
    payment: '288.00',
    status,
    type: 'guarantee_trade',
    seller_nick: '归一旗舰店',
    buyer_nick: '林**',
    buyer_open_uid: OPEN_UID,
  });
}

/** 19 digits, as Taobao's own. */
function orderOf({ sequence }: SampleContext): string {
  return String(3_000_000_000_000_000_001n + BigInt(sequence));
}

function chinaTime({ now }: SampleContext): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
