import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { writeBareIds } from '../../write-bare-ids.ts';
import { URL_KEY } from '../../url-key.ts';
import { options, secret, type WeimobOptions } from './receive.ts';

const WID = '10000000000000001';
const PHONE = '15931000051';
const OTHER_PHONE = '15931000052';
const BARE_IDS = new Set(['wid', 'widList', 'bosId', 'orderNo', 'rightsId', 'vid', 'guideWid']);

type Build = (context: SampleContext, options: WeimobOptions) => SamplePayload;

/** Builds messages of the new platform about invented people. What Weimob writes into `sign` is not known. */
export const weimobSample = defineSampler({
  platform: 'weimob',
  proof: 'query',
  options,
  secret,
  events: {
    'weimob_shop.order/create': order(1),
    'weimob_shop.order/statusUpdate': order(2),
    'weimob_shop.rights/create': (context) => ({
      rightsId: orderOf(context),
      orderNo: orderOf(context),
      rightsInfo: {},
    }),
    'weimob_crm.customer/create': ({ sequence }) => ({
      widList: [WID, String(BigInt(WID) + 1000n + BigInt(sequence))],
      membershipPlanId: 1001,
    }),
    'weimob_crm.membercard/create': member(({ sequence }) => ({
      vid: '600000001',
      customCardNo: `30000${sequence}`,
      guideWid: '10000000000000999',
    })),
    'bos.user/phoneBindEvent': member(() => ({ phone: PHONE })),
    'bos.user/phoneRebindEvent': member(() => ({ oldPhone: PHONE, phone: OTHER_PHONE })),
    'bos.bos.user/phoneReleaseEvent': member(({ now }) => ({ phone: Number(OTHER_PHONE), time: now })),
    'bos.user/beginMerge': ({ now }) => ({ widList: [WID, String(BigInt(WID) + 1n)], time: now }),
    'bos.user/widMerge': member(() => ({})),
    'bos.user/accountCancellationEvent': member(({ now }) => ({
      logoutTime: now,
      widSourceList: [{ source: 1, appId: 'wx00000000sample01', originalId: 'oGuiyiSampleCustomer00000001' }],
    })),
  },
  sign(event, payload, { urlKey }, { bosId }, { sequence, now }) {
    const [topic = '', name = ''] = event.split('/');
    const body: SamplePayload = {
      id: `${typeof payload['orderNo'] === 'string' ? payload['orderNo'] : WID}${sequence === 0 ? '' : `-${sequence}`}`,
      topic,
      event: name,
      bosId,
      sign: 'not-known',
      msgBody: writeBareIds(payload, BARE_IDS),
      test: false,
      msgVersion: String(now),
    };
    return {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      rawQuery: `${URL_KEY}=${encodeURIComponent(urlKey)}`,
      body: writeBareIds(body, BARE_IDS),
    };
  },
});

function order(orderStatus: number): Build {
  return member((context) => ({
    orderNo: orderOf(context),
    parentOrderNo: orderOf(context),
    vid: '600000001',
    orderStatus,
    paymentStatus: 2,
    createTime: context.now,
    updateTime: context.now,
  }));
}

function member(fields: (context: SampleContext) => SamplePayload): Build {
  return (context, { bosId }) => ({ wid: WID, bosId, ...fields(context) });
}

/** 19 digits, as Weimob's own. */
function orderOf({ sequence }: SampleContext): string {
  return String(3_100_000_000_000_000_001n + BigInt(sequence));
}
