import type { WebhookResponse } from '../../../http/webhook-request.ts';
import { defineReceiver, type Verification } from '../../source.ts';
import { verifyMessagePush } from '../wechat-crypto/message-push.ts';
import { decodePush, type PushReader } from './decode-push.ts';
import type { PushKindsOf } from './push-kind.ts';
import { options, secret } from './settings.ts';

export const differentAppIds: Verification = {
  outcome: 'misconfigured',
  detail: 'the appId of the options and the appId of the secret differ',
};
const noKey: Verification = {
  outcome: 'misconfigured',
  detail: 'the secret has no encodingAesKey, and the connection does not accept plaintext',
};

/** What WeChat wants to hear of a push: do not repeat it, and say nothing to the customer. */
export const success: WebhookResponse = {
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'success',
};

interface PushPlatform extends Pick<PushReader, 'acknowledge'> {
  readonly platform: string;
  readonly kindsOf: PushKindsOf;
}

/** A receiver of WeChat's message push, in secure or compatible mode. */
export function pushReceiver({ platform, kindsOf, ...reader }: PushPlatform) {
  return defineReceiver({
    platform,
    options,
    secret,
    scopes: ({ appId, openPlatform = '' }) => ({ 'wechat-openid': appId, 'wechat-unionid': openPlatform }),
    verify(request, { token, encodingAesKey, appId }, { appId: expected, plaintext = false }) {
      if (appId !== expected) return differentAppIds;
      if (encodingAesKey === undefined && !plaintext) return noKey;
      return verifyMessagePush(request, { token, encodingAesKey, receiveId: appId, plaintext });
    },
    decode: (payload, _request, settings) =>
      decodePush(payload, settings.appId, { ...reader, kindOf: kindsOf(settings) }),
    acknowledgement: success,
  });
}
