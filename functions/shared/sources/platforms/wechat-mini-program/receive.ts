import type { WebhookResponse } from '../../../http/webhook-request.ts';
import type { About } from '../../about.ts';
import type { PushFormat } from '../../protocols/wechat-crypto/push-document.ts';
import { plaintextFindings, pushSecretFindings, senderFindings } from '../../protocols/wechat-push/findings.ts';
import { pushReceiver } from '../../protocols/wechat-push/push-receiver.ts';
import type { PushOptions } from '../../protocols/wechat-push/settings.ts';
import { miniProgramKindsOf, miniProgramPushKinds } from './events.ts';

export const aboutWechatMiniProgram: About<PushOptions> = {
  name: 'WeChat mini program',
  authentication: 'SHA-1 signature with the token over the AES-256-CBC ciphertext, and the app id inside it',
  confidence: 'partly',
  doubt:
    'the answers to virtual payment pushes come from public code; senders that nothing confirms are off: `senderIsCustomer`',
  warnings: (settings) => [...plaintextFindings(settings), ...senderFindings(settings, miniProgramPushKinds)],
  checkSecret: pushSecretFindings,
};

/** WeChat mini programs. */
export const wechatMiniProgram = pushReceiver({
  platform: 'wechat-mini-program',
  kindsOf: miniProgramKindsOf,
  acknowledge,
});

/** In lower case, as event names are compared. */
const VIRTUAL_PAYMENT: ReadonlySet<string> = new Set([
  'xpay_goods_deliver_notify',
  'xpay_coin_pay_notify',
  'xpay_refund_notify',
  'xpay_complaint_notify',
  'xpay_wxpay_callback_notify',
  'xpay_subscribe_signing_result_notify',
  'xpay_subscribe_pay_fail_notify',
  'xpay_apple_subscribe_signing_result_notify',
  // Games: minigame, virtual-payment/event.html, goods.html and game-gift.html
  'minigame_h5_goods_deliver_notify',
  'minigame_game_pay_goods_deliver_notify',
  'minigame_coin_deliver_completed',
  'minigame_recharge_center_coin_deliver_completed',
  'minigame_pay_refund_succ_notify',
  'minigame_deliver_goods',
]);

const errorCodeZero: Readonly<Record<PushFormat, WebhookResponse>> = {
  json: {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: '{"ErrCode":0,"ErrMsg":"success"}',
  },
  xml: {
    status: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body: '<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg></xml>',
  },
};

/** Virtual payment and games repeat a push up to 15 times until it reads an error code of 0, in the format of the push. */
function acknowledge(type: string, format: PushFormat): WebhookResponse | undefined {
  return VIRTUAL_PAYMENT.has(type.toLowerCase()) ? errorCodeZero[format] : undefined;
}
