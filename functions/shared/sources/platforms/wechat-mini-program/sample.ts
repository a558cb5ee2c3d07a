import { defineSampler, type SamplePayload } from '../../source.ts';
import { pushBuilders, signPush } from '../../protocols/wechat-push/sample-push.ts';
import { options, secret } from '../../protocols/wechat-push/settings.ts';
import { pushUrlCheck } from '../../protocols/wechat-push/findings.ts';

const CUSTOMER = 'oGuiyiSampleShopper000000001';
const PHONE = '15931000042';

const { message, event, notice } = pushBuilders(CUSTOMER);

/** Builds pushes with invented people and encrypts them as the platform does in secure mode, in JSON. */
export const wechatMiniProgramSample = defineSampler({
  platform: 'wechat-mini-program',
  options,
  secret,
  events: {
    'message.text': message('text', { Content: '你好，订单什么时候发货？' }),
    'message.image': message('image', { PicUrl: 'https://shop.example/picture', MediaId: 'media-sample-1' }),
    'message.miniprogrampage': message('miniprogrampage', {
      Title: '明前龙井',
      AppId: 'wx0000000000000009',
      PagePath: 'pages/goods?id=42',
      ThumbUrl: 'https://shop.example/thumb',
      ThumbMediaId: 'media-sample-2',
    }),
    user_enter_tempsession: event('user_enter_tempsession', () => ({ SessionFrom: 'order-page' })),
    subscribe_msg_popup_event: event('subscribe_msg_popup_event', () => ({
      List: [
        { TemplateId: 'template-sample-1', SubscribeStatusString: 'accept', PopupScene: '0' },
        { TemplateId: 'template-sample-2', SubscribeStatusString: 'reject', PopupScene: '0' },
      ],
    })),
    // One entry comes without the list around it.
    subscribe_msg_change_event: event('subscribe_msg_change_event', () => ({
      List: { TemplateId: 'template-sample-1', SubscribeStatusString: 'reject' },
    })),
    subscribe_msg_sent_event: event('subscribe_msg_sent_event', () => ({
      List: { TemplateId: 'template-sample-1', MsgID: '1864323726461255680', ErrorCode: '0', ErrorStatus: 'success' },
    })),
    user_info_modified: authorisation('user_info_modified', '6'),
    user_authorization_revoke: authorisation('user_authorization_revoke', '8'),
    user_authorization_cancellation: authorisation('user_authorization_cancellation', '6'),
    xpay_goods_deliver_notify: payment('xpay_goods_deliver_notify', {
      GoodsInfo: { ProductId: 'tea-course', Quantity: 1, OrigPrice: 9900, ActualPrice: 6900, Attach: '' },
    }),
    xpay_coin_pay_notify: payment('xpay_coin_pay_notify', {
      CoinInfo: { Quantity: 100, OrigPrice: 1000, ActualPrice: 1000, Attach: '' },
    }),
    xpay_refund_notify: notice('xpay_refund_notify', ({ now, sequence }) => ({
      OpenId: CUSTOMER,
      WxRefundId: `wx-refund-${now}-${sequence}`,
      MchRefundId: `refund-${now}-${sequence}`,
      WxOrderId: `wx-order-${now}-${sequence}`,
      MchOrderId: `order-${now}-${sequence}`,
      RefundFee: 6900,
      RetCode: 0,
      RetMsg: '',
      RetryTimes: 0,
    })),
    xpay_subscribe_signing_result_notify: payment('xpay_subscribe_signing_result_notify', { ContractResult: 0 }),
    related_shop_order_submission: event('related_shop_order_submission', ({ now, sequence }) => ({
      Data: { order_id: `order-${now}-${sequence}`, shop_appid: 'wx0000000000000010' },
    })),
    channels_ec_order_use_vip_discount: event('channels_ec_order_use_vip_discount', ({ now, sequence }) => ({
      order_info: {
        shop_appid: 'wx0000000000000010',
        order_session_id: `session-${now}`,
        scene: 1,
        unique_id: `37${now}${sequence}`,
        price_info: { vip_discounted_price: 1000 },
      },
    })),
    wxalive_follow_notify: notice('wxalive_follow_notify', ({ now }) => ({
      FollowNotify: {
        room_id: 1,
        user_openid: CUSTOMER,
        time: Math.floor(now / 1000),
        live_status: 102,
        action: 'add_follow',
      },
    })),
    minigame_game_pay_goods_deliver_notify: notice('minigame_game_pay_goods_deliver_notify', ({ now, sequence }) => ({
      MiniGame: {
        Payload: JSON.stringify({
          OpenId: CUSTOMER,
          Env: 0,
          OutTradeNo: `order-${now}-${sequence}`,
          GoodsInfo: { ProductId: 'sword', Quantity: 1, OrderSource: 1 },
        }),
        PayEventSig: '',
      },
    })),
    complaint_callback: notice('complaint_callback', ({ now, sequence }, { appId }) => ({
      appid: appId,
      complaint_order_id: `${now}${sequence}`,
      open_id: CUSTOMER,
      phone_number: PHONE,
      order_id: `order-${now}-${sequence}`,
      total_cost: '6900',
      product_name: '明前龙井',
      history: { time: String(Math.floor(now / 1000)), content: '还没有收到', media_id_list: [] },
    })),
  },
  sign: (_event, payload, live, _options, context) => signPush(payload, live, context, 'json'),
  urlCheck: ({ token }, _options, now) => pushUrlCheck(token, now),
});

function authorisation(name: string, revoked: string) {
  return notice(name, (_context, { appId }) => ({ OpenID: CUSTOMER, AppID: appId, RevokeInfo: revoked }));
}

function payment(name: string, bought: SamplePayload) {
  return notice(name, ({ now, sequence }) => ({
    OpenId: CUSTOMER,
    OutTradeNo: `order-${now}-${sequence}`,
    Env: 0,
    WeChatPayInfo: {
      MchOrderNo: `order-${now}-${sequence}`,
      TransactionId: `42000${now}${String(sequence).padStart(10, '0')}`,
      PaidTime: Math.floor(now / 1000),
    },
    ...bought,
  }));
}
